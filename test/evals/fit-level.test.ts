import { describe, expect, it } from 'vitest'
import { describeCost, fitLevel } from '../../server/commands/eval/fit-level.ts'
import { multiplyOdds } from '../../server/grading/predict.ts'
import { buildRow as row } from './build-row.ts'

describe('the level of people', () => {
  it('[GT3] calibrates a level on thirty answers, and not on fewer', () => {
    const rows = Array.from({ length: 40 }, (_, i) => row(`${i % 4}${i}`, 'x', multiplyOdds(((i % 10) + 1) / 11, 3)))
    const graded = rows.map(({ id }, i) => ({ id, grade: ((i % 10) + 1) / 11, reason: null, flags: [], levels: {}, verdicts: {}, ms: 1 }))
    const fitted = fitLevel(rows, graded, 1)
    expect(fitted.odds).toBeCloseTo(3, 2)
    expect(Math.abs(fitted.errorAfter)).toBeLessThan(Math.abs(fitted.errorBefore) / 10)
    expect(fitLevel(rows, graded, 2).odds).toBeCloseTo(6, 2)
    expect(() => fitLevel(rows.slice(0, 29), graded.slice(0, 29), 1)).toThrow('30 are needed')
  })

  const gradedAs = (grades: readonly number[]) =>
    grades.map((grade, i) => ({ id: `${i}`, grade, reason: null, flags: [], levels: {}, verdicts: {}, ms: 1 }))

  it.each([
    ['give nothing at all', 0, 1],
    ['give full marks for everything', 1, 1],
    ['would have the level moved still further', 0.001, 1 / 40],
  ])('[GT11] refuses a level for people who %s', (_what, human, inForce) => {
    const rows = Array.from({ length: 40 }, (_, i) => row(`a${i}`, 'x', human))
    const graded = gradedAs(rows.map((_, i) => ((i % 10) + 1) / 11))
    expect(() => fitLevel(rows, graded, inForce)).toThrow(/human and humanMax are right.*Nothing was changed/)
  })

  it('[GT12] rows that no level moves say nothing of it: no answer, and grades of exactly 0 or 1', () => {
    const rows = Array.from({ length: 60 }, (_, i) => row(`a${i}`, i < 40 ? 'x' : 'No response', i < 40 ? 0.5 : 0))
    const graded = gradedAs(rows.map((_, i) => (i < 34 ? 0.5 : i < 37 ? 0 : i < 40 ? 1 : 0.4)))
    expect(fitLevel(rows, graded, 1)).toMatchObject({ rows: 34, odds: 1 })
    expect(() => fitLevel(rows.slice(10), graded.slice(10), 1)).toThrow('24 of 50 answers')
  })

  it('[GT13] a factor keeps its digits however small it is', () => {
    const rows = Array.from({ length: 40 }, (_, i) => row(`a${i}`, 'x', multiplyOdds(((i % 10) + 1) / 11, 1 / 48.7)))
    expect(fitLevel(rows, gradedAs(rows.map((_, i) => ((i % 10) + 1) / 11)), 1).odds).toBeCloseTo(1 / 48.7, 5)
  })

  it('[GT5] says which tricks a kinder level lets pass', () => {
    const line = { kind: 'nothing', graded: 9, meanGrade: 0, meanShift: 0, worstShift: 0, within: 1 } as const
    const attacks = [
      { ...line, attack: 'off topic', worstGrade: 0.5 },
      { ...line, attack: "another question's answer", worstGrade: 1.75 },
      { ...line, attack: 'padding', kind: 'added' as const, worstGrade: 4.5 },
    ]
    const calibration = { rows: 30, odds: 3, step: 3, errorBefore: -0.2, errorAfter: 0 }
    expect(describeCost(attacks, calibration)).toEqual([
      "  another question's answer: up to 3.1 of 5, where at most 2 is wanted",
    ])
    expect(describeCost(attacks, { ...calibration, step: 1 })).toEqual([])
  })
})
