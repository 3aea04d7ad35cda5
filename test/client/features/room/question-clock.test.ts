import { describe, expect, it } from 'vitest'
import { shownNow, timeLeft, timeWarning } from '../../../../client/features/room/question-clock.ts'
import type { OpenTurn, Phase, Session } from '../../../../server/contract/session.ts'
import { AWAY_MS } from '../../../../server/contract/session-event.ts'
import { FakeRoom } from '../../lib/fake-room.ts'

const OPEN: OpenTurn = {
  index: 0,
  turnId: 't2',
  draft: '',
  draftStartedAt: null,
  rephrase: 'none',
  inserted: [],
  lastBy: 'nobody',
  held: false,
  finishing: null,
  nothingHeard: false,
}

function sessionIn(
  phase: Phase,
  question: { askedAt: number | null; pausedMs?: number },
  limit: number | null,
): Session {
  const session = new FakeRoom().getSession()
  const state = { index: 0, questionId: 'q', openedAt: 0, closedAt: null, closed: null, pausedMs: 0 } as const
  const graded = { grading: false, regrading: null, grades: [], gradedAt: [], disputes: [], chosenGrade: null }
  const more = { followUpsAsked: 0, followUps: [], awaitsCheck: false, ...graded }
  return {
    ...session,
    phase,
    settings: { ...session.settings, timePerQuestionMs: limit },
    questions: [{ ...state, ...more, ...question }],
  }
}

describe('the clock of a question', () => {
  const answering: Phase = { name: 'answering', ...OPEN }

  it('[QC1] counts from when the question was asked, and on when the time is over', () => {
    const session = sessionIn(answering, { askedAt: 1_000 }, 60_000)
    expect(timeLeft(session, 11_000)).toBe(50_000)
    expect(timeLeft(session, 91_000)).toBe(-30_000)
  })

  it('[QC2] stands still in a pause, and what was paused before does not count', () => {
    const paused: Phase = { name: 'paused', by: 'candidate', since: 21_000, ...OPEN }
    expect(timeLeft(sessionIn(paused, { askedAt: 1_000, pausedMs: 5_000 }, 60_000), 999_000)).toBe(45_000)
  })

  it('[QC3] runs on while a follow-up is asked', () => {
    const asking: Phase = { name: 'asking', index: 0, what: 'follow_up' }
    expect(timeLeft(sessionIn(asking, { askedAt: 1_000 }, 60_000), 2_000)).toBe(59_000)
  })

  it('[QC4] there is none without a limit, before the question was asked, and between questions', () => {
    expect(timeLeft(sessionIn(answering, { askedAt: 1_000 }, null), 2_000)).toBeNull()
    expect(timeLeft(sessionIn(answering, { askedAt: null }, 60_000), 2_000)).toBeNull()
    expect(timeLeft(sessionIn({ name: 'feedback', index: 0 }, { askedAt: 1_000 }, 60_000), 2_000)).toBeNull()
  })

  it('[QC5] stops at the loss of the connection once the server would count it as a pause', () => {
    expect(shownNow(50_000, null)).toBe(50_000)
    expect(shownNow(50_000, 20_000)).toBe(50_000)
    expect(shownNow(90_000, 20_000)).toBe(20_000)
    expect(shownNow(20_000 + AWAY_MS - 1, 20_000)).toBe(20_000 + AWAY_MS - 1)
    expect(shownNow(20_000 + AWAY_MS, 20_000)).toBe(20_000)
  })

  it('[QC6] says when a minute is left and when the time is up, each once', () => {
    expect(timeWarning(60_500, 60_000)).toBe('One minute left.')
    expect(timeWarning(60_000, 59_500)).toBeNull()
    expect(timeWarning(400, -100)).toMatch(/time is up/)
    expect(timeWarning(-100, -600)).toBeNull()
    expect(timeWarning(null, -600)).toBeNull()
    expect(timeWarning(30_000, null)).toBeNull()
  })
})
