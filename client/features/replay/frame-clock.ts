/** Calls back before the next paint with a time in ms, as `requestAnimationFrame` does. */
export interface FrameClock {
  request(callback: (nowMs: number) => void): number
  cancel(handle: number): void
}

export const browserFrames: FrameClock = {
  request: (callback) => window.requestAnimationFrame(callback),
  cancel: (handle) => window.cancelAnimationFrame(handle),
}

/** A hidden tab gets no frames: what passed meanwhile is not played in one leap. */
const LONGEST_FRAME_MS = 250

export interface Run {
  readonly fromMs: number
  readonly untilMs: number
  /** 2: twice as fast as it was. */
  readonly speed: number
  readonly onPosition: (positionMs: number) => void
  readonly onEnd: () => void
  /** Where a frame leads, if not as far on as time has passed. Both in ms; `elapsedMs` on the clock. */
  readonly step?: (position: number, elapsedMs: number) => number
}

/** Moves a position on with the clock until the end. @returns what stops it. */
export function runPlayback(frames: FrameClock, run: Run): () => void {
  const { fromMs, untilMs, speed, onPosition, onEnd } = run
  const step = run.step ?? ((from: number, elapsedMs: number) => from + elapsedMs * speed)
  let position = fromMs
  let last: number | null = null
  let handle = frames.request(tick)

  function tick(nowMs: number) {
    position = Math.min(untilMs, step(position, Math.min(LONGEST_FRAME_MS, nowMs - (last ?? nowMs))))
    last = nowMs
    onPosition(position)
    if (position >= untilMs) onEnd()
    else handle = frames.request(tick)
  }

  return () => frames.cancel(handle)
}
