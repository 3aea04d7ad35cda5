import type { AnswerSentence } from './answer-text.ts'
import { type Clause, readStatement, type Statement } from './clauses.ts'
import { withoutRetraction } from './corrections.ts'
import { AFFIRMS, BUT, CLOSES_DENIAL, ENDS_IN_DOUBT, OPENS_DENIAL, REPORTED } from './denial-phrases.ts'
import { shareInOrder, shareOf } from './shingles.ts'

/** Share of an answer clause's stems that must stand in a clause of the sample answer for the two to say the same. */
const SAME_CLAUSE = 0.8
/** Fewer content words than this say the same only where both clauses consist of them and the sample has few clauses. */
const ENOUGH_STEMS = 3
const FEW_CLAUSES = 3
/** Share of a clause of the sample that a clause must have to be its opposite: it may be about something else. */
const OPPOSES = 0.5
/** Share of a denied sentence's words that must be the sample's. */
const MOSTLY = 0.6
/** From this many content words in common a sentence can be a copy. */
const COPY_STEMS = 3
/** From this many in a row a part of a sentence tells what is denied. */
const PART_STEMS = 4
/** Share of the stems that two sentences must have in common, each of its own, to be the same but for a negation. */
const TWIN = 0.85

/** A stretch of a sentence that says the opposite of the sample answer. */
export interface Denial {
  /** Place among the answer's sentences. */
  readonly sentence: number
  readonly stems: ReadonlySet<string>
}

/**
 * Stretches of the answer that repeat the sample answer with the opposite sign: a sentence that opens or closes with a denial,
 * with the copied sentences that the first governs, a sentence of the sample answer with a negation more or less, or a clause
 * with a negation where the sample has none, or the other way round. What is said later with the right sign is taken back: the
 * last word counts. `isLater`: the first stands behind one that it took back.
 */
export function findDenials(
  sentences: readonly AnswerSentence[],
  sample: readonly Statement[],
  isLater = false,
): Denial[] {
  const clauses = sample.flatMap((statement) => statement.clauses)
  const all = new Set(sample.flatMap((statement) => [...statement.stems]))
  const denials: Denial[] = []
  const affirmed: Denial[] = []
  let governed = false
  sentences.forEach((sentence, i) => {
    const text = withoutHedge(withoutLookingBack(sentence.plain, i > 0 || isLater), all)
    const said = readStatement(text)
    const isCopy = isCopied(said, sample)
    governed = governed && (isCopy || said.stems.size < COPY_STEMS)
    if (opensDenial(text, all, sample)) governed = true
    const isClosed = closesDenial(text, sample)
    if (isClosed) denials.push(...findReported(sentences.slice(0, i), sample))
    const elided = isElided(said, clauses)
    if (governed || isClosed || isTurnedRound(said, sample, elided)) {
      if (said.stems.size > 0) denials.push({ sentence: i, stems: said.stems })
      return
    }
    const [against, alike] = compareClauses(said, clauses, elided)
    if (against.length > 0 && isCopy) denials.push({ sentence: i, stems: said.stems })
    else denials.push(...against.map((clause) => ({ sentence: i, stems: clause.stems })))
    affirmed.push(...alike.map((clause) => ({ sentence: i, stems: clause.stems })))
  })
  return denials.filter(
    (denial) =>
      !affirmed.some((later) => later.sentence > denial.sentence && shareOf(denial.stems, later.stems) >= SAME_CLAUSE),
  )
}

/** "That is wrong:" looks back where there is something, and "it is wrong:" ahead. */
const retracts = (text: string, isLater: boolean) => !LOOKS_AHEAD.test(text) && (isLater || !/^[^,;]*:/.test(text))
const withoutLookingBack = (text: string, isLater: boolean) =>
  retracts(text, isLater) ? withoutRetraction(text) : text
