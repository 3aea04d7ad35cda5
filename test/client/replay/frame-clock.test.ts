import { describe, expect, it } from 'vitest'
import { type FrameClock, runPlayback } from '../../../client/features/replay/frame-clock.ts'

/** Frames that come when the test says so. */
function createFrames() {
  const waiting = new Map<number, (nowMs: number) => void>()
  let handles = 0
  const frames: FrameClock = {
    request: (callback) => {
      handles += 1
      waiting.set(handles, callback)
      return handles
    },
    cancel: (handle) => void waiting.delete(handle),
  }
  const paint = (nowMs: number) => {
    const due = [...waiting.values()]
    waiting.clear()
    for (const callback of due) callback(nowMs)
  }
  return { frames, paint, isWaiting: () => waiting.size > 0 }
}

function play(change: { fromMs?: number; untilMs?: number; speed?: number } = {}) {
  const { frames, paint, isWaiting } = createFrames()
  const positions: number[] = []
  let ends = 0
  const stop = runPlayback(frames, {
    fromMs: 0,
    untilMs: 10_000,
    speed: 1,
    ...change,
    onPosition: (position) => positions.push(position),
    onEnd: () => {
      ends += 1
    },
  })
  return { paint, stop, isWaiting, positions, ends: () => ends }
}

describe('runPlayback', () => {
  it('[RE13] moves with the clock, times the speed, from where it was put', () => {
    for (const speed of [0.5, 1, 1.5, 2, 3, 4]) {
      const { paint, positions } = play({ fromMs: 500, speed })
      for (const now of [7_000, 7_016, 7_100]) paint(now)
      expect(positions).toEqual([500, 500 + 16 * speed, 500 + 100 * speed])
    }
  })

  it('[RE14] stops exactly at the end, once', () => {
    const { paint, positions, ends, isWaiting } = play({ fromMs: 9_900 })
    for (const now of [0, 100, 200, 300]) paint(now)
    expect(positions).toEqual([9_900, 10_000])
    expect(ends()).toBe(1)
    expect(isWaiting()).toBe(false)
  })

  it('[RE15] plays nothing after it was stopped', () => {
    const { paint, stop, positions, isWaiting } = play()
    paint(0)
    stop()
    expect(isWaiting()).toBe(false)
    paint(100)
    expect(positions).toEqual([0])
  })

  it('[RE16] does not leap over what passed while the tab was hidden', () => {
    const { paint, positions } = play()
    paint(0)
    paint(60_000)
    expect(positions.at(-1)).toBe(250)
  })
})
