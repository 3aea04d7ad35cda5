import type { Evidence } from '#contract/grade.ts'
import type { Turn } from '#contract/session.ts'

/**
 * Keeps the quotes that stand in the candidate's words exactly where they say. An imported log may carry others, and a
 * quote that nobody said is never shown.
 */
export function keepQuotes(turns: readonly Turn[], evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter((quote) => isSaid(turns, quote))
}

/** Whether the candidate said exactly these words at exactly this place. */
export function isSaid(turns: readonly Turn[], quote: Evidence): boolean {
  const turn = turns.find(({ id, speaker }) => id === quote.turnId && speaker === 'candidate')
  return turn !== undefined && turn.text.slice(quote.from, quote.to) === quote.text
}
