import type { TracksResponse } from '#contract/http.ts'
import type { Track } from '#contract/session.ts'
import { SAMPLE_RATE } from '#contract/speech.ts'
import type { Stretch } from './timeline.ts'

const SAMPLES_A_MS = SAMPLE_RATE / 1_000
/** Played before and after speech: a detector is late, and words fade. */
const AROUND_SPEECH_MS = 300

/** The sound of a track in its place. Times in ms since the session's first event. */
export interface PlacedTrack {
  readonly trackId: string
  readonly startMs: number
  /** How much of it is on disk. */
  readonly ms: number
  readonly peaks: readonly number[]
}

/** Where the sound that is on disk lies. `startAt`: the first event's, epoch ms. */
export function placeTracks(
  tracks: readonly Track[],
  onDisk: TracksResponse['tracks'],
  startAt: number,
): readonly PlacedTrack[] {
  return tracks.flatMap(({ id, startedAt }) => {
    const file = onDisk.find(({ trackId, samples }) => trackId === id && samples > 0)
    if (file === undefined) return []
    return [{ trackId: id, startMs: startedAt - startAt, ms: file.samples / SAMPLES_A_MS, peaks: file.peaks }]
  })
}

/** The track that sounds at a moment; where two do, the one that began last. */
export function findSounding(tracks: readonly PlacedTrack[], sessionMs: number): PlacedTrack | null {
  return (
    tracks
      .filter(({ startMs, ms }) => startMs <= sessionMs && sessionMs < startMs + ms)
      .toSorted((a, b) => a.startMs - b.startMs)
      .at(-1) ?? null
  )
}

/** Every stretch of speech with a little around it, so that shortened pauses never clip a word. */
export function listSpeech(tracks: readonly Track[], startAt: number): Stretch[] {
  return tracks.flatMap((track) =>
    track.utterances.map(({ fromSample, toSample }) => ({
      fromMs: sampleTime(track, fromSample, startAt) - AROUND_SPEECH_MS,
      toMs: sampleTime(track, toSample, startAt) + AROUND_SPEECH_MS,
    })),
  )
}

/** When a sample of a track was heard, in ms since the session's first event. */
export function sampleTime({ startedAt }: Pick<Track, 'startedAt'>, sample: number, startAt: number): number {
  return startedAt - startAt + sample / SAMPLES_A_MS
}
