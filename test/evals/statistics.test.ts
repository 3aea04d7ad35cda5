import { describe, expect, it } from 'vitest'
import { measure } from '../../server/commands/eval/measure.ts'
import { describeMeasures } from '../../server/commands/eval/print-measures.ts'
import { RowSchema } from '../../server/commands/eval/rows.ts'
import * as statistics from '../../server/commands/eval/statistics.ts'
import { fitRidge } from '../../server/commands/fit/ridge.ts'

describe('statistics', () => {
  it('[STAT1] agree with values worked out by hand', () => {
    expect(statistics.pearson([1, 2, 3, 4], [2, 4, 6, 8])).toBeCloseTo(1)
    expect(statistics.pearson([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5)
    expect(statistics.ranksOf([10, 20, 20, 5])).toEqual([2, 3.5, 3.5, 1])
    expect(statistics.spearman([1, 10, 100], [3, 2, 1])).toBeCloseTo(-1)
    expect(statistics.quadraticKappa([0, 1, 2, 3], [0, 1, 2, 3])).toBe(1)
    expect(statistics.quadraticKappa([0, 1], [1, 0])).toBeCloseTo(-1)
    expect(statistics.areaUnderCurve([0.9, 0.4, 0.4, 0.1], [1, 1, 0, 0])).toBeCloseTo(0.875)
    expect(statistics.withinGroups([1, 2, 11, 12], [5, 6, 1, 2], ['a', 'a', 'b', 'b'])).toBeCloseTo(1)
  })

  it('[STAT2] an interval holds the value and is the same each time', () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ group: `g${i % 12}`, value: i % 7 }))
    const interval = () => statistics.bootstrapInterval(rows, (r) => r.group, (all) => statistics.meanOf(all.map((r) => r.value)))
    const [low, high] = interval()
    expect(low).toBeLessThanOrEqual(3)
    expect(high).toBeGreaterThanOrEqual(2.8)
    expect(interval()).toEqual([low, high])
  })

  it('[STAT4] there is no interval over a single question', () => {
    const mean = (all: readonly { value: number }[]) => statistics.meanOf(all.map(({ value }) => value))
    const rows = [{ value: 1 }, { value: 2 }]
    expect(statistics.bootstrapInterval(rows, () => 'one', mean)).toEqual([Number.NaN, Number.NaN])
    const one = rows.map((_, i) =>
      RowSchema.parse({ id: `a${i}`, group: 'g', question: 'Why?', sampleAnswer: 'So.', answer: 'x', human: i, humanMax: 1 }),
    )
    const graded = one.map(({ id }, i) => ({ id, grade: i / 2, reason: null, flags: [], levels: {}, verdicts: {}, ms: 1 }))
    expect(describeMeasures(measure(one, graded)).join('\n')).toContain('Pearson r 1.000   Spearman 1.000\n')
  })

  it('[STAT3] ridge finds the weights that made the data, and shrinks them with the penalty', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)])
    const targets = rows.map(([a = 0, b = 0]) => 2 * a - b)
    const weights = rows.map(() => 1)
    const [a = 0, b = 0] = fitRidge(rows, targets, weights, 1e-9)
    expect([a, b]).toEqual([expect.closeTo(2), expect.closeTo(-1)])
    expect(Math.abs(fitRidge(rows, targets, weights, 100)[0] ?? 9)).toBeLessThan(a)
  })
})
