import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DisputeReport, GivenGrade } from '#contract/report.ts'
import { sortDisputes } from '../../../client/components/question-report/appeal-context.ts'
import { findKeptWhy, keepWhy } from '../../../client/components/question-report/kept-why.ts'

const POINT = { part: 'key_point', keyPointId: 'one', verdict: 'missing' } as const
const CRITERION = { part: 'criterion', criterionId: 'structure', mark: null } as const

const BUILT_IN = { kind: 'built-in' } as const
const MODEL = { kind: 'model', model: 'large' } as const
const grade = (shown: boolean, judge: GivenGrade['judge'] = shown ? BUILT_IN : MODEL): GivenGrade => ({
  judge,
  inPlaceOf: null,
  gradedAt: 1,
  shown,
  result: {
    status: 'graded',
    keyPoints: [],
    counts: { covered: 0, partly: 0, missing: 0, contradicted: 0 },
    criteria: [],
    samples: 1,
    spread: 0,
    lowConfidence: false,
  },
})
const dispute = (place: number, why: string): DisputeReport => ({ grade: place, about: POINT, why, at: 1 })

describe('what was called wrong', () => {
  it('[MW1] of the grade that is shown stands apart from that of others, which keep the name of who gave them', () => {
    const disputes = [dispute(0, 'of the other'), dispute(1, 'of this one')]
    const sorted = sortDisputes({ disputes, grades: [grade(false), grade(true)] })
    expect(sorted.grade).toBe(1)
    expect(sorted.disputes.map(({ why }) => why)).toEqual(['of this one'])
    expect(sorted.ofOthers).toMatchObject([{ why: 'of the other', whose: 'by large' }])
  })

  it('[MW4] in another grade by the judge whose grade is shown is told apart by which, not by whom', () => {
    const whoseOf = (...grades: GivenGrade[]) =>
      sortDisputes({ disputes: [dispute(0, 'a'), dispute(1, 'b')], grades }).ofOthers.map(({ whose }) => whose)
    expect(whoseOf(grade(false, MODEL), grade(true, MODEL))).toEqual([
      expect.stringMatching(/^in the earlier grade by large of 1 January 1970, /),
    ])
    expect(whoseOf(grade(true, MODEL), grade(false, MODEL))).toEqual([
      expect.stringMatching(/^in the later grade by large of /),
    ])
  })
})

describe('what is being written against a grade', () => {
  beforeEach(() => {
    const values = new Map<string, string>()
    const localStorage = {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    }
    vi.stubGlobal('window', { localStorage })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('[MW2] is there after a reload, for that part of that question alone', () => {
    keepWhy('a', 0, POINT, 'half a sen')
    expect(findKeptWhy('a', 0, POINT)).toBe('half a sen')
    expect(findKeptWhy('a', 0, { ...POINT, verdict: 'covered' })).toBe('half a sen')
    expect(findKeptWhy('a', 0, CRITERION)).toBeNull()
    expect(findKeptWhy('a', 1, POINT)).toBeNull()
    expect(findKeptWhy('b', 0, POINT)).toBeNull()
  })

  it('[MW3] goes once nothing is left of it', () => {
    keepWhy('a', 0, POINT, 'half a sen')
    keepWhy('a', 0, POINT, ' ')
    expect(findKeptWhy('a', 0, POINT)).toBeNull()
  })
})
