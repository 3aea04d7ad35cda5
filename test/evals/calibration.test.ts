import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AttackLine } from '../../server/commands/eval/attack-table.ts'
import { buildCalibration, keepCalibration, type Measured } from '../../server/commands/eval/calibration.ts'
import { RowSchema } from '../../server/commands/eval/rows.ts'
import { CalibrationSchema } from '../../server/contract/calibration.ts'

const AT = Date.UTC(2026, 10, 3)
const folder = () => mkdtempSync(join(tmpdir(), 'calibration-'))

/** Answers to two questions: the level that was meant, and the level that was given. */
function buildMeasured(levels: readonly (readonly [number, number | null])[], more: Partial<Measured> = {}): Measured {
  const rows = levels.map(([intended], i) =>
    RowSchema.parse({
      id: `a${i}`,
      group: `g${i % 2}`,
      question: 'Where does the salt go?',
      sampleAnswer: 'It stays behind.',
      answer: 'It stays.',
      human: intended - 1,
      humanMax: 4,
    }),
  )
  const graded = levels.map(([, given], i) => ({
    id: `a${i}`,
    grade: given === null ? null : (given - 1) / 4,
    reason: given === null ? 'judge_timed_out' : null,
    flags: [],
    levels: {},
    verdicts: {},
    ms: 10 * (i + 1),
  }))
  const judge = { engine: { kind: 'built-in' as const }, promptVersion: null }
  return { judge, samples: 1, name: 'test/evals', rows, graded, attacks: [], ownWords: null, correction: null, at: AT, ...more }
}

describe('a measurement for the page', () => {
  it('[CA1] tells errors in levels, and leaves out what was not graded', () => {
    const levels = [
      [1, 1],
      [2, 1],
      [3, 3],
      [4, 2.5],
      [5, 4.5],
      [5, null],
    ] as const
    expect(CalibrationSchema.parse(buildCalibration(buildMeasured(levels)))).toMatchObject({
      judge: { kind: 'built-in' },
      measuredAt: AT,
      set: { answers: 6, questions: 2, labelledBy: 'writers_by_intention' },
      notGraded: 1,
      medianMs: 40,
      agreement: { meanAbsoluteError: 0.6, meanSignedError: -0.6, withinOne: 4, rmse: 0.84 },
      levels: [
        { intended: 1, answers: 1, mean: 1 },
        { intended: 2, answers: 1, mean: 1 },
        { intended: 3, answers: 1, mean: 3 },
        { intended: 4, answers: 1, mean: 2.5 },
        { intended: 5, answers: 1, mean: 4.5, low: 4.5, high: 4.5 },
      ],
    })
  })

  it('[CA1] has no correlation where every grade is the same, and no measurement where there is no grade', () => {
    const same = buildCalibration(buildMeasured([[1, 3], [3, 3], [5, 3]]))
    expect(CalibrationSchema.parse(same).agreement).toMatchObject({ pearson: null, spearman: null, withinQuestion: null })
    expect(() => buildCalibration(buildMeasured([[1, null], [2, null]]))).toThrow('no measurement to keep')
  })

  it('[CA2] tells of an attack the grade or the shift, its limit, and on how many questions it held', () => {
    const line = { graded: 10, meanGrade: 4, worstGrade: 5, meanShift: -0.2, worstShift: -0.8, within: 0.9 }
    const attacks: AttackLine[] = [
      { ...line, attack: 'one word', kind: 'nothing' },
      { ...line, attack: 'repetition', kind: 'added' },
      { ...line, attack: 'copied sample answer', kind: 'copy' },
      { ...line, attack: 'off topic', kind: 'nothing', graded: 0, meanGrade: Number.NaN },
    ]
    const { attacks: told } = buildCalibration(buildMeasured([[1, 1], [5, 5]], { attacks }))
    expect(told).toMatchObject([
      { name: 'one word', mean: 4, worst: 5, limit: 2, held: 9, answers: 10 },
      { name: 'repetition', mean: -0.2, worst: -0.8, limit: 0.5, held: 9 },
      { name: 'copied sample answer', limit: null, held: 9 },
    ])
    expect(told.every(({ tries }) => tries.length > 10)).toBe(true)
  })

  it('[CA3] is written once, and again only when a figure is another', () => {
    const file = join(folder(), 'calibration/model.json')
    const first = buildCalibration(buildMeasured([[1, 1], [3, 2], [5, 4]]))
    expect(keepCalibration(file, first)).toBe(true)
    expect(keepCalibration(file, { ...first, measuredAt: AT + 1, medianMs: 99 })).toBe(false)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(first)
    expect(keepCalibration(file, { ...first, notGraded: 1 })).toBe(true)
    expect(JSON.parse(readFileSync(file, 'utf8')).notGraded).toBe(1)
  })
})
