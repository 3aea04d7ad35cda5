import { useCallback, useEffect, useRef, useState } from 'react'
import { browserFrames, type FrameClock, runPlayback } from './frame-clock.ts'
import { movePosition, type Timeline } from './timeline.ts'

export const SPEEDS = [0.5, 1, 1.5, 2, 3, 4] as const
export type Speed = (typeof SPEEDS)[number]

export interface Player {
  readonly positionMs: number
  readonly playing: boolean
  readonly speed: Speed
  readonly toggle: () => void
  readonly seek: (positionMs: number) => void
  readonly setSpeed: (speed: Speed) => void
}

/** A playhead on a timeline. When the timeline changes it stays at the same event. */
export function usePlayer(timeline: Timeline, frames: FrameClock = browserFrames): Player {
  const [positionMs, setPosition] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  // Counts jumps: the running playback starts anew from where a jump led.
  const [jumps, setJumps] = useState(0)
  const here = useRef(0)
  const { durationMs } = timeline

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
    const onEnd = () => setPlaying(false)
    return runPlayback(frames, { fromMs: here.current, untilMs: durationMs, speed, onPosition: moveTo, onEnd })
  }, [playing, speed, jumps, durationMs, frames, moveTo])

  const seek = (next: number) => {
    moveTo(Math.min(durationMs, Math.max(0, next)))
    setJumps((count) => count + 1)
  }
  const toggle = () => {
    if (!playing && here.current >= durationMs) seek(0)
    setPlaying(!playing)
  }
  return { positionMs, playing, speed, toggle, seek, setSpeed }
}
