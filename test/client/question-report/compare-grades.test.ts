import { describe, expect, it } from 'vitest'
import type { GivenGrade } from '#contract/report.ts'
import {
  buildRows,
  findOtherJudge,
  listNewestGrades,
} from '../../../client/components/question-report/compare-grades.ts'

const BUILT_IN = { kind: 'built-in' } as const
const MODEL = { kind: 'model', model: 'large' } as const

function grade(change: Partial<GivenGrade> = {}, verdict: 'covered' | 'missing' = 'covered'): GivenGrade {
  const counts = { covered: 1, partly: 0, missing: 0, contradicted: 0, [verdict]: verdict === 'covered' ? 2 : 1 }
  return {
    judge: MODEL,
    inPlaceOf: null,
    gradedAt: 1,
    shown: false,
    result: {
      status: 'graded',
      keyPoints: [
        { id: 'one', verdict: 'covered' },
        { id: 'two', verdict },
      ],
      counts,
      criteria: [{ id: 'structure', name: 'Structure', mark: { level: 4, band: null } }],
      samples: 1,
      spread: 0,
      lowConfidence: false,
    },
    ...change,
  }
}
const failed = grade({ result: { status: 'not_graded', reason: 'judge_timed_out' } })

describe('grades side by side', () => {
  it('[CG1] the newest of each judge, the shown one first; a failure only where a judge gave nothing else', () => {
    const places = (grades: GivenGrade[]) => listNewestGrades(grades).map(({ place }) => place)
    expect(places([grade(), grade(), grade({ judge: BUILT_IN, shown: true }), failed])).toEqual([2, 1])
    expect(places([grade({ shown: true }), grade(), grade({ judge: BUILT_IN })])).toEqual([0, 2])
    expect(places([grade({ judge: BUILT_IN, shown: true }), failed])).toEqual([0, 1])
    expect(places([])).toEqual([])
  })

  it('[CG2] another judge can be asked where there is one of the other kind', () => {
    expect(findOtherJudge([grade({ shown: true })], MODEL)).toEqual(BUILT_IN)
    expect(findOtherJudge([grade({ shown: true })], BUILT_IN)).toEqual(BUILT_IN)
    expect(findOtherJudge([grade({ judge: BUILT_IN, shown: true })], MODEL)).toEqual(MODEL)
    expect(findOtherJudge([grade({ judge: BUILT_IN, shown: true })], BUILT_IN)).toBeNull()
    const matched = grade({ judge: BUILT_IN, gradedAt: 2 })
    expect(findOtherJudge([grade({ shown: true }), matched], MODEL)).toBeNull()
    expect(findOtherJudge([matched, grade({ shown: true, gradedAt: 3 })], MODEL)).toEqual(BUILT_IN)
    expect(findOtherJudge([{ ...failed, shown: true }], MODEL)).toBeNull()
  })

  it('[CG3] each criterion in words, and the key points on which they differ', () => {
    const none = grade({ judge: BUILT_IN }, 'missing')
    if (none.result.status === 'graded') none.result.criteria[0]!.mark = null
    const keyPoint = { weight: 1, verdict: null, evidence: [], reason: '' }
    const keyPoints = [
      { ...keyPoint, id: 'one', point: 'The first.' },
      { ...keyPoint, id: 'two', point: 'The second.' },
    ]
    expect(buildRows({ keyPoints }, [grade(), none])).toEqual([
      { what: 'Key points', cells: ['2 covered', '1 covered, 1 missing'] },
      { what: 'Structure', cells: ['Solid, 4 of 5', 'No level'] },
      { what: 'The second.', cells: ['Covered', 'Missing'] },
    ])
    expect(buildRows({ keyPoints }, [grade(), failed])[1]).toEqual({
      what: 'Structure',
      cells: ['Solid, 4 of 5', null],
    })
  })
})
