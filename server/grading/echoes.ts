import { stemWord } from '../text/stem.ts'
import type { AnswerSentence } from './answer-text.ts'
import type { QuestionReference } from './reference.ts'
import { shareOf, stemPairs } from './shingles.ts'

/** What is said around a question that is read back. */
const FRAMING = new Set(
  'question ask asked asking asks answer good great interesting excellent hard thank thanks want know'
    .split(' ')
    .map(stemWord),
)
/** Share of the neighbours that must be the question's neighbours: a sentence that takes up its words has an order of its own. */
const READ_BACK = 0.75
const ECHOED_SHARE = 0.6
/** What says so much of a sentence of the sample answer is an answer, even where the question has it word for word. */
const ANSWERS = 0.8

/** Places of sentences that read the question back, and of those that only lead to it. */
export function findEchoes(
  sentences: readonly AnswerSentence[],
  reference: QuestionReference,
): { echoes: Set<number>; frames: Set<number> } {
  const echoes = new Set<number>()
  const frames = new Set<number>()
  const questionWords = new Set(reference.questionWords.all)
  const readBack = findReadBack(sentences, reference)
  sentences.forEach((sentence, i) => {
    if (readBack.has(i) || isEcho(sentence, questionWords, reference)) echoes.add(i)
    else if (sentence.stems.every((stem) => FRAMING.has(stem))) frames.add(i)
  })
  return { echoes, frames }
}

/**
 * Places of sentences that are the question word for word: what asks in it, and all of it where all is read. One statement out of it
 * may be the answer, as where it offers a choice.
 */
function findReadBack(sentences: readonly AnswerSentence[], { questionWords: { all, asking } }: QuestionReference) {
  const stems = sentences.map(({ words }) => words.map((word) => word.stem))
  const starts = [0]
  for (const { length } of stems) starts.push((starts.at(-1) ?? 0) + length)
  const from = findRun(stems.flat(), all)
  const isReadBack = (i: number) => {
    const [start, own] = [starts[i] ?? 0, stems[i] ?? []]
    if (asking.has(own.join(' '))) return true
    return from !== -1 && start >= from && start + own.length <= from + all.length
  }
  return new Set([...sentences.keys()].filter(isReadBack))
}

/** Where `wanted` begins in `given` without a gap, or -1. */
function findRun(given: readonly string[], wanted: readonly string[]): number {
  if (wanted.length === 0) return -1
  return given.findIndex((_, at) => wanted.every((stem, i) => given[at + i] === stem))
}

/** Nothing but the question's words in the question's order, most of one of its sentences. */
function isEcho(
  { stems, words }: AnswerSentence,
  questionWords: ReadonlySet<string>,
  reference: QuestionReference,
): boolean {
  const { questionStems, questionPairs, questionSentences, sample } = reference
  const own = new Set(stems.filter((stem) => !FRAMING.has(stem) || questionStems.has(stem)))
  if (own.size === 0 || shareOf(own, questionStems) < 1) return false
  if (!questionSentences.some((sentence) => shareOf(sentence, own) >= ECHOED_SHARE)) return false
  const inQuestion = words.filter((word) => questionWords.has(word.stem))
  if (shareOf(stemPairs(inQuestion), questionPairs) < READ_BACK) return false
  return sample.sequences.every((sequence) => shareOf(own, new Set(sequence)) < ANSWERS)
}
