import type { Track, Utterance } from '#contract/session.ts'
import { type AlignedWord, alignWords } from '../../lib/align-words.ts'
import { listTrackWords } from '../../lib/track-words.ts'
import { sampleTime } from './placed-tracks.ts'

/** A word stays marked for this long where no other follows. */
const LINGER_MS = 500

/** A word of an answer. Times in ms since the session's first event; null where it was not spoken. */
export interface TimedWord {
  readonly from: number
  readonly to: number
  readonly fromMs: number | null
  readonly toMs: number | null
}

/** An answer with what was spoken in it but not yet recognised at this moment of the session. */
export interface SpokenAnswer {
  readonly text: string
  /** What stands in the answer already, in UTF-16 units; what follows is shown as it is spoken. */
  readonly writtenLength: number
  readonly words: readonly TimedWord[]
}

/**
 * An answer at a moment of the replay, its words with their times. Recognition came a little after the words; the replay knows
 * them in advance and need not be late. @param then the answer's tracks at that moment; `today`: all tracks as they ended.
 */
export function buildSpokenAnswer(
  written: string,
  then: readonly Track[],
  today: readonly Track[],
  startAt: number,
): SpokenAnswer {
  const known = new Set(then.flatMap(recognizedKeys))
  const tracks = then.map((track) => today.find(({ id }) => id === track.id) ?? track)
  const coming = tracks.flatMap((track) =>
    track.utterances.flatMap((utterance) =>
      isComing(utterance) && !known.has(keyOf(track, utterance.fromSample)) ? [utterance.inserted] : [],
    ),
  )
  const text = [written, ...coming].join('')
  const words = alignWords(text, listTrackWords(tracks)).map((word) => timeWord(word, tracks, startAt))
  return { text, writtenLength: written.length, words }
}

/** Words without times cannot be shown as they are spoken. */
function isComing(utterance: Utterance): utterance is Extract<Utterance, { state: 'recognized' }> {
  return utterance.state === 'recognized' && utterance.words.length > 0
}

function recognizedKeys(track: Track): string[] {
  return track.utterances.flatMap(({ state, fromSample }) => (state === 'recognized' ? [keyOf(track, fromSample)] : []))
}

function keyOf({ id }: Track, fromSample: number): string {
  return `${id}:${fromSample}`
}

function timeWord({ from, to, trackId, fromSample, toSample }: AlignedWord, tracks: readonly Track[], startAt: number) {
  const track = tracks.find(({ id }) => id === trackId)
  if (track === undefined || fromSample === null || toSample === null) return { from, to, fromMs: null, toMs: null }
  return { from, to, fromMs: sampleTime(track, fromSample, startAt), toMs: sampleTime(track, toSample, startAt) }
}

/** The word that is being spoken, as its place among the words; -1 in silence. */
export function findSpokenWord({ words }: SpokenAnswer, sessionMs: number): number {
  let found = -1
  let begun = Number.NEGATIVE_INFINITY
  words.forEach(({ fromMs }, i) => {
    if (fromMs === null || fromMs > sessionMs || fromMs < begun) return
    found = i
    begun = fromMs
  })
  const toMs = words[found]?.toMs ?? null
  return toMs !== null && sessionMs < toMs + LINGER_MS ? found : -1
}

/** How much of the text is shown: what stands there, and of what follows the words that have begun. */
export function findShownLength({ text, writtenLength, words }: SpokenAnswer, sessionMs: number): number {
  const coming = words.filter(({ from }) => from >= writtenLength)
  const next = coming.findIndex(({ fromMs }) => fromMs !== null && fromMs > sessionMs)
  if (next < 0) return text.length
  const before = coming[next - 1]
  return before === undefined ? writtenLength : endWithMarks(text, before.to)
}

/** The marks that follow a word belong to it: a full stop does not wait for the next sentence. */
function endWithMarks(text: string, end: number): number {
  return end + (/^[^\s\p{L}\p{N}]*/u.exec(text.slice(end))?.[0].length ?? 0)
}
