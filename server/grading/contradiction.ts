import type { AnswerSentence } from './answer-text.ts'
import { type Clause, readStatement, type Statement } from './clauses.ts'

/** Share of an answer clause's stems that must stand in a clause of the sample answer for the two to say the same. */
const SAME_CLAUSE = 0.8
/** Fewer content words than this say the same only where both clauses consist of them and the sample has few clauses. */
const ENOUGH_STEMS = 3
const FEW_CLAUSES = 3
/** Share of a denied sentence's words that must be the sample's. */
const MOSTLY = 0.6
/** From this many content words in common a sentence can be a copy. */
const COPY_STEMS = 3

const DENIAL =
  /^\W*(?:(?:so|well|but|and|also|honestly|actually|in fact|in general|i (?:think|believe|would say|am sure|know)(?: that)?)\W+)*(?:(?:it(?:'s| is| was)|that(?:'s| is)|this is) (?:\w+ )?(?:not (?:\w+ )?(?:true|the case|correct|right|so)|false|untrue|wrong|incorrect|a (?:myth|mistake|lie))|it (?:isn't|is hardly) (?:true|the case|correct|right)|(?:not true|false|wrong|untrue|incorrect)\b|i (?:do not|don't|would not|wouldn't|cannot|can't) (?:think|believe|agree|say|accept)|i (?:disagree|deny|doubt|reject)|(?:nobody|no one) (?:should|would)|under no circumstances|by no means|on no account)/i

/** A stretch of a sentence that says the opposite of the sample answer. */
export interface Denial {
  /** Place among the answer's sentences. */
  readonly sentence: number
  readonly stems: ReadonlySet<string>
}

/**
 * Stretches of the answer that repeat the sample answer with the opposite sign: a sentence that opens with a denial, with the
 * copied sentences that it governs, or a clause with a negation where the sample has none, or the other way round. What is
 * said later with the right sign is taken back: the last word counts.
 */
export function findDenials(sentences: readonly AnswerSentence[], sample: readonly Statement[]): Denial[] {
  const clauses = sample.flatMap((statement) => statement.clauses)
  const all = new Set(sample.flatMap((statement) => [...statement.stems]))
  const denials: Denial[] = []
  const affirmed: Denial[] = []
  let governed = false
  sentences.forEach((sentence, i) => {
    const said = readStatement(sentence.plain)
    const copy =
      said.stems.size >= COPY_STEMS && sample.some((other) => shareIn(said.stems, other.stems) >= SAME_CLAUSE)
    governed = governed && (copy || said.stems.size < COPY_STEMS)
    if (DENIAL.test(sentence.plain) && isMostlyOf(said, all)) governed = true
    if (governed) {
      if (said.stems.size > 0) denials.push({ sentence: i, stems: said.stems })
      return
    }
    const [against, alike] = compareClauses(said, clauses)
    if (against.length > 0 && copy) denials.push({ sentence: i, stems: said.stems })
    else denials.push(...against.map((clause) => ({ sentence: i, stems: clause.stems })))
    affirmed.push(...alike.map((clause) => ({ sentence: i, stems: clause.stems })))
  })
  return denials.filter(
    (denial) =>
      !affirmed.some((later) => later.sentence > denial.sentence && shareIn(denial.stems, later.stems) >= SAME_CLAUSE),
  )
}

/** Share of the first set's members that the second has. */
function shareIn(stems: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const stem of stems) if (other.has(stem)) shared++
  return stems.size === 0 ? 0 : shared / stems.size
}

/** Whether the words after a denial are the sample's: a denial of something else denies nothing. */
function isMostlyOf(said: Statement, all: ReadonlySet<string>): boolean {
  return said.stems.size < 2 || shareIn(said.stems, all) >= MOSTLY
}

/** Clauses that say the same as one of the sample's: with the opposite sign, and with the same. */
function compareClauses(said: Statement, sample: readonly Clause[]): [Clause[], Clause[]] {
  const against: Clause[] = []
  const alike: Clause[] = []
  for (const clause of said.clauses) {
    const same = findSameClause(clause, sample)
    if (same) (same.negated === clause.negated ? alike : against).push(clause)
  }
  return [against, alike]
}

/** The clause of the sample that says the same, whatever its sign; among equals one with the same sign. */
function findSameClause(clause: Clause, sample: readonly Clause[]): Clause | null {
  let best: Clause | null = null
  let bestShare = 0
  const few = clause.stems.size < ENOUGH_STEMS
  if (few && (sample.length > FEW_CLAUSES || clause.stems.size < 2)) return null
  for (const other of sample) {
    const share = shareIn(clause.stems, other.stems)
    const back = shareIn(other.stems, clause.stems)
    if (share < SAME_CLAUSE || (few && back < SAME_CLAUSE)) continue
    const both = share + back + (other.negated === clause.negated ? 0.01 : 0)
    if (both > bestShare) {
      best = other
      bestShare = both
    }
  }
  return best
}
