import { useCallback, useEffect, useRef, useState } from 'react'
import { browserFrames, type FrameClock } from './frame-clock.ts'
import type { PlacedTrack } from './placed-tracks.ts'
import { playAlong } from './play-along.ts'
import { movePosition, positionAt, type Timeline } from './timeline.ts'
import { useAudioOutput } from './use-audio-output.ts'

export const SPEEDS = [0.5, 1, 1.5, 2, 3, 4] as const
export type Speed = (typeof SPEEDS)[number]

export interface Player {
  readonly positionMs: number
  readonly playing: boolean
  readonly speed: Speed
  /** Whether some of the sound could not be played, so that the words went on in silence. */
  readonly soundFailed: boolean
  readonly toggle: () => void
  readonly seek: (positionMs: number) => void
  readonly setSpeed: (speed: Speed) => void
}

interface PlayerOptions {
  readonly sessionId: string
  readonly tracks: readonly PlacedTrack[]
  /** Where it begins, in ms of the session. */
  readonly startMs: number
  readonly frames?: FrameClock
}

/** A playhead on a timeline, with the sound where there is any. When the timeline changes it stays at the same event. */
export function usePlayer(timeline: Timeline, options: PlayerOptions): Player {
  const { sessionId, tracks, startMs, frames = browserFrames } = options
  const [positionMs, setPosition] = useState(() => positionAt(timeline, startMs))
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  // Counts jumps: the running playback starts anew from where a jump led.
  const [jumps, setJumps] = useState(0)
  const here = useRef(positionMs)
  const { durationMs } = timeline
  const { sound, failed } = useAudioOutput(sessionId, setPlaying)

  const moveTo = useCallback((next: number) => {
    here.current = next
    setPosition(next)
  }, [])

  const known = useRef(timeline)
  useEffect(() => {
    if (known.current === timeline) return
    moveTo(movePosition(known.current, timeline, here.current))
    known.current = timeline
    setJumps((count) => count + 1)
  }, [timeline, moveTo])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a jump restarts the playback from where it led
  useEffect(() => {
    if (!playing) return
    const run = { fromMs: here.current, untilMs: durationMs, speed, onPosition: moveTo }
    return playAlong(frames, { ...run, onEnd: () => setPlaying(false), timeline, tracks, sound })
  }, [playing, speed, jumps, timeline, tracks, sound, frames, moveTo])

  const seek = (next: number) => {
    moveTo(Math.min(durationMs, Math.max(0, next)))
    setJumps((count) => count + 1)
  }
  const toggle = () => {
    if (!playing && here.current >= durationMs) seek(0)
    setPlaying(!playing)
  }
  return { positionMs, playing, speed, soundFailed: failed, toggle, seek, setSpeed }
}
