import type { AnswerSentence } from './answer-text.ts'
import type { Reference } from './recall.ts'

/** How well the answer's words match each term of the references: in all, and sentence by sentence. */
export interface AnswerMatch {
  readonly whole: Float64Array
  readonly bySentence: readonly Float64Array[]
  readonly sentences: readonly AnswerSentence[]
}

/** Two adjacent sentences of a match, and the words that they match with their weights. */
export interface Window {
  readonly match: AnswerMatch
  readonly at: number
  readonly wording: Reference
  readonly weights: ArrayLike<number>
}

/** How far something is covered, and where. */
export interface Found {
  readonly coverage: number
  readonly window: Window | null
}
