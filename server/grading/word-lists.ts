import { isStopWord, splitWords, type Word } from '../text/words.ts'
import type { AnswerSentence, AnswerText } from './answer-text.ts'
import { LIST_ENDS } from './list-ends.ts'
import type { QuestionReference } from './reference.ts'
import { getSampleWords, JOINING } from './sample-words.ts'
import { shareOf, stemPairs } from './shingles.ts'

/** As many words hold the items of a list together; of running English it is nearly half. */
const LIST_GLUE = 0.1
const LIST_STOPS = 0.15
/** Numbers and the names of variables are no words. */
const SPELT = /^(?:\p{L}{2,}|[ai]$)/u
const LIST_WORDS = 5
/** One listing among sentences is usual ("latency, caching, queues"); a long one without a verb is not. */
const LIST_WORDS_IN_ANSWER = 10
/** From this many words on, a listing item by item that is nearly all out of the sample answer says nothing about them. */
const KEY_WORDS = 4
const KEY_SHARE = 0.8
const ITEM_WORDS = 2
/** From this many single words on, all of the sample answer, which does not list them itself, nothing is said about them. */
const BARE_WORDS = 3
/** A question that asks for a number of things is answered by a list of them, this many words each. */
const WORDS_PER_THING = 5
/** Distinct words from which their order tells. */
const ORDERED_WORDS = 6
const ORDERED_WORDS_IN_ANSWER = 8
/** Of so many distinct words on, nearly all words of the sample answer and no others are that answer in whatever order they stand. */
const WHOLE_WORDS = 4
/** With all of its words "the" and "is" stand beside the same ones by chance. */
const WHOLE_IN_ORDER = 0.4
/** With fewer than this, all must be the sample answer's. */
const ENOUGH_WORDS = 8
/** Share of the words that must be the sample answer's, stop words included. */
const TAKEN = 0.8
/** Share of neighbours that are neighbours in the sample answer too: less is its words in any order. */
const IN_ORDER = 0.25
/** Share of the sample answer, or of one of its sentences, that a sentence must bring to be that in another order. */
const BRINGS = 0.6

/** Whether an answer is words without sentences: a list, or the sample answer's words in another order. */
export function isWordList(answer: AnswerText, reference: QuestionReference): boolean {
  if (isScrambled(answer.words, ORDERED_WORDS, reference) || isWholeScrambled(answer.words, reference)) return true
  const { distinct } = countGlue(answer.words)
  if (distinct < LIST_WORDS || isListWanted(answer.words, reference)) return false
  return isBare(answer.words) || (isGlueless(answer.words) && isItemByItem(answer.sentences))
}

/** Places of the sentences that list words. What stands on lines of its own is one list with its neighbours. */
export function findWordLists(sentences: readonly AnswerSentence[], reference: QuestionReference): Set<number> {
  const found = new Set<number>()
  let run: number[] = []
  const close = () => {
    if (
      isListing(
        run.flatMap((i) => sentences[i] ?? []),
        reference,
      )
    )
      for (const i of run) found.add(i)
    run = []
  }
  sentences.forEach((sentence, i) => {
    const { words } = sentence
    if (isScrambledSentence(words, reference)) found.add(i)
    if (words.length <= ITEM_WORDS || isBare(words) || (isGlueless(words) && isItemByItem([sentence]))) run.push(i)
    else close()
  })
  close()
  return found
}

function isListing(sentences: readonly AnswerSentence[], reference: QuestionReference): boolean {
  const words = sentences.flatMap((sentence) => sentence.words)
  const { distinct } = countGlue(words)
  if (isWordByWord(sentences, reference)) return true
  if (distinct < KEY_WORDS || isListWanted(words, reference)) return false
  if (distinct >= LIST_WORDS_IN_ANSWER && sentences.every((sentence) => isBare(sentence.words))) return true
  if (!isItemByItem(sentences)) return false
  const stems = new Set(sentences.flatMap((sentence) => sentence.stems))
  const isTaken = stems.size >= KEY_WORDS && shareOf(stems, reference.sample.stems) >= KEY_SHARE
  return isTaken || distinct >= LIST_WORDS_IN_ANSWER
}

