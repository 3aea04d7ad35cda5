import type { Question } from '#contract/question.ts'
import type { Place } from '../text/find-quote.ts'
import { type AnswerSentence, readAnswer, type TurnText } from './answer-text.ts'
import { findCorrections } from './corrections.ts'
import { findEchoes } from './echoes.ts'
import { findForeign } from './foreign-text.ts'
import { getReference } from './reference.ts'

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
  const { sentences } = readAnswer(turns)
  const reference = getReference(question)
  const placesOf = (places: ReadonlySet<number>): TurnPlace[] =>
    sentences.filter((_, i) => places.has(i)).map(({ turnId, from, to }: AnswerSentence) => ({ turnId, from, to }))
  return {
    foreign: placesOf(findForeign(turns, sentences, reference)),
    echoes: placesOf(findEchoes(sentences, reference).echoes),
    takenBack: placesOf(findCorrections(sentences, reference.statements).takenBack),
  }
}
