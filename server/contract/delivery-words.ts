import type { Delivery, NoFillersReason } from './delivery.ts'
import { numberInWords } from './number-words.ts'
import type { QuestionReport } from './report.ts'

/** The words in which it is told how something was said: one spelling for the page, the print and the export. */

/** Stands with every figure of how something was said. */
export const DELIVERY_NOTE = 'Not part of any grade.'

/** What a pace is. */
export const PACE_NOTE =
  'Words a minute while you spoke. Short pauses count, pauses of 2 s or more do not: those are time to think.'

export const NO_FILLERS_WORDS: Record<NoFillersReason, string> = {
  browser_recognizer: 'Fillers are not measurable: the recogniser of your browser leaves them out.',
  recognizer_leaves_them_out: 'Fillers are not measurable: the recogniser in use seems to leave them out.',
  too_few_words:
    'Fillers are not measurable: none was transcribed, but from so few words nobody can tell whether the recogniser leaves them out.',
  no_words: 'Fillers are not measurable: there is no transcript.',
}

/** How something was said, in a few sentences, from figures alone. */
export function deliveryOf(delivery: Delivery): string[] {
  return [talk(delivery), pauses(delivery), firstWord(delivery), fillers(delivery)].filter((part) => part !== '')
}

function talk({ talkMs, words, wordsPerMinute }: Delivery): string {
  const time = `You spoke for ${formatLength(talkMs)}`
  if (words === 0) return `${time}.`
  const pace = wordsPerMinute === null ? '' : `, about ${Math.round(wordsPerMinute)} words a minute`
  return `${time}: ${words} ${words === 1 ? 'word' : 'words'}${pace}.`
}

function pauses({ pauses: { count, longestMs, totalMs, list } }: Delivery): string {
  const isRough = list.some(({ measuredBy }) => measuredBy === 'spans')
  const least = isRough ? 'at least ' : ''
  if (count === 0) return 'No pause of 0.7 s or more was found.'
  if (count === 1) return `There was one pause of 0.7 s or more: ${least}${formatSeconds(longestMs)}.`
  return `There were ${numberInWords(count)} pauses of 0.7 s or more, ${least}${formatSeconds(totalMs)} in all, the longest ${formatSeconds(longestMs)}.`
}

function firstWord({ toFirstWord }: Delivery): string {
  if (toFirstWord === null) return ''
  const time = formatSeconds(toFirstWord.medianMs)
  return toFirstWord.list.length === 1
    ? `You began to speak ${time} after the question was put.`
    : `You typically began to speak ${time} after a question was put.`
}

function fillers({ fillers: found }: Delivery): string {
  if (found.status === 'not_measurable') return NO_FILLERS_WORDS[found.because]
  const { count, ofWords, per100Words, list } = found
  if (count === 0) return `No fillers in ${ofWords} words.`
  const each = list.map((one) => `“${one.text}” ${one.count}`).join(', ')
  return `${count} ${count === 1 ? 'filler' : 'fillers'}, ${per100Words} in 100 words: ${each}.`
}

/** What is missing of a recording or its transcript, in a sentence each; nothing where nothing is. */
export function gapsOf({ recording, untranscribed }: Pick<QuestionReport, 'recording' | 'untranscribed'>): string[] {
  const { status, missingMs } = recording
  const one = untranscribed === 1
  return [
    status === 'deleted' ? 'The recording was deleted; the transcript stays.' : '',
    status !== 'incomplete'
      ? ''
      : missingMs === 0
        ? 'The end of the recording may be missing.'
        : `${formatSeconds(missingMs)} of the recording never reached the server.`,
    untranscribed === 0
      ? ''
      : `${one ? 'One stretch' : `${capital(numberInWords(untranscribed))} stretches`} of speech ${one ? 'has' : 'have'} no transcript.`,
  ].filter((sentence) => sentence !== '')
}

/** "3.2 s", or "1 min 5 s" from a minute on. */
function formatSeconds(ms: number): string {
  return ms >= 60_000 ? formatLength(ms) : `${(ms / 1_000).toFixed(1)} s`
}

/** "45 s", "2 min 5 s". */
function formatLength(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