/** One or two words between one comma, "and" or line and the next: a sentence has more, and a verb among them. */
function isItemByItem(sentences: readonly AnswerSentence[]): boolean {
  const items = sentences.flatMap(({ plain }) => plain.split(LIST_ENDS)).filter((item) => /\p{L}/u.test(item))
  const { spelt } = countGlue(sentences.flatMap((sentence) => sentence.words))
  return spelt <= ITEM_WORDS * items.length
}

/** Single words of the sample answer, more than are asked for; "iron, steel" is what "iron or steel" says. */
function isWordByWord(sentences: readonly AnswerSentence[], reference: QuestionReference): boolean {
  const items = sentences
    .flatMap(({ plain }) => plain.split(LIST_ENDS))
    .map((item) => splitWords(item))
    .filter((words) => words.length > 0)
  const least = Math.max(BARE_WORDS, 1 + (reference.pointsWanted ?? 0))
  if (items.length < least || items.some((words) => words.length > 1)) return false
  const { listed } = reference.sample
  const { all, isList } = getSampleWords(reference)
  if (isList && listed.size > 0) return false
  const stems = items.flat().map(({ stem }) => stem)
  const apart = stems.slice(1).filter((stem, i) => !listed.has(`${stems[i]} ${stem}`)).length
  return stems.every((stem) => all.has(stem)) && 2 * apart > stems.length - 1
}

/** Next to no stop words at all, as in telegrams. */
function isBare(words: readonly Word[]): boolean {
  const spelt = words.filter(({ lower }) => SPELT.test(lower))
  return spelt.filter(({ lower }) => isStopWord(lower)).length < LIST_STOPS * spelt.length
}

/** Nothing that holds sentences together, or next to nothing. */
function isGlueless(words: readonly Word[]): boolean {
  const { spelt, glue } = countGlue(words)
  return glue === 0 || glue < LIST_GLUE * spelt
}

/** Where the sample answer is a list itself, or the question asks for some things by number, a list is an answer. */
function isListWanted(words: readonly Word[], reference: QuestionReference): boolean {
  const { pointsWanted } = reference
  if (pointsWanted !== null && words.length <= WORDS_PER_THING * pointsWanted) return true
  return getSampleWords(reference).isList
}

/** Words that are spelt out, less those that only join, and how many of them hold sentences together. */
function countGlue(words: readonly Word[]): { spelt: number; glue: number; distinct: number } {
  const spelt = words.filter(({ lower }) => SPELT.test(lower) && !JOINING.has(lower))
  const glue = spelt.filter(({ lower }) => isStopWord(lower)).length
  return { spelt: spelt.length, glue, distinct: new Set(spelt.map(({ stem }) => stem)).size }
}

/** Nearly all out of the sample answer, and hardly two words side by side that are so there. */
function isScrambled(words: readonly Word[], least: number, reference: QuestionReference): boolean {
  const stems = new Set(words.map((word) => word.stem))
  const taken = stems.size < ENOUGH_WORDS ? 1 : TAKEN
  if (stems.size < least || shareOf(stems, getSampleWords(reference).all) < taken) return false
  return shareOf(stemPairs(words), getSampleWords(reference).pairs) < IN_ORDER
}

/** The words of the sample answer, hardly two of them side by side as they are there. */
function isWholeScrambled(words: readonly Word[], reference: QuestionReference): boolean {
  const stems = new Set(words.map((word) => word.stem))
  const { all, pairs } = getSampleWords(reference)
  if (stems.size < WHOLE_WORDS || shareOf(stems, all) < 1 || shareOf(all, stems) < TAKEN) return false
  return shareOf(stemPairs(words), pairs) < WHOLE_IN_ORDER
}

/** A long sample answer has most words that a sentence needs: here they must be those of one of its sentences, or most of it. */
function isScrambledSentence(words: readonly Word[], reference: QuestionReference): boolean {
  if (!isScrambled(words, ORDERED_WORDS_IN_ANSWER, reference)) return false
  const stems = new Set(words.map((word) => word.stem))
  const { all, sentences } = getSampleWords(reference)
  return [all, ...sentences].some((other) => shareOf(stems, other) >= TAKEN && shareOf(other, stems) >= BRINGS)
}
