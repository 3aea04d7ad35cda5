import { describe, expect, it } from 'vitest'
import type { SessionSummary } from '#contract/report.ts'
import { groupSessions } from '../../../../client/features/history/group-sessions.ts'
import { buildQuery } from '../../../../client/features/history/use-sessions.ts'

const NOW = Date.parse('2025-06-03T12:00:00Z')

function buildSession(createdAt: string): SessionSummary {
  const at = Date.parse(createdAt)
  return {
    id: `s${at}`.padEnd(20, '0').slice(0, 20),
    roleId: 'a-role',
    roleTitle: 'A role',
    createdAt: at,
    endedAt: null,
    lastAt: at,
    questionCount: 5,
    answeredCount: 0,
    status: 'open',
  }
}

describe('groupSessions', () => {
  it('names today and yesterday, then the months', () => {
    const groups = groupSessions(
      [
        '2025-06-03T09:00:00Z',
        '2025-06-02T09:00:00Z',
        '2025-06-01T09:00:00Z',
        '2025-05-30T09:00:00Z',
        '2024-05-30T09:00:00Z',
      ].map(buildSession),
      NOW,
      'UTC',
    )
    expect(groups.map(({ title }) => title)).toEqual(['Today', 'Yesterday', 'June 2025', 'May 2025', 'May 2024'])
  })

  it('keeps every session, in order', () => {
    const sessions = ['2025-06-03T09:00:00Z', '2025-06-03T08:00:00Z', '2025-05-30T09:00:00Z'].map(buildSession)
    expect(groupSessions(sessions, NOW, 'UTC').flatMap((group) => group.sessions)).toEqual(sessions)
  })

  it('has no group where there is no session', () => {
    expect(groupSessions([], NOW)).toEqual([])
  })
})

describe('buildQuery', () => {
  it('says only what is asked for', () => {
    expect(buildQuery('', '', null)).toBe('limit=20')
    expect(buildQuery('road map & co', 'a-role', 12)).toBe('limit=20&search=road+map+%26+co&roleId=a-role&before=12')
  })

  it('never exceeds what the server takes', () => {
    expect(new URLSearchParams(buildQuery('x'.repeat(500), '', null)).get('search')).toHaveLength(200)
  })
})
