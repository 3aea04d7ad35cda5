import { describe, expect, it } from 'vitest'
import { buildStage } from '../../../../client/features/room/stage-words.ts'
import type { Session } from '../../../../server/contract/session.ts'
import { FakeRoom } from '../../lib/fake-room.ts'

const BY = { engine: { kind: 'built-in' }, insteadOf: null } as const

function begin(): FakeRoom {
  const room = new FakeRoom()
  room.join({ protocol: 1, sessionId: room.getSession().id, clientId: 'tab-one-1', afterSeq: 0, wants: 'pen' })
  room.handle('tab-one-1', { clientSeq: 1, command: { type: 'session:begin' } })
  return room
}

/** The candidate has answered, and the interviewer thinks about a follow-up. */
function answered(): FakeRoom {
  const room = begin()
  room.append({ type: 'turn_committed', index: 0, turnId: 't2', text: 'An answer', how: 'submitted', endedBy: 'hand' })
  return room
}

function asking(room: FakeRoom): Session {
  expect(room.getSession().phase.name).toBe('asking')
  return room.getSession()
}

describe('buildStage', () => {
  it('[STW1] shows the question alone, its lead apart', () => {
    const stage = buildStage(begin().getSession(), '')
    expect(stage).toMatchObject({ index: 0, original: null })
    expect(stage?.words).toMatchObject({ kind: 'question', lead: 'Next.', text: 'Question 0?', said: true, place: 0 })
  })

  it('[STW2] before the interviewer speaks there are no words, and the question it is about stays', () => {
    expect(buildStage(asking(answered()), '')).toEqual({ index: 0, words: null, original: 'Question 0?' })
  })

  it('[STW3] words that are being made keep their place when they are said', () => {
    const room = answered()
    const during = buildStage(asking(room), 'And how')
    expect(during?.words).toMatchObject({ kind: 'follow_up', text: 'And how', said: false })
    room.append({ type: 'follow_up_asked', index: 0, turnId: 't3', lead: '', text: 'And how?', by: BY })
    const after = buildStage(room.getSession(), '')
    expect(after?.words).toMatchObject({ text: 'And how?', said: true, place: during?.words?.place })
    expect(after?.original).toBe('Question 0?')
  })

  it('[STW4] a question in other words takes the place of the first ones, which stay above it', () => {
    const room = begin()
    room.append({ type: 'rephrase_requested', index: 0 })
    expect(buildStage(room.getSession(), '')?.words?.text).toBe('Question 0?')
    expect(buildStage(room.getSession(), 'Put')?.words).toMatchObject({ kind: 'rephrase', text: 'Put', said: false })
    room.append({ type: 'question_rephrased', index: 0, turnId: 't3', lead: 'Gladly.', text: 'Put otherwise?', by: BY })
    expect(buildStage(room.getSession(), '')).toMatchObject({
      original: 'Question 0?',
      words: { kind: 'rephrase', text: 'Put otherwise?', said: true },
    })
  })

  it('[STW5] words left over from another moment are not shown', () => {
    expect(buildStage(begin().getSession(), 'stale')?.words?.text).toBe('Question 0?')
  })

  it('[STW6] no question is open before the beginning and after the end', () => {
    const room = new FakeRoom()
    expect(buildStage(room.getSession(), '')).toBeNull()
    room.append({ type: 'session_ended', how: 'left' })
    expect(buildStage(room.getSession(), '')).toBeNull()
  })
})
