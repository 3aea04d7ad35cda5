import type { Track, Utterance } from '#contract/session.ts'
import { SAMPLE_RATE, type Timing } from '#contract/speech.ts'
import { punctuate } from './punctuate.ts'

/** One turn with its recordings, and when the interviewer's words that it answers were there; null where that is not known. */
export interface SpokenTurn {
  readonly turnId: string
  readonly askedAt: number | null
  /** Oldest first. */
  readonly tracks: readonly Track[]
}

export interface HeardWord {
  readonly text: string
  /** Marks and white space up to the next word of the transcript. */
  readonly mark: string
  readonly fromSample: number
  readonly toSample: number
}

/** A stretch of speech: from its first to its last word where words have times, otherwise as it was detected. */
export interface Heard {
  readonly fromSample: number
  readonly toSample: number
  readonly timing: Timing
  /** Empty where nothing is transcribed. */
  readonly words: readonly HeardWord[]
}

/** A track as it was heard. */
export interface HeardTrack {
  readonly turnId: string
  readonly track: Track
  /** When sample 0 was heard, from the start of the turn's first recording. */
  readonly offsetMs: number
  /** In order, at least one. */
  readonly heard: readonly Heard[]
}

export const toMs = (samples: number): number => Math.round((samples * 1_000) / SAMPLE_RATE)
export const toSamples = (ms: number): number => Math.round((ms * SAMPLE_RATE) / 1_000)

/** The tracks in which somebody spoke. */
export function readTracks(turns: readonly SpokenTurn[]): HeardTrack[] {
  return turns.flatMap(({ turnId, tracks }) => {
    const startedAt = tracks.reduce((first, track) => Math.min(first, track.startedAt), Number.POSITIVE_INFINITY)
    return tracks
      .map((track) => ({ turnId, track, offsetMs: track.startedAt - startedAt, heard: readHeard(track) }))
      .filter(({ heard }) => heard.length > 0)
  })
}

/** What was heard in a track. Where the recogniser understood no word at all, it was noise. */
export function readHeard(track: Track): Heard[] {
  return track.utterances
    .flatMap((utterance) => readUtterance(utterance) ?? [])
    .toSorted((a, b) => a.fromSample - b.fromSample)
}

function readUtterance(utterance: Utterance): Heard | null {
  const { fromSample, toSample } = utterance
  if (utterance.state !== 'recognized') return { fromSample, toSample, timing: 'estimated', words: [] }
  const listed = utterance.words.length > 0 ? utterance.words : listWords(utterance.text, utterance)
  const spelt = punctuate(
    listed.map(({ text }) => text),
    utterance.text,
  )
  const words = listed
    .map((word, i) => ({
      ...(spelt[i] ?? { text: '', mark: '' }),
      fromSample: word.fromSample,
      toSample: word.toSample,
    }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined) return null
  if (utterance.timing === 'estimated' || utterance.words.length === 0) {
    return { fromSample, toSample, timing: 'estimated', words }
  }
  const end = Math.max(...words.map((word) => word.toSample))
  return { fromSample: first.fromSample, toSample: end, timing: 'measured', words }
}

function listWords(text: string, { fromSample, toSample }: { fromSample: number; toSample: number }) {
  const words = text.split(/\s+/).filter((word) => word !== '')
  return words.map((word) => ({ text: word, fromSample, toSample }))
}
