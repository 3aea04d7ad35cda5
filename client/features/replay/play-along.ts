import { type FrameClock, type Run, runPlayback } from './frame-clock.ts'
import { findSounding, type PlacedTrack } from './placed-tracks.ts'
import { findCut, positionAt, sessionTimeAt, type Timeline } from './timeline.ts'

/** What becomes of a track that was asked for. `ms`: what is heard now, from the start of the track. */
export type Heard =
  | { readonly state: 'idle' | 'waiting' | 'over' | 'failed' }
  | { readonly state: 'sounding'; readonly ms: number }

/** Something that plays one track at a time. */
export interface SoundOutput {
  hear(trackId: string): Heard
  /** From `fromMs` of the track; whatever else sounds stops. */
  play(trackId: string, fromMs: number, speed: number): void
  stop(): void
}

/** Sound that does not come within this time is played past in silence. */
const LONGEST_WAIT_MS = 5_000

interface SoundRun extends Run {
  readonly timeline: Timeline
  readonly tracks: readonly PlacedTrack[]
  readonly sound: SoundOutput
}

/**
 * Moves a position on until the end: with the sound wherever a track lies, so that the two cannot drift apart, and with the
 * clock elsewhere. Waits for sound that is being fetched. @returns what stops it and the sound.
 */
export function playAlong(frames: FrameClock, run: SoundRun): () => void {
  const { sound, onEnd } = run
  const end = () => {
    sound.stop()
    onEnd()
  }
  const stop = runPlayback(frames, { ...run, onEnd: end, step: createStep(run) })
  return () => {
    stop()
    sound.stop()
  }
}

/** One frame: the position after it. */
function createStep({ timeline, tracks, sound, speed }: SoundRun) {
  const silent = new Set<string>()
  let waitedMs = 0

  /** Where the sound has come to; over a part that is left out it is put where it goes on. */
  function follow({ trackId, startMs, ms }: PlacedTrack, heardMs: number): number {
    const cut = findCut(timeline, startMs + heardMs)
    if (cut === null) return positionAt(timeline, startMs + heardMs)
    if (cut.atMs < startMs + ms) sound.play(trackId, cut.atMs - startMs, speed)
    else sound.stop()
    return cut.positionMs
  }

  return (position: number, elapsedMs: number): number => {
    const sessionMs = sessionTimeAt(timeline, position)
    const track = findSounding(tracks, sessionMs)
    if (track === null || silent.has(track.trackId)) {
      sound.stop()
      return position + elapsedMs * speed
    }
    const heard = sound.hear(track.trackId)
    if (heard.state !== 'waiting') waitedMs = 0
    switch (heard.state) {
      case 'sounding':
        return follow(track, heard.ms)
      case 'idle':
        sound.play(track.trackId, sessionMs - track.startMs, speed)
        return position
      case 'over':
        sound.stop()
        silent.add(track.trackId)
        return Math.max(position, positionAt(timeline, track.startMs + track.ms))
      case 'waiting':
        waitedMs += elapsedMs
        if (waitedMs > LONGEST_WAIT_MS) silent.add(track.trackId)
        return position
      case 'failed':
        silent.add(track.trackId)
        return position + elapsedMs * speed
      default:
        return heard satisfies never
    }
  }
}
