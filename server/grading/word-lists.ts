import { isStopWord, splitWords, type Word } from '../text/words.ts'
import { type AnswerSentence, type AnswerText, gatherSentences } from './answer-text.ts'
import { LIST_ENDS } from './list-ends.ts'
import type { QuestionReference } from './reference.ts'
import { getSampleWords, JOINING, LIST_GLUE } from './sample-words.ts'
import { isScrambledAnswer, isScrambledSentence } from './scrambled.ts'
import { shareOf } from './shingles.ts'

const LIST_STOPS = 0.15
/** Numbers and the names of variables are no words. */
const SPELT = /^(?:\p{L}{2,}|[ai]$)/u
const LIST_WORDS = 5
/** One listing among sentences is usual ("latency, caching, queues"); a long one without a verb is not. */
const LIST_WORDS_IN_ANSWER = 10
/** From this many words on, a listing item by item that is nearly all out of the sample answer says nothing about them. */
const KEY_WORDS = 4
const KEY_SHARE = 0.8
const ROW_SHARE = 0.5
const ITEM_WORDS = 2
/** An item as long as this is a clause. */
const CLAUSE_WORDS = 4
/** From this many single words on, all of the sample answer, which does not list them itself, nothing is said about them. */
const BARE_WORDS = 3
/** A question that asks for a number of things is answered by a list of them, this many words each. */
const WORDS_PER_THING = 5
/** How near a word must be to one of an option or a thing, and the share of a list that must be. */
const NAMED = 0.7
const OPTIONS = 0.5
const THINGS = 0.8
/** Fewer bare names in a row are none that a question asks for. */
const LEAST_NAMES = 3
/** A sample answer of so many words has little that its terms have not; and an answer of so many different ones may be meant so. */
const BRIEF_WORDS = 20
const TERSE_WORDS = 8
/** So many things of so few words each, hardly held together, are an answer in catchwords. */
const CATCHWORDS = 5
const CATCHWORD_WORDS = 3
const CATCHWORD_GLUE = 0.3
const PERSONS = new Set('i we you he she they it'.split(' '))
/** With one of these, something is said of what is listed. */
const VERBS = new Set(
  'am is are was were been have has had do does did can could will would shall should may might must'.split(' '),
)

/** What of an answer is lists, by the places of its sentences. */
export interface Lists {
  /** Say nothing. */
  readonly lists: ReadonlySet<number>
  /** Name options of a key point. */
  readonly listed: ReadonlySet<number>
  /** True: all of it is a list, where a list may be meant as an answer. It counts, if for little, and `lists` is empty. */
  readonly isTerse: boolean
}

/** Finds the lists in an answer, and whether what is left is one as a whole. */
export function readLists(answer: AnswerText, reference: QuestionReference): Lists {
  const { lists, listed } = findWordLists(answer.sentences, reference)
  const others = [...answer.sentences.keys()].filter((i) => !lists.has(i) && !listed.has(i))
  const isList = isWordList(gatherSentences(others.flatMap((i) => answer.sentences[i] ?? [])), reference)
  const isAll = lists.size > 0 && lists.size === answer.sentences.length
  const isTerse = isList || isAll ? isTerseAnswer(answer, reference) : isCatchwords(answer, reference)
  if (isTerse) return { lists: new Set(), listed, isTerse }
  return { lists: isList ? new Set([...lists, ...others]) : lists, listed, isTerse: false }
}

const isBrief = ({ isCurated, sample }: QuestionReference) => !isCurated && sample.wordCount <= BRIEF_WORDS

/** To a question from a page with short answers: "name, parameter types" may be all that there is to say, and need be no cheat. */
function isTerseAnswer({ words, sentences }: AnswerText, reference: QuestionReference): boolean {
  if (!isBrief(reference) || countGlue(words).distinct > TERSE_WORDS) return false
  return !isScrambledAnswer(words, reference) && !sentences.some((own) => isScrambledSentence(own.words, reference))
}

/** For a question that wants sentences: nothing but things of a few words each, and no verb that one could tell: "impact, on-call rota, twenty per cent time". */
function isCatchwords({ words, sentences }: AnswerText, reference: QuestionReference): boolean {
  const items = splitItems(sentences)
  const { spelt, glue } = countGlue(words)
  if (
    !reference.isCurated ||
    items.length < CATCHWORDS ||
    spelt > CATCHWORD_WORDS * items.length ||
    glue >= CATCHWORD_GLUE * spelt
  )
    return false
  return (
    !words.some(({ lower }) => VERBS.has(lower) || PERSONS.has(lower)) &&
    !isListWanted(words, reference) &&
    !namesOptions(sentences, reference)
  )
}

/** Whether an answer is words without sentences: a list, or the sample answer's words in another order. */
function isWordList({ words, sentences }: AnswerText, reference: QuestionReference): boolean {
  const isNamed = namesThings(sentences, reference)
  if (isScrambledAnswer(words, reference) && !(isNamed && isItemByItem(sentences))) return true
  if (isNamed) return false
  if (countGlue(words).distinct < LIST_WORDS || isListWanted(words, reference)) return false
  return looksListed(sentences, reference)
}

