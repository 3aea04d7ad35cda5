import { describe, expect, it } from 'vitest'
import type { GivenGrade } from '#contract/report.ts'
import {
  buildRows,
  canMatchInstead,
  findFailedAttempt,
  listFurtherGrades,
  listNewestGrades,
  listOtherJudges,
  nameOfGrade,
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
  it('[CG1] the newest of each judge, the shown one first; a failure is no grade', () => {
    const places = (grades: GivenGrade[]) => listNewestGrades(grades).map(({ place }) => place)
    expect(places([grade(), grade(), grade({ judge: BUILT_IN, shown: true }), failed])).toEqual([2, 1])
    expect(places([grade({ shown: true }), grade(), grade({ judge: BUILT_IN })])).toEqual([0, 2])
    expect(places([grade({ judge: BUILT_IN, shown: true }), failed])).toEqual([0])
    expect(places([grade({ judge: { kind: 'model', model: 'older' } }), grade({ shown: true })])).toEqual([1, 0])
    expect(places([])).toEqual([])
  })

  it('[CG2] whoever did not give the grade that is shown can be asked, where there is one', () => {
    expect(listOtherJudges([grade({ shown: true })], MODEL)).toEqual([BUILT_IN])
    expect(listOtherJudges([grade({ shown: true })], BUILT_IN)).toEqual([BUILT_IN])
    expect(listOtherJudges([grade({ judge: BUILT_IN, shown: true })], MODEL)).toEqual([MODEL])
    expect(listOtherJudges([grade({ judge: BUILT_IN, shown: true })], BUILT_IN)).toEqual([])
    const matched = grade({ judge: BUILT_IN, gradedAt: 2 })
    expect(listOtherJudges([grade({ shown: true }), matched], MODEL)).toEqual([])
    expect(listOtherJudges([matched, grade({ shown: true, gradedAt: 3 })], MODEL)).toEqual([BUILT_IN])
    expect(listOtherJudges([{ ...failed, shown: true }], MODEL)).toEqual([])
  })

  it('[CG2] the model that is set up now can grade what another model graded', () => {
    const older = grade({ judge: { kind: 'model', model: 'older' }, shown: true })
    expect(listOtherJudges([older], MODEL)).toEqual([MODEL, BUILT_IN])
    expect(listOtherJudges([older, grade({ judge: BUILT_IN, gradedAt: 2 })], MODEL)).toEqual([MODEL])
  })

  it('[CG2] nobody can be asked again where nothing was there to read', () => {
    const { result } = grade()
    const unread = grade({ shown: true, result: { ...result, samples: 0 } as GivenGrade['result'] })
    expect(listOtherJudges([unread], MODEL)).toEqual([])
  })

  it('[CG5] word matching can stand in for a model that failed, unless there are no words', () => {
    expect(canMatchInstead({ judge: MODEL, reason: 'judge_unreachable' })).toBe(true)
    expect(canMatchInstead({ judge: MODEL, reason: 'budget_spent' })).toBe(true)
    expect(canMatchInstead({ judge: MODEL, reason: 'not_transcribed' })).toBe(false)
    expect(canMatchInstead({ judge: MODEL, reason: 'transcript_unreadable' })).toBe(false)
    expect(canMatchInstead({ judge: BUILT_IN, reason: 'judge_timed_out' })).toBe(false)
  })

  it('[CG6] what a judge graded before stays within reach, under a name of its own', () => {
    const grades = [grade(), grade({ shown: true }), grade({ judge: BUILT_IN }), failed]
    expect(listFurtherGrades(grades).map(({ place }) => place)).toEqual([0])
    expect([0, 1, 2].map((place) => nameOfGrade(grades, place))).toEqual(['large, earlier', 'large', 'word matching'])
    const chosen = [grade({ shown: true }), grade()]
    expect(listFurtherGrades(chosen).map(({ place }) => place)).toEqual([1])
    expect(nameOfGrade(chosen, 0)).toBe('large, earlier')
  })

  it('[CG4] an attempt that failed while another grade is shown is told, until a newer grade is there', () => {
    const shown = grade({ judge: BUILT_IN, shown: true })
    expect(findFailedAttempt([shown, failed])).toMatchObject({ judge: MODEL, result: { reason: 'judge_timed_out' } })
    expect(findFailedAttempt([grade(), shown, failed])).not.toBeNull()
    expect(findFailedAttempt([shown, failed, grade()])).toBeNull()
    expect(findFailedAttempt([{ ...failed, shown: true }])).toBeNull()
    expect(findFailedAttempt([])).toBeNull()
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
      { what: 'Key points', cells: ['2 covered', '1 covered, 1 not found'] },
      { what: 'Structure', cells: ['Solid, 4 of 5', 'No level'] },
      { what: 'The second.', cells: ['Covered', 'Not found'] },
    ])
    expect(buildRows({ keyPoints }, [grade(), failed])[1]).toEqual({
      what: 'Structure',
      cells: ['Solid, 4 of 5', null],
    })
  })
})
