import type { Delivery, NoFillersReason } from '#contract/delivery.ts'
import type { Track } from '#contract/session.ts'
import { findHesitation } from '../text/fillers.ts'
import { type InContext, PHRASES } from './filler-phrases.ts'
import { type Heard, type HeardTrack, toSamples } from './timeline.ts'

/** From so many words without one hesitation on, a recogniser is taken to leave them out. */
const ENOUGH_WORDS = 150
/** A recogniser that lets one slip in more words than this leaves them out as well: people say two or three in a hundred. */
const WORDS_A_SLIP = 500
/** A stop of this length sets a word off as a comma does. */
const STOP = toSamples(300)
const MARK = /[.,;:!?…–—]/

type Habit = 'keeps' | 'leaves_out' | 'unknown'

/**
 * Counts fillers in what was recognised, where they can be known: a browser's recogniser leaves them out, and so do the models
 * that write clean text. `all` is everything that was heard in the session, which shows what a recogniser does; a model that
 * never wrote "um" may have left it out, so nothing is ever said to be free of fillers by its word.
 */
export function countFillers(tracks: readonly HeardTrack[], all: readonly Track[]): Delivery['fillers'] {
  const spoken = tracks.filter(({ heard }) => heard.some(({ words }) => words.length > 0))
  const habits = learnHabits(all)
  const counted = spoken.filter(({ track }) => habits.get(keyOf(track)) === 'keeps')
  const lists = counted.map(({ heard }) => readContext(heard))
  const ofWords = lists.reduce((sum, words) => sum + words.length, 0)
  if (ofWords === 0) return { status: 'not_measurable', because: findReason(spoken, habits) }
  const found = lists.flatMap(findFillers)
  const list = [...Map.groupBy(found, (text) => text)]
    .map(([text, ones]) => ({ text, count: ones.length }))
    .toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
  const per100Words = Math.round((found.length * 1_000) / ofWords) / 10
  return { status: 'measured', count: found.length, ofWords, per100Words, list }
}

function findReason(spoken: readonly HeardTrack[], habits: ReadonlyMap<string, Habit>): NoFillersReason {
  if (spoken.length === 0) return 'no_words'
  const models = spoken.filter(({ track }) => track.recognizer.kind !== 'browser')
  if (models.length === 0) return 'browser_recognizer'
  return models.some(({ track }) => habits.get(keyOf(track)) === 'unknown')
    ? 'too_few_words'
    : 'recognizer_leaves_them_out'
}

const keyOf = ({ recognizer }: Track) =>
  recognizer.kind === 'endpoint' ? `endpoint ${recognizer.model}` : recognizer.kind

/** What each recogniser does with hesitations, by what it wrote. */
function learnHabits(all: readonly Track[]): Map<string, Habit> {
  const byRecognizer = Map.groupBy(all, keyOf)
  return new Map([...byRecognizer].map(([key, tracks]) => [key, key === 'browser' ? 'leaves_out' : learnHabit(tracks)]))
}

function learnHabit(tracks: readonly Track[]): Habit {
  const texts = tracks.flatMap(({ utterances }) =>
    utterances.flatMap((one) => (one.state === 'recognized' ? one.text : [])),
  )
  const words = texts.flatMap((text) => text.split(/\s+/).filter((word) => word !== ''))
  const hesitations = words.filter((word) =>
    findHesitation(/^[^a-z]*([auemh][uerhm]*)[^a-z]*$/i.exec(word)?.[1] ?? ''),
  ).length
  if (hesitations > 0) return hesitations * WORDS_A_SLIP >= words.length ? 'keeps' : 'leaves_out'
  return words.length >= ENOUGH_WORDS ? 'leaves_out' : 'unknown'
}

/** The words of a track with what is around each: marks, stops, and the ends of stretches of speech. */
function readContext(heard: readonly Heard[]): (InContext & { readonly text: string })[] {
  const words = heard.flatMap(({ words: own, timing }) =>
    own.map((word, i) => {
      const next = own[i + 1]
      const isStop = next === undefined || (timing === 'measured' && next.fromSample - word.toSample >= STOP)
      return {
        text: word.text,
        lower: word.text.toLowerCase().replaceAll('’', "'"),
        isApartAfter: isStop || MARK.test(word.mark),
      }
    }),
  )
  const isHesitation = words.map(({ text }) => findHesitation(text) !== null)
  return words.map((word, i) => ({
    ...word,
    isApartBefore: words[i - 1]?.isApartAfter !== false || isHesitation[i - 1] === true,
    isApartAfter: word.isApartAfter || isHesitation[i + 1] === true,
  }))
}

/** The fillers among the words, in order, each by the spelling under which it is counted. */
export function findFillers(words: readonly (InContext & { readonly text: string })[]): string[] {
  const found: string[] = []
  for (let at = 0; at < words.length; at++) {
    const hesitation = findHesitation(words[at]?.text ?? '')
    if (hesitation !== null) found.push(hesitation)
    const phrase = PHRASES.find(({ words: own, isFiller }) => {
      const last = at + own.length - 1
      if (!own.every((word, i) => words[at + i]?.lower === word)) return false
      return !words.slice(at, last).some(({ isApartAfter }) => isApartAfter) && isFiller(words, at, last)
    })
    if (phrase === undefined) continue
    found.push(phrase.words.join(' ').replace(/^i /, 'I '))
    at += phrase.words.length - 1
  }
  return found
}