/** The sentences that list words. What stands on lines of its own is one list with its neighbours. */
function findWordLists(sentences: readonly AnswerSentence[], reference: QuestionReference): Omit<Lists, 'isTerse'> {
  const lists = new Set<number>()
  const listed = new Set<number>()
  let run: number[] = []
  const close = () => {
    const own = run.flatMap((i) => sentences[i] ?? [])
    if (isListing(own, reference)) for (const i of run) (namesOptions(own, reference) ? listed : lists).add(i)
    run = []
  }
  sentences.forEach((sentence, i) => {
    if (isScrambledSentence(sentence.words, reference)) lists.add(i)
    if (sentence.words.length <= ITEM_WORDS || looksListed([sentence], reference)) run.push(i)
    else close()
  })
  close()
  return { lists, listed }
}

function isListing(sentences: readonly AnswerSentence[], reference: QuestionReference): boolean {
  if (namesThings(sentences, reference)) return false
  if (isWordByWord(sentences, reference)) return true
  const words = sentences.flatMap((sentence) => sentence.words)
  const { distinct } = countGlue(words)
  if (distinct < KEY_WORDS || isListWanted(words, reference) || !looksListed(sentences, reference)) return false
  return distinct >= LIST_WORDS_IN_ANSWER || isTaken(sentences, reference) || namesOptions(sentences, reference)
}

/** Item by item without a verb; or telegrams of nothing but the sample answer's words, which other languages look like too. */
function looksListed(sentences: readonly AnswerSentence[], reference: QuestionReference): boolean {
  const words = sentences.flatMap((sentence) => sentence.words)
  const isItems = isGlueless(words) && isItemByItem(sentences)
  if (isTaken(sentences, reference)) return isItems || isBare(words)
  return isItems && !words.some(({ lower }) => VERBS.has(lower))
}

/** Nearly all out of the sample answer; of a long row of words with nothing between them half out of anything that is wanted. */
function isTaken(sentences: readonly AnswerSentence[], { sample, vocabulary }: QuestionReference): boolean {
  const stems = new Set(sentences.flatMap((sentence) => sentence.stems))
  if (stems.size >= KEY_WORDS && shareOf(stems, sample.stems) >= KEY_SHARE) return true
  const isRow = sentences.every(({ words }) => words.every(({ lower }) => !isStopWord(lower) || JOINING.has(lower)))
  if (!isRow || stems.size < LIST_WORDS_IN_ANSWER) return false
  return [...stems].filter((stem) => vocabulary.places.has(stem)).length >= ROW_SHARE * stems.size
}

/** One or two words between one comma, "and" or line and the next: a sentence has more, and a verb among them. */
function isItemByItem(sentences: readonly AnswerSentence[]): boolean {
  const sizes = splitItems(sentences).map((item) => countGlue(splitWords(item)).spelt)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  return all <= ITEM_WORDS * sizes.length && sizes.every((size) => size < CLAUSE_WORDS)
}

const splitItems = (sentences: readonly AnswerSentence[]) =>
  sentences.flatMap(({ plain }) => plain.split(LIST_ENDS)).filter((item) => /\p{L}/u.test(item))

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

/** Mostly the options of a key point: whoever names these has made it. */
function namesOptions(sentences: readonly AnswerSentence[], { vocabulary, optionTerms }: QuestionReference): boolean {
  const stems = new Set(sentences.flatMap((sentence) => sentence.stems))
  const isNamed = (stem: string) =>
    vocabulary.findMatches(stem).some(({ term, nearness }) => nearness >= NAMED && optionTerms.has(term))
  return optionTerms.size > 0 && [...stems].filter(isNamed).length >= OPTIONS * stems.size
}

/** Mostly the things that a sample answer lists, a long one as bare names: "which are the four?" is answered so, in any order. */
function namesThings(sentences: readonly AnswerSentence[], reference: QuestionReference): boolean {
  const { vocabulary, sample, questionStems, isCurated } = reference
  const brief = isBrief(reference)
  const things = brief ? sample.things : sample.names
  if (isCurated || things.size < (brief ? 1 : LEAST_NAMES)) return false
  const stems = new Set(sentences.flatMap((own) => own.stems).filter((stem) => brief || !questionStems.has(stem)))
  const isThing = (stem: string) =>
    vocabulary.findMatches(stem).some(({ term, nearness }) => nearness >= NAMED && things.has(term))
  return stems.size > 0 && [...stems].filter(isThing).length >= THINGS * stems.size
}

/** Words that are spelt out, less those that only join, and how many of them hold sentences together. */
function countGlue(words: readonly Word[]): { spelt: number; glue: number; distinct: number } {
  const spelt = words.filter(({ lower }) => SPELT.test(lower) && !JOINING.has(lower))
  const glue = spelt.filter(({ lower }) => isStopWord(lower)).length
  return { spelt: spelt.length, glue, distinct: new Set(spelt.map(({ stem }) => stem)).size }
}