const LOOKS_AHEAD = /^\W*(?:(?:but|and|so|well|no)\W+)*(?:it|this)(?:['’]s| is)\b[^,;]*:/i

/** "I cannot say for sure, but …": what is denied is not the sample's, and what comes after it is said. */
function withoutHedge(text: string, all: ReadonlySet<string>): string {
  const affirmed = AFFIRMS.exec(text)
  if (affirmed !== null) return text.slice(affirmed[0].length)
  const opened = OPENS_DENIAL.exec(text)
  const but = opened && BUT.exec(text.slice(opened[0].length))
  if (!opened || !but) return text
  const at = opened[0].length + but.index
  return saysSample(text.slice(opened[0].length, at), all) ? text : text.slice(at + but[0].length)
}

const saysSample = (text: string, all: ReadonlySet<string>) => {
  const { stems } = readStatement(text)
  return shareOf(stems, all) >= MOSTLY
}

/** Whether a sentence denies what it goes on with, and that is the sample's: a denial of something else denies nothing. */
function opensDenial(text: string, all: ReadonlySet<string>, sample: readonly Statement[]): boolean {
  const opened = OPENS_DENIAL.exec(text)
  if (opened === null) return false
  const rest = text.slice(opened[0].length)
  if (/^\W*$/.test(rest)) return rest.includes(':')
  // "It is not true that no. …": a sample answer may begin with a word of its own.
  if (/^\W*(?:yes|no|true|false|[a-z])\W*$/i.test(rest)) return true
  return saysSample(rest, all) && !isDeniedBySample(readStatement(rest), sample)
}

/** Whether the sample denies it too: in the same words, or with a negation of its own wherever it speaks of it. */
function isDeniedBySample(denied: Statement, sample: readonly Statement[]): boolean {
  const head = denied.clauses[0]
  if (!head || head.negated) return false
  const same = sample.flatMap(({ clauses }) => clauses).filter((clause) => shareOf(head.stems, clause.stems) === 1)
  return same.length > 0 && same.every((clause) => clause.negated)
}

/** Whether a sentence ends by denying what it has said, and that is one of the sample's, which does not end so itself. */
function closesDenial(text: string, sample: readonly Statement[]): boolean {
  const closed = CLOSES_DENIAL.exec(text)
  if (closed === null || ENDS_IN_DOUBT.test(text)) return false
  const { stems } = readStatement(text.slice(0, closed.index).replace(REPORTED, ''))
  const same = stems.size < 2 ? [] : sample.filter((other) => shareOf(stems, other.stems) >= SAME_CLAUSE)
  return same.length > 0 && !same.some((other) => CLOSES_DENIAL.test(other.text))
}

/** "Some people say …", with the copies that they go on with, where the sentence after them denies it. */
function findReported(before: readonly AnswerSentence[], sample: readonly Statement[]): Denial[] {
  const found: Denial[] = []
  for (let i = before.length - 1; i >= 0; i--) {
    const text = before[i]?.plain ?? ''
    const said = readStatement(text.replace(REPORTED, ''))
    if (said.stems.size >= COPY_STEMS && !isCopied(said, sample)) return []
    found.push({ sentence: i, stems: said.stems })
    if (REPORTED.test(text)) return found
  }
  return []
}

function isCopied(said: Statement, sample: readonly Statement[]): boolean {
  return said.stems.size >= COPY_STEMS && sample.some((other) => shareOf(said.stems, other.stems) >= SAME_CLAUSE)
}

/** Says all that a sentence of the sample says and nothing else, and not one such sentence has as many negations. */
function isTurnedRound(said: Statement, sample: readonly Statement[], elided: boolean): boolean {
  if (elided || said.stems.size < COPY_STEMS) return false
  const twins = sample.filter(
    (other) =>
      shareOf(said.stems, other.stems) >= TWIN && shareOf(other.stems, said.stems) >= TWIN && isInOrder(said, other),
  )
  if (twins.length > 0) return twins.every((other) => isOtherSign(said, other))
  return said.negations === 1 && said.stems.size >= PART_STEMS && sample.some((other) => isDenialOfPart(said, other))
}

/** Says a part of a sentence, word after word, that has no negation itself: with one it denies it. */
function isDenialOfPart(said: Statement, other: Statement): boolean {
  if (other.negations > 0 || LIMITS.test(other.text) || shareOf(said.stems, other.stems) < 1) return false
  if (OTHERS.test(said.text) && !OTHERS.test(other.text)) return false
  return shareInOneOrder(said, other) === 1
}

/** What the sentence says holds of a part of it only where none of these stands in it. */
const LIMITS = /\b(?:only|but|while|whereas|unlike|if|unless|until|less|than)\b|;/i
/** "No other city" and "not always" deny more than the sentence says. */
const OTHERS =
  /\b(?:other|others|another|else|except|but|any|all|always|every|both|only|than|if|when|unless|until|before)\b/i

/** Where two things are set against each other, each has a sign of its own: which, only the order of the words tells. */
const isInOrder = (said: Statement, other: Statement) =>
  !(CONTRASTS.test(said.text) || CONTRASTS.test(other.text)) || shareInOneOrder(said, other) >= TWIN
const CONTRASTS = /\b(?:while|whereas|but|unlike|than|as \w+ as)\b|;/i

/** Negations of what the other does not speak of turn nothing round, nor do two where one condition is put the other way. */
function isOtherSign(said: Statement, other: Statement): boolean {
  const foreign = said.clauses.filter(({ stems }) => shareOf(stems, other.stems) === 0)
  const negations = said.negations - foreign.filter(({ negated }) => negated).length
  if (isInverse(said, other)) return false
  return negations !== other.negations
}

/** "If it is not moved, it does not ring" says that it rings if it is moved. */
const isInverse = (said: Statement, other: Statement) =>
  ((CONDITION.test(said.text) && CONDITION.test(other.text)) || EXCLUDES.test(other.text)) &&
  Math.abs(said.negations - other.negations) === 2
const EXCLUDES = /\bonly\b/i
const CONDITION = /\b(?:if|unless|when|only)\b/i

/** "TCP sets up a connection, UDP does not" has the sign of "UDP sets up none" in what it leaves out. */
const isElided = (said: Statement, sample: readonly Clause[]) =>
  said.clauses.some(
    (clause) =>
      clause.isElliptic &&
      said.clauses.some(({ negated }) => negated !== clause.negated) &&
      sample.some((other) => other.negated === clause.negated && firstOf(clause) === firstOf(other)),
  )

const firstOf = ({ stems }: Clause) => stems.values().next().value

/** Clauses that say the same as one of the sample's: with the opposite sign, and with the same. */
function compareClauses(said: Statement, sample: readonly Clause[], elided: boolean): [Clause[], Clause[]] {
  const against: Clause[] = []
  const alike: Clause[] = []
  for (const clause of said.clauses) {
    const same = findSameClause(clause, sample)
    if (same === null) continue
    if (same.negated === clause.negated) alike.push(clause)
    else if (isOpposed(clause, same) && !isExchanged(clause, same, said)) against.push(clause)
  }
  if (elided) return [[], alike]
  // "Connected at 0 volts, and not connected at 1.5" says both, each of its own case.
  const isSaidToo = ({ stems }: Clause) => alike.some((other) => shareOf(stems, other.stems) >= SAME_CLAUSE)
  return [against.filter((clause) => !isSaidToo(clause)), alike]
}

/** "Wood does not conduct as well as metal" denies nothing of "metal conducts better than wood". */
const isExchanged = (clause: Clause, same: Clause, { text }: Statement) =>
  COMPARES.test(text) && shareInOneOrder(clause, same) < TWIN
const COMPARES = /\b(?:than|as \w+ as)\b/i

const shareInOneOrder = (said: Pick<Clause, 'stems'>, other: Pick<Clause, 'stems'>) =>
  shareInOrder([[...said.stems]], [...other.stems])

/** Whether what the one denies is what the other says, and not something that only the one has. */
function isOpposed(clause: Clause, same: Clause): boolean {
  if (same.isTerm || shareOf(same.stems, clause.stems) < OPPOSES) return false
  const [denying, other] = clause.negated ? [clause, same] : [same, clause]
  return denying.denied.every((stem) => other.stems.has(stem))
}

/** The clause of the sample that says the same, whatever its sign; among equals one with the same sign. */
function findSameClause(clause: Clause, sample: readonly Clause[]): Clause | null {
  let best: Clause | null = null
  let bestShare = 0
  const few = clause.stems.size < ENOUGH_STEMS
  if (few && (sample.length > FEW_CLAUSES || clause.stems.size < 2)) return null
  for (const other of sample) {
    const share = shareOf(clause.stems, other.stems)
    const back = shareOf(other.stems, clause.stems)
    if (share < SAME_CLAUSE || (few && [...clause.stems].join(' ') !== [...other.stems].join(' '))) continue
    const both = share + back + (other.negated === clause.negated ? 0.01 : 0)
    if (both > bestShare) {
      best = other
      bestShare = both
    }
  }
  return best
}
