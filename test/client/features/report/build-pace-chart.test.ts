import { describe, expect, it } from 'vitest'
import type { Delivery } from '#contract/delivery.ts'
import { buildPaceChart } from '../../../../client/features/report/build-pace-chart.ts'

type Pace = Delivery['pace']

const point = (turnId: string, fromMs: number, wordsPerMinute: number | null) => ({
  turnId,
  fromMs,
  toMs: fromMs + 15_000,
  wordsPerMinute,
})

function deliveryOf(pace: Pace): Delivery {
  return {
    talkMs: 60_000,
    words: 120,
    wordsPerMinute: 120,
    timing: 'measured',
    pace,
    pauses: { count: 0, longestMs: 0, totalMs: 0, list: [] },
    toFirstWord: null,
    fillers: { status: 'not_measurable', because: 'no_words' },
  }
}

const measured = (list: ReturnType<typeof point>[]) =>
  deliveryOf({ utterances: [], windows: { status: 'measured', list } })
const indexOf = (turnId: string) => (turnId === 't2' ? 0 : 1)

describe('buildPaceChart', () => {
  it('[RS29] puts the turns one after the other and says where each question begins', () => {
    const list = [point('t2', 0, 100), point('t2', 15_000, 140), point('t4', 0, 90), point('t6', 0, 120)]
    const chart = buildPaceChart(measured(list), indexOf)
    expect(chart?.bars.map(({ fromMs }) => fromMs)).toEqual([0, 15_000, 30_000, 45_000])
    expect(chart?.starts).toEqual([
      { questionIndex: 0, atMs: 0 },
      { questionIndex: 1, atMs: 30_000 },
    ])
    expect(chart?.durationMs).toBe(60_000)
  })

  it('[RS30] has an axis from 0 to above the fastest', () => {
    const chart = buildPaceChart(measured([point('t2', 0, 100), point('t2', 15_000, 210)]), indexOf)
    expect(chart?.ticks).toEqual([0, 50, 100, 150, 200, 250])
  })

  it('[RS31] leaves a gap where too little was said, and draws nothing from a single measurement', () => {
    const list = [point('t2', 0, 100), point('t2', 15_000, null), point('t2', 30_000, 90)]
    expect(buildPaceChart(measured(list), indexOf)?.bars[1]?.wordsPerMinute).toBeNull()
    expect(buildPaceChart(measured(list.slice(0, 2)), indexOf)).toBeNull()
  })

  it('[RS32] takes whole stretches of speech where the times of words are estimates', () => {
    const one = (fromMs: number) => ({
      ...point('t2', fromMs, 100),
      trackId: 'track0000001',
      words: 20,
      timing: 'estimated' as const,
    })
    const pace: Pace = {
      utterances: [one(0), one(20_000)],
      windows: { status: 'not_measurable', because: 'estimated_times' },
    }
    const chart = buildPaceChart(deliveryOf(pace), indexOf)
    expect(chart?.by).toBe('utterances')
    expect(chart?.bars.map(({ fromMs }) => fromMs)).toEqual([0, 20_000])
  })
})
