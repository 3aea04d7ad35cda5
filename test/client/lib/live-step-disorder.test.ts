import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeRoom } from './fake-room.ts'
import { type FakeTab, openTab } from './fake-tab.ts'

function answersIn(room: FakeRoom): string[] {
  return room.log.flatMap((event) => (event.type === 'turn_committed' ? [event.text] : []))
}

describe('[LSD15] whatever the wire does, in the end both sides agree and nothing happened twice', () => {
  const op = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('type' as const), at: fc.nat(40), text: fc.string({ maxLength: 6 }) }),
    },
    {
      weight: 14,
      arbitrary: fc.record({ do: fc.constantFrom('due', 'deliverUp', 'deliverAnswer', 'deliverEvent' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('submit', 'reload', 'connect' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('disconnect' as const), arriving: fc.nat(4) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('loseEvent', 'repeatEvent', 'swapEvents', 'joinOvertakes' as const) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        code: fc.constantFrom('storage_full', 'internal', 'shutting_down' as const),
      }),
    },
  )
  type Op = typeof op extends fc.Arbitrary<infer T> ? T : never

  function apply(room: FakeRoom, tab: FakeTab, submitted: string[], one: Op): void {
    if (one.do === 'type') {
      const text = tab.state.draft?.text ?? ''
      tab.type(text.slice(0, one.at) + one.text + text.slice(one.at + 1))
    } else if (one.do === 'submit') {
      const { draft } = tab.state
      if (draft?.closing === null && draft.text.trim() !== '') submitted.push(draft.text)
      tab.submit()
    } else if (one.do === 'disconnect') tab.disconnect(one.arriving)
    else if (one.do === 'fault') room.faults.push(one.code)
    else if (one.do === 'loseEvent') tab.events.shift()
    else if (one.do === 'repeatEvent') tab.events.push(...tab.events.slice(0, 1))
    else if (one.do === 'swapEvents') tab.events.reverse()
    else tab[one.do]()
  }

  it('events lost, doubled and out of order, dropped connections, reloads, a failing disk', () => {
    fc.assert(
      fc.property(fc.array(op, { maxLength: 120 }), (ops) => {
        const room = new FakeRoom()
        const tab = openTab(room)
        const submitted: string[] = []
        for (const one of ops) apply(room, tab, submitted, one)
        tab.settle()
        // One more event, so that a lost last one is noticed as it would be at the next sign of life.
        room.append({ type: 'session_paused', by: 'candidate', since: room.now })
        tab.settle()
        expect(tab.view.session).toEqual(room.session)
        expect(tab.view.draft?.text).toBe(room.draft)
        expect(answersIn(room)).toEqual(submitted)
        expect(tab.view).toMatchObject({ saved: true, connection: 'live', pen: true, orphan: null })
        expect(tab.kept).toBeNull()
      }),
      { numRuns: 400, verbose: 1 },
    )
  })
})
