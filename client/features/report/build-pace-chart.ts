import type { Delivery, PacePoint } from '#contract/delivery.ts'

const STEP_WPM = 50

/** One stretch of time and how fast somebody spoke in it. Times in ms from the chart's left edge. */
export interface PaceBar {
  readonly fromMs: number
  readonly toMs: number
  readonly wordsPerMinute: number | null
  readonly questionIndex: number
  /** Times within its turn, for the table. */
  readonly turnFromMs: number
}

export interface PaceChart {
  readonly bars: readonly PaceBar[]
  readonly durationMs: number
  /** From 0 to above the fastest. */
  readonly ticks: readonly number[]
  /** Where each question begins. */
  readonly starts: readonly { readonly questionIndex: number; readonly atMs: number }[]
  /** `windows`: every 15 s. `utterances`: each stretch of speech, where the times of words are estimates. */
  readonly by: 'windows' | 'utterances'
}

/** Pace over the time of all turns, one after the other; null where it was measured fewer than twice. */
export function buildPaceChart({ pace }: Delivery, indexOf: (turnId: string) => number): PaceChart | null {
  const by = pace.windows.status === 'measured' ? 'windows' : 'utterances'
  const points: readonly PacePoint[] = pace.windows.status === 'measured' ? pace.windows.list : pace.utterances
  const measured = points.flatMap(({ wordsPerMinute }) => (wordsPerMinute === null ? [] : [wordsPerMinute]))
  if (measured.length < 2) return null
  const turnIds = [...new Set(points.map(({ turnId }) => turnId))]
  let offsetMs = 0
  const bars = turnIds.flatMap((turnId) => {
    const own = points.filter((point) => point.turnId === turnId)
    const startMs = offsetMs
    offsetMs += Math.max(...own.map(({ toMs }) => toMs))
    return own.map(({ fromMs, toMs, wordsPerMinute }) => ({
      fromMs: startMs + fromMs,
      toMs: startMs + toMs,
      wordsPerMinute,
      questionIndex: indexOf(turnId),
      turnFromMs: fromMs,
      turnStartMs: startMs,
    }))
  })
  const starts = bars.flatMap(({ questionIndex, turnStartMs }, i) =>
    bars[i - 1]?.questionIndex === questionIndex ? [] : [{ questionIndex, atMs: turnStartMs }],
  )
  const steps = Math.ceil(Math.max(...measured) / STEP_WPM) + 1
  const ticks = Array.from({ length: Math.max(4, steps) }, (_, i) => i * STEP_WPM)
  return { bars, durationMs: offsetMs, ticks, starts, by }
}
