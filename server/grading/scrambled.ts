import { isStopWord, type Word } from '../text/words.ts'
import type { QuestionReference } from './reference.ts'
import { getSampleWords } from './sample-words.ts'
import { shareOf, stemPairs } from './shingles.ts'

/** Distinct content words from which their order tells. */
const ORDERED_WORDS = 6
const ORDERED_WORDS_IN_ANSWER = 8
/** From so many distinct words on, nearly all words of the sample answer and no others are that answer in whatever order they stand. */
const WHOLE_WORDS = 4
/** With all of its words "the" and "is" stand beside the same ones by chance. */
const WHOLE_IN_ORDER = 0.4
/** With fewer than this, all must be the sample answer's. */
const ENOUGH_WORDS = 8
/** Share of the words that must be the sample answer's, stop words included. */
const TAKEN = 0.8
/** Share of neighbours that are neighbours in the sample answer too: less is its words in any order. */
const IN_ORDER = 0.25
/** Share of the sample answer that an answer must bring to be that in another order: a long one has most words that anybody needs. */
const BRINGS_OF_ALL = 0.5
/** The same of the sample answer, or of one of its sentences, for a sentence. */
const BRINGS = 0.6

/** Whether an answer is the sample answer's words in another order. */
export function isScrambledAnswer(words: readonly Word[], reference: QuestionReference): boolean {
  if (isWholeScrambled(words, reference)) return true
  if (!isOutOfOrder(words, ORDERED_WORDS, reference)) return false
  return shareOf(getSampleWords(reference).all, stemsOf(words)) >= BRINGS_OF_ALL
}

/** A long sample answer has most words that a sentence needs: here they must be those of one of its sentences, or most of it. */
export function isScrambledSentence(words: readonly Word[], reference: QuestionReference): boolean {
  if (!isOutOfOrder(words, ORDERED_WORDS_IN_ANSWER, reference)) return false
  const stems = stemsOf(words)
  const { all, sentences } = getSampleWords(reference)
  return [all, ...sentences].some((other) => shareOf(stems, other) >= TAKEN && shareOf(other, stems) >= BRINGS)
}

const stemsOf = (words: readonly Word[]) => new Set(words.map((word) => word.stem))

/** Nearly all out of the sample answer, and hardly two words side by side that are so there. */
function isOutOfOrder(words: readonly Word[], least: number, reference: QuestionReference): boolean {
  const stems = stemsOf(words)
  const content = stemsOf(words.filter(({ lower }) => !isStopWord(lower)))
  const taken = stems.size < ENOUGH_WORDS ? 1 : TAKEN
  if (content.size < least || shareOf(stems, getSampleWords(reference).all) < taken) return false
  return shareOf(stemPairs(words), getSampleWords(reference).pairs) < IN_ORDER
}

/** The words of the sample answer, hardly two of them side by side as they are there. */
function isWholeScrambled(words: readonly Word[], reference: QuestionReference): boolean {
  const stems = stemsOf(words)
  const { all, pairs } = getSampleWords(reference)
  if (stems.size < WHOLE_WORDS || shareOf(stems, all) < 1 || shareOf(all, stems) < TAKEN) return false
  return shareOf(stemPairs(words), pairs) < WHOLE_IN_ORDER
}
