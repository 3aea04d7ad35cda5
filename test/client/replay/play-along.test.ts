import { describe, expect, it } from 'vitest'
import type { FrameClock } from '../../../client/features/replay/frame-clock.ts'
import { type Heard, playAlong, type SoundOutput } from '../../../client/features/replay/play-along.ts'
import type { Timeline } from '../../../client/features/replay/timeline.ts'

/** A minute with sound from 2 to 10 s of the session; from 5 to 8 s nobody speaks. */
const TRACK = { trackId: 'track0000001', startMs: 2_000, ms: 8_000, peaks: [] }
const PLAIN: Timeline = {
  positions: [0, 60_000],
  durationMs: 60_000,
  leftOutMs: 0,
  questions: [],
  pieces: [{ positionMs: 0, atMs: 0, ms: 60_000 }],
}
const CUT: Timeline = {
  ...PLAIN,
  durationMs: 57_000,
  leftOutMs: 3_000,
  pieces: [
    { positionMs: 0, atMs: 0, ms: 5_000 },
    { positionMs: 5_000, atMs: 8_000, ms: 52_000 },
  ],
}

/** A loudspeaker that does what the test says, and notes what it was asked for. */
function createOutput() {
  let heard: Heard = { state: 'idle' }
  const asked: string[] = []
  const sound: SoundOutput = {
    hear: () => heard,
    play: (_trackId, fromMs, speed) => void asked.push(`play ${fromMs} ×${speed}`),
    stop: () => void (asked.at(-1) !== 'stop' && asked.push('stop')),
  }
  return {
    sound,
    asked,
    become: (next: Heard) => {
      heard = next
    },
  }
}

function play(timeline: Timeline, fromMs: number, speed = 1) {
  let due: ((nowMs: number) => void) | null = null
  const frames: FrameClock = {
    request(callback) {
      due = callback
      return 1
    },
    cancel() {
      due = null
    },
  }
  const positions: number[] = []
  const output = createOutput()
  const stop = playAlong(frames, {
    fromMs,
    untilMs: timeline.durationMs,
    speed,
    timeline,
    tracks: [TRACK],
    sound: output.sound,
    onPosition: (position) => positions.push(position),
    onEnd: () => {},
  })
  let now = 0
  const paint = (afterMs = 100) => {
    now += afterMs
    due?.(now)
    return positions.at(-1)!
  }
  paint(0)
  return { ...output, paint, stop }
}

describe('playing along with the sound', () => {
  it('[PA7] goes with the clock where nothing was recorded', () => {
    const { paint, asked } = play(PLAIN, 500)
    expect(paint()).toBe(600)
    expect(asked).toEqual(['stop'])
  })

  it('[PA8] begins the sound at its own place, at the chosen speed, and waits until it is heard', () => {
    const { paint, asked, become } = play(PLAIN, 3_000, 1.5)
    expect(asked).toEqual(['play 1000 ×1.5'])
    become({ state: 'waiting' })
    expect(paint()).toBe(3_000)
    become({ state: 'sounding', ms: 1_040 })
    expect(paint()).toBe(3_040)
  })

  it('[PA9] stands where the sound is, however the frames come', () => {
    const { paint, become } = play(PLAIN, 3_000)
    for (const ms of [1_010, 1_500, 1_501, 6_000]) {
      become({ state: 'sounding', ms })
      expect(paint(ms % 400)).toBe(2_000 + ms)
    }
  })

  it('[PA10] takes the sound over what is left out', () => {
    const { paint, become, asked } = play(CUT, 4_900)
    become({ state: 'sounding', ms: 2_990 })
    expect(paint()).toBe(4_990)
    become({ state: 'sounding', ms: 3_006 })
    expect(paint()).toBe(5_000)
    expect(asked.at(-1)).toBe('play 6000 ×1')
    become({ state: 'sounding', ms: 6_050 })
    expect(paint()).toBe(5_050)
  })

  it('[PA11] stops the sound where the recording ends in what is left out', () => {
    const pieces = [
      { positionMs: 0, atMs: 0, ms: 5_000 },
      { positionMs: 5_000, atMs: 20_000, ms: 40_000 },
    ]
    const { paint, become, asked } = play({ ...CUT, pieces }, 4_900)
    become({ state: 'sounding', ms: 3_010 })
    expect(paint()).toBe(5_000)
    expect(asked.at(-1)).toBe('stop')
    expect(paint()).toBe(5_100)
  })

  it('[PA12] goes on in silence where the sound fails or does not come', () => {
    const failing = play(PLAIN, 3_000)
    failing.become({ state: 'failed' })
    expect(failing.paint()).toBe(3_100)
    expect(failing.paint()).toBe(3_200)

    const late = play(PLAIN, 3_000)
    late.become({ state: 'waiting' })
    for (let i = 0; i < 20; i += 1) expect(late.paint(250)).toBe(3_000)
    late.paint(250)
    expect(late.paint(200)).toBe(3_200)
  })

  it('[PA13] goes on after the end of a recording', () => {
    const { paint, become } = play(PLAIN, 9_000)
    become({ state: 'over' })
    expect(paint()).toBe(10_000)
    become({ state: 'idle' })
    expect(paint()).toBe(10_100)
  })

  it('[PA14] silences what sounds when it is stopped', () => {
    const { stop, asked } = play(PLAIN, 3_000)
    stop()
    expect(asked).toEqual(['play 1000 ×1', 'stop'])
  })
})
