import type { AnswerSentence } from './answer-text.ts'
import { type Clause, readStatement, type Statement } from './clauses.ts'
import { CLOSES_DENIAL, OPENS_DENIAL, REPORTED } from './denial-phrases.ts'
import { shareOf } from './shingles.ts'

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
 * last word counts.
 */
export function findDenials(sentences: readonly AnswerSentence[], sample: readonly Statement[]): Denial[] {
  const clauses = sample.flatMap((statement) => statement.clauses)
  const all = new Set(sample.flatMap((statement) => [...statement.stems]))
  const denials: Denial[] = []
  const affirmed: Denial[] = []
  let governed = false
  sentences.forEach((sentence, i) => {
    const said = readStatement(sentence.plain)
    const isCopy = isCopied(said, sample)
    governed = governed && (isCopy || said.stems.size < COPY_STEMS)
    if (opensDenial(sentence.plain, all)) governed = true
    const isClosed = closesDenial(sentence.plain, sample)
    if (isClosed) denials.push(...findReported(sentences.slice(0, i), sample))
    if (governed || isClosed || isTurnedRound(said, sample)) {
      if (said.stems.size > 0) denials.push({ sentence: i, stems: said.stems })
      return
    }
    const [against, alike] = compareClauses(said, clauses)
    if (against.length > 0 && isCopy) denials.push({ sentence: i, stems: said.stems })
    else denials.push(...against.map((clause) => ({ sentence: i, stems: clause.stems })))
    affirmed.push(...alike.map((clause) => ({ sentence: i, stems: clause.stems })))
  })
  return denials.filter(
    (denial) =>
      !affirmed.some((later) => later.sentence > denial.sentence && shareOf(denial.stems, later.stems) >= SAME_CLAUSE),
  )
}

/** Whether a sentence denies what it goes on with, and that is the sample's: a denial of something else denies nothing. */
function opensDenial(text: string, all: ReadonlySet<string>): boolean {
  const opened = OPENS_DENIAL.exec(text)
  if (opened === null) return false
  const rest = text.slice(opened[0].length)
  if (/^\W*$/.test(rest)) return rest.includes(':')
  const { stems } = readStatement(rest)
  return stems.size < 2 || shareOf(stems, all) >= MOSTLY
}

/** Whether a sentence ends by denying what it has said, and that is one of the sample's, which does not end so itself. */
function closesDenial(text: string, sample: readonly Statement[]): boolean {
  const closed = CLOSES_DENIAL.exec(text)
  if (closed === null) return false
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
function isTurnedRound(said: Statement, sample: readonly Statement[]): boolean {
  if (said.stems.size < COPY_STEMS) return false
  const twins = sample.filter(
    (other) => shareOf(said.stems, other.stems) >= TWIN && shareOf(other.stems, said.stems) >= TWIN,
  )
  return twins.length > 0 && twins.every((other) => other.negations !== said.negations)
}

/** Clauses that say the same as one of the sample's: with the opposite sign, and with the same. */
function compareClauses(said: Statement, sample: readonly Clause[]): [Clause[], Clause[]] {
  const against: Clause[] = []
  const alike: Clause[] = []
  for (const clause of said.clauses) {
    const same = findSameClause(clause, sample)
    if (same === null) continue
    if (same.negated === clause.negated) alike.push(clause)
    else if (isOpposed(clause, same)) against.push(clause)
  }
  return [against, alike]
}

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
