import type { Question } from '#contract/question.ts'
import type { Place } from '../text/find-quote.ts'
import type { TurnText } from './answer-text.ts'
import { getReference } from './reference.ts'
import { screenAnswer } from './screen-answer.ts'

export interface TurnPlace extends Place {
  readonly turnId: string
}

/** Stretches of an answer that are evidence of nothing, whatever a judge says. */
export interface Unquotable {
  /** Words to the judge: one that takes them for an answer obeyed them. */
  readonly foreign: readonly TurnPlace[]
  /** The question read back. */
  readonly echoes: readonly TurnPlace[]
  /** What the answer itself took back or denied: evidence that it contradicts a point, and never that it makes one. */
  readonly takenBack: readonly TurnPlace[]
}

/**
 * The gates that hold for a judge that reads, too. Word lists are not among them: it can tell an honest list from a bag of words, and
 * is told to.
 */
export function findUnquotable(turns: readonly TurnText[], question: Question): Unquotable {
  const { answer, screened } = screenAnswer(turns, getReference(question))
  const placesOf = (places: ReadonlySet<number>): TurnPlace[] =>
    answer.sentences.filter((_, i) => places.has(i)).map(({ turnId, from, to }) => ({ turnId, from, to }))
  return {
    foreign: placesOf(screened.foreign),
    echoes: placesOf(screened.echoes),
    takenBack: placesOf(screened.takenBack),
  }
}
