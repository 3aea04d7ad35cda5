import { describe, expect, it } from 'vitest'
import { applyEvent, foldOnto, foldSession } from '../../server/contract/fold-session.ts'
import { redactEvent } from '../../server/contract/redact.ts'
import { liftEvent, type SessionEvent } from '../../server/contract/session-event.ts'
import { buildOpening } from '../support/factories.ts'
import { createDrivenSession } from '../support/interviews.ts'

async function wholeSession() {
  const driven = await createDrivenSession({ settings: { questionCount: 2 } })
  await driven.begin()
  await driven.send({ type: 'draft:copy', turnId: driven.turnId(), text: 'Honestly bread comes' })
  await driven.send({ type: 'question:rephrase', turnId: driven.turnId() })
  await driven.submit('Honestly bread comes out of ovens somehow, golden brown.')
  await driven.send({ type: 'session:pause' })
  driven.wait(10_000)
  await driven.send({ type: 'session:resume' })
  await driven.skip()
  await driven.send({ type: 'session:end', text: 'The rest is feed starter' })
  return driven
}

describe('the fold', () => {
  it('[FS1] folds the same from the start and event by event, from any point on', async () => {
    const { events } = await wholeSession()
    const whole = foldSession(events)
    for (let cut = 1; cut < events.length; cut++) {
      expect(foldOnto(foldSession(events.slice(0, cut)), events.slice(cut))).toEqual(whole)
    }
  })

  it('[FS2] refuses a gap, a repeat, and a log that does not start at its start', () => {
    const [first, second] = buildOpening() as [SessionEvent, SessionEvent]
    const session = foldSession([first])
    expect(() => applyEvent(session, { ...second, seq: 3 })).toThrow('does not follow')
    expect(() => applyEvent(foldSession([first, second]), second)).toThrow('does not follow')
    expect(() => foldSession([second])).toThrow('session_created')
  })

  it('[FS3] keeps the transcript in the order in which it was said', async () => {
    const { turns } = (await wholeSession()).session()
    expect(turns.map((t) => (t.speaker === 'candidate' ? t.how : t.kind))).toEqual([
      'question',
      'rephrase',
      'submitted',
      'follow_up',
      'skipped',
      'question',
      'left',
    ])
    expect(new Set(turns.map((t) => t.id)).size).toBe(turns.length)
  })

  it('[FS4] an answer begins with its first letter, not with its question', async () => {
    const driven = await createDrivenSession({})
    await driven.begin()
    const askedAt = driven.session().lastAt
    driven.wait(4_000)
    await driven.send({ type: 'draft:copy', turnId: driven.turnId(), text: 'I' })
    driven.wait(9_000)
    await driven.submit('I feed the starter')
    const answer = driven.session().turns.find((t) => t.speaker === 'candidate')
    expect([answer?.startedAt, answer?.committedAt]).toEqual([askedAt + 4_000, askedAt + 13_000])
  })
})

describe('the redacted view', () => {
  it('[FSE1] keeps seq gapless and folds to the same phases, turns and times', async () => {
    const { events } = await wholeSession()
    for (let cut = 1; cut <= events.length; cut++) {
      const whole = foldSession(events.slice(0, cut))
      const seen = foldSession(events.slice(0, cut).map((event) => redactEvent(event, false)))
      expect(seen.phase).toEqual(whole.phase)
      expect(seen.turns).toEqual(whole.turns)
      expect(seen.seq).toBe(whole.seq)
      expect(seen.questions.map((q) => [q.closed, q.pausedMs, q.followUpsAsked, q.grading])).toEqual(
        whole.questions.map((q) => [q.closed, q.pausedMs, q.followUpsAsked, q.grading]),
      )
    }
  })

  it('[FSE2] shows nothing of the bank but what was said, and no reason of a follow-up', async () => {
    const { events } = await wholeSession()
    const wire = JSON.stringify(events.map((event) => redactEvent(event, false)))
    expect(JSON.stringify(events)).toContain('closed iron pot')
    expect(wire).not.toContain('closed iron pot')
    expect(wire).not.toContain('keyPoint')
    expect(wire).not.toContain('feed-starter')
  })

  it('[FSE3] after the end it is the log itself', async () => {
    const { events } = await wholeSession()
    expect(events.map((event) => redactEvent(event, true))).toEqual(events)
  })
})

describe('a stored event', () => {
  it('[FOS1] reads back as it was written', async () => {
    const { events } = await wholeSession()
    expect(events.map((event) => liftEvent(JSON.parse(JSON.stringify(event))))).toEqual(events)
  })

  it('[FOS2] of an unknown kind or version is refused', () => {
    const [first] = buildOpening()
    expect(() => liftEvent({ ...first, type: 'session_dreamt' })).toThrow()
    expect(() => liftEvent({ ...first, v: 99 })).toThrow()
  })
})

describe('sessions from before there was speech', () => {
  it('[FS7] still open: typed, handed in by hand, nothing to be read again', async () => {
    const driven = await createDrivenSession({ settings: { questionCount: 1 } })
    await driven.begin()
    await driven.submit('feed starter, slow rise, closed pot')
    const old = driven.events.map((event) => {
      const raw = structuredClone(event) as Record<string, unknown>
      if (event.type === 'session_created') delete (raw.settings as Record<string, unknown>).speech
      if (event.type === 'turn_committed') delete raw.endedBy
      return liftEvent(raw)
    })
    expect(foldSession(old)).toEqual(driven.session())
  })
})
