import { describe, expect, it } from 'vitest'
import { listStanding } from '../../server/contract/appeal.ts'

const point = (keyPointId: string) => ({ part: 'key_point', keyPointId, verdict: 'missing' }) as const
const criterion = { part: 'criterion', criterionId: 'structure', mark: null } as const

describe('what stands of what was called wrong', () => {
  it('[AP20] the newer words of the same part of the same grade, whatever was said of other parts and grades', () => {
    const disputes = [
      { grade: 0, about: point('one'), why: 'old' },
      { grade: 1, about: point('one'), why: 'of another grade' },
      { grade: 0, about: criterion, why: 'of another part' },
      { grade: 0, about: point('one'), why: 'new' },
    ]
    expect(listStanding(disputes).map(({ why }) => why)).toEqual(['of another grade', 'of another part', 'new'])
    expect(listStanding([])).toEqual([])
  })

  it('[AP21] nothing of what was taken back, and what was said after that', () => {
    const said = (why: string | null, grade = 0) => ({ grade, about: point('one'), why })
    expect(listStanding([said('old'), said(null)])).toEqual([])
    expect(listStanding([said('of another grade', 1), said('old'), said(null)])).toEqual([said('of another grade', 1)])
    expect(listStanding([said('old'), said(null), said('again')])).toEqual([said('again')])
  })
})
