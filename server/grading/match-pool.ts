import type { AnswerMatch, Found } from './answer-match.ts'
import type { Pool } from './pool.ts'

/** What the best wording and the pool of all add to coverage; brings the two to the scale of one wording. */
const OF_WORDING = 0.4
const OF_POOL = 2.05
/** A sentence with fewer words of a pool, each at least as near as this, is trusted less: one may stand in any. */
const LEAST_SAID = 2
const SAID_IN_PART = 0.6
const ALONE = 0.6
/** Words that are hardly alike add up where many are held against many: they count for nothing up to here, and less above. */
const HARDLY_ALIKE = 0.3

/**
 * How far an answer covers a point by all of its wordings together, and a little by the best of them (`coverage`). The sentence that
 * has most of the pool, with its better neighbour, is what shows the point.
 */
export function matchPool(pool: Pool, match: AnswerMatch, coverage: number): Found {
  const shares = match.bySentence.map((sentence) => shareOfPool(pool, sentence))
  const top = shares.reduce((most, share, i) => (share > (shares[most] ?? 0) ? i : most), 0)
  const at = (shares[top - 1] ?? -1) > (shares[top + 1] ?? -1) ? top - 1 : top
  return {
    coverage: Math.min(1, OF_WORDING * coverage + OF_POOL * shareOfPool(pool, gather(pool, match))),
    window: (shares[top] ?? 0) > 0 ? { match, at, wording: pool.reference, weights: pool.weights } : null,
  }
}

/** What the sentences reach together. */
function gather({ reference }: Pool, { whole, bySentence }: AnswerMatch): Float64Array {
  const together = new Float64Array(whole.length)
  for (const sentence of bySentence) {
    const said = reference.terms.filter((term) => (sentence[term] ?? 0) >= SAID_IN_PART)
    const trust = said.length < LEAST_SAID ? ALONE : 1
    for (const term of reference.terms) {
      together[term] = Math.max(together[term] ?? 0, trust * (sentence[term] ?? 0))
    }
  }
  return together
}

/** Share of a pool's weight that is matched by words that are clearly alike. */
function shareOfPool({ reference, weights }: Pool, match: Float64Array): number {
  let sum = 0
  for (const term of reference.terms) {
    sum += (weights[term] ?? 0) * Math.max(0, ((match[term] ?? 0) - HARDLY_ALIKE) / (1 - HARDLY_ALIKE))
  }
  return reference.weight === 0 ? 0 : sum / reference.weight
}
