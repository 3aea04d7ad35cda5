import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionEvent } from '../server/contract/session-event.ts'
import type { SessionStore } from '../server/ports.ts'
import { buildListing, buildOpening, SESSION_ID } from './support/factories.ts'

const OTHER_ID = 'zyxwvutsrq9876543210'
const draft = (seq: number, text: string): SessionEvent => ({
  v: 1,
  seq,
  at: 2_000,
  type: 'draft_copied',
  turnId: 't2',
  text,
})
const done = (clientSeq: number, seq: number) => ({ clientId: 'tab-one-1', clientSeq, result: { seq } })

/** What every session store keeps to: run for each implementation over a real database. */
export function describeSessionStore(name: string, open: () => Promise<SessionStore>): void {
  describe(`${name} keeps the store contract`, () => {
    let store: SessionStore
    beforeEach(async () => {
      store = await open()
      await store.createSession(buildOpening(), buildListing())
    })
    afterEach(() => store.close())

    const append = (events: SessionEvent[], receipt: ReturnType<typeof done> | null = null) =>
      store.append({ sessionId: SESSION_ID, events, receipt, listing: null })

    it('[ST1] reads back exactly what was stored, in order, after a given seq', async () => {
      const text = 'Zoë said: “yes” — \u{1f35e} \\ \' " \n\t'
      await append([draft(3, 'a'), draft(4, text)])
      expect(await store.readEvents(SESSION_ID, 0)).toEqual([...buildOpening(), draft(3, 'a'), draft(4, text)])
      expect(await store.readEvents(SESSION_ID, 3)).toEqual([draft(4, text)])
    })

    it('[ST2] an unknown session has no events, no summary and takes none', async () => {
      expect(await store.readEvents(OTHER_ID, 0)).toEqual([])
      expect(await store.findSummary(OTHER_ID)).toBeUndefined()
      const append = store.append({ sessionId: OTHER_ID, events: [draft(1, 'a')], receipt: null, listing: null })
      await expect(append).rejects.toMatchObject({ code: 'not_found' })
    })

    it('[ST3] a seq that is taken or leaves a gap is a conflict, and nothing of that append is kept', async () => {
      await append([draft(3, 'first')])
      await expect(append([draft(3, 'second'), draft(4, 'x')], done(1, 4))).rejects.toMatchObject({ code: 'conflict' })
      await expect(append([draft(5, 'gap')], done(1, 5))).rejects.toMatchObject({ code: 'conflict' })
      expect(await store.readEvents(SESSION_ID, 2)).toEqual([draft(3, 'first')])
      expect(await store.lastClientSeq(SESSION_ID, 'tab-one-1')).toBe(0)
    })

    it('[ST4] keeps what each command of a tab was answered, refusals too', async () => {
      const refusal = { code: 'turn_closed' as const, message: 'closed', retryable: false }
      await append([draft(3, 'a')], done(1, 3))
      await store.append({
        sessionId: SESSION_ID,
        events: [],
        receipt: { clientId: 'tab-one-1', clientSeq: 2, result: { refusal } },
        listing: null,
      })
      expect(await store.findReceipt(SESSION_ID, 'tab-one-1', 1)).toEqual(done(1, 3))
      expect((await store.findReceipt(SESSION_ID, 'tab-one-1', 2))?.result).toEqual({ refusal })
      expect(await store.findReceipt(SESSION_ID, 'tab-two-2', 1)).toBeUndefined()
      expect(await store.lastClientSeq(SESSION_ID, 'tab-one-1')).toBe(2)
    })

    it('[ST5] a client sequence number is used once: the second append with it changes nothing', async () => {
      await append([draft(3, 'a')], done(1, 3))
      await expect(append([draft(4, 'b')], done(1, 4))).rejects.toMatchObject({ code: 'conflict' })
      expect(await store.readEvents(SESSION_ID, 2)).toEqual([draft(3, 'a')])
    })

    it('[ST6] an id is given once', async () => {
      await expect(store.createSession(buildOpening(), buildListing())).rejects.toMatchObject({ code: 'conflict' })
    })

    it('[ST7] lists newest first, in pages without gaps or repeats', async () => {
      for (let i = 1; i <= 7; i++) {
        const id = `session0000000000${String(i).padStart(3, '0')}`
        await store.createSession(buildOpening(id, 1_000 + i), buildListing({ id, createdAt: 1_000 + i }))
      }
      const first = await store.listSessions({ limit: 5 })
      const second = await store.listSessions({ limit: 5, before: first.nextBefore ?? 0 })
      const created = [...first.sessions, ...second.sessions].map((s) => s.createdAt)
      expect(created).toEqual([1_007, 1_006, 1_005, 1_004, 1_003, 1_002, 1_001, 1_000])
      expect(second.nextBefore).toBeNull()
    })

    it('[ST14] sessions of the same millisecond are on one page, none lost between two', async () => {
      const ids = Array.from({ length: 4 }, (_, i) => `session00000000000${10 + i}`)
      for (const id of ids) await store.createSession(buildOpening(id), buildListing({ id, createdAt: 5_000 }))
      const first = await store.listSessions({ limit: 2 })
      expect(first.sessions.map((s) => s.id).sort()).toEqual(ids)
      const second = await store.listSessions({ limit: 2, before: first.nextBefore ?? 0 })
      expect(second.sessions.map((s) => s.id)).toEqual([SESSION_ID])
    })

    it('[ST8] finds by every word of the search, whatever its case, and takes % and _ literally', async () => {
      await store.createSession(
        buildOpening(OTHER_ID),
        buildListing({ id: OTHER_ID, roleId: 'pilot', roleTitle: 'Pilot' }, 'pilot 100% of flap_settings'),
      )
      const ids = async (search: string) => (await store.listSessions({ limit: 5, search })).sessions.map((s) => s.id)
      expect(await ids('PILOT flap_')).toEqual([OTHER_ID])
      expect(await ids('100%')).toEqual([OTHER_ID])
      expect(await ids('pilot bread')).toEqual([])
      expect(await ids('flapXsettings')).toEqual([])
      expect((await store.listSessions({ limit: 5, roleId: 'pilot' })).sessions.map((s) => s.id)).toEqual([OTHER_ID])
    })

    it('[ST9] offers every role for the filter, whatever is filtered now', async () => {
      await store.createSession(
        buildOpening(OTHER_ID),
        buildListing({ id: OTHER_ID, roleId: 'pilot', roleTitle: 'Pilot' }),
      )
      const { roles } = await store.listSessions({ limit: 5, roleId: 'pilot' })
      expect(roles).toEqual([
        { id: 'baker', title: 'Baker' },
        { id: 'pilot', title: 'Pilot' },
      ])
    })

    it('[ST10] the listing changes with the append that carries it', async () => {
      const ended = buildListing({ endedAt: 9_000, status: 'completed', answeredCount: 1 })
      await store.append({ sessionId: SESSION_ID, events: [draft(3, 'a')], receipt: null, listing: ended })
      expect(await store.findSummary(SESSION_ID)).toEqual(ended.summary)
    })

    it('[ST11] a deleted session leaves nothing behind, and others stay', async () => {
      await store.createSession(buildOpening(OTHER_ID), buildListing({ id: OTHER_ID }))
      await append([draft(3, 'a')], done(1, 3))
      expect(await store.deleteSession(SESSION_ID)).toBe(true)
      expect(await store.deleteSession(SESSION_ID)).toBe(false)
      expect(await store.readEvents(SESSION_ID, 0)).toEqual([])
      expect(await store.lastClientSeq(SESSION_ID, 'tab-one-1')).toBe(0)
      expect(await store.readEvents(OTHER_ID, 0)).toHaveLength(2)
    })

    it('[ST13] of many appends at once each is kept or refused for itself', async () => {
      const ids = Array.from({ length: 20 }, (_, i) => `session0000000000${String(i).padStart(3, '0')}`)
      for (const id of ids) await store.createSession(buildOpening(id), buildListing({ id }))
      const write = (id: string, i: number) =>
        store.append({ sessionId: id, events: [draft(i % 4 === 3 ? 9 : 3, id)], receipt: null, listing: null })
      const outcomes = await Promise.allSettled(ids.map(write))
      expect(outcomes.map((o) => o.status)).toEqual(ids.map((_, i) => (i % 4 === 3 ? 'rejected' : 'fulfilled')))
      for (const [i, id] of ids.entries()) {
        expect(await store.readEvents(id, 2)).toEqual(i % 4 === 3 ? [] : [draft(3, id)])
      }
    })

    it('[ST12] takes a log of thousands of events at once', async () => {
      const events = Array.from({ length: 5_000 }, (_, i) => draft(i + 3, `text ${i}`))
      await append(events)
      expect(await store.readEvents(SESSION_ID, 4_900)).toHaveLength(102)
    })
  })
}
