import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeRoom } from './fake-room.ts'
import { type FakeTab, openTab } from './fake-tab.ts'

const NOTHING_HEARD = { heard: 0 }

type Rig = ReturnType<typeof createRig>

function createRig() {
  const room = new FakeRoom()
  return { room, tab: openTab(room), words: [] as string[], keys: [] as string[], count: 0 }
}

function type(rig: Rig, change: (text: string, key: string) => string): void {
  const key = `k${++rig.count};`
  const { draft } = rig.tab.state
  if (draft === null) return
  rig.keys.push(key)
  rig.tab.type(change(draft.text, key))
}

const ACTS: Record<string, (rig: Rig) => void> = {
  typeAtTheEnd: (rig) => type(rig, (text, key) => text + key),
  typeAtTheStart: (rig) => type(rig, (text, key) => key + text),
  speak: (rig) => {
    const word = `w${++rig.count}.`
    rig.words.push(word)
    rig.room.speak(word)
  },
  deliverUp: ({ tab }) => tab.deliverUp(),
  deliverAnswer: ({ tab }) => tab.deliverAnswer(),
  deliverEvent: ({ tab }) => tab.deliverEvent(),
  wait: ({ tab }) => tab.due(),
  cut: ({ tab }) => tab.disconnect(1),
  connect: ({ tab }) => tab.connect(),
  reload: ({ tab }) => tab.reload(),
}

describe('typing while one speaks', () => {
  it('[SPD1] whatever the order of messages, cuts and reloads: both sides end with the same text, every spoken word and every key in it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(ACTS)), { minLength: 5, maxLength: 60 }), (acts) => {
        const rig = createRig()
        for (const act of acts) act(rig)
        rig.tab.settle()
        const draft = rig.room.draft ?? ''
        expect(rig.tab.state.draft?.text).toBe(draft)
        for (const piece of rig.keys) expect(draft, piece).toContain(piece)
        // Spoken words stay in the order in which they were spoken, each once.
        expect(draft.match(/w\d+\./g) ?? []).toEqual(rig.words)
      }),
      { numRuns: 400 },
    )
  })

  it('[SPD2] the text that is handed in holds what was spoken on the way, and the field is closed until it is there', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('typed')
    tab.settle()
    tab.submit()
    room.speak('late.')
    expect(tab.state.draft?.closing).toBe('submit')
    tab.settle()
    expect(room.getSession().turns.find((turn) => turn.speaker === 'candidate')?.text).toBe('typed late.')
  })

  it('[SPD4] a refusal to take it opens the field again, with the reason', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('typed')
    tab.settle()
    room.faults.push('draft_mismatch')
    tab.submit()
    tab.deliverUp()
    tab.deliverAnswer()
    expect(tab.state.draft).toMatchObject({ closing: null, text: 'typed', whole: true })
    expect(tab.state.notice?.code).toBe('draft_mismatch')
  })

  it.each([
    ['the event', (tab: FakeTab) => [() => tab.deliverEvent(), () => tab.deliverAnswer()]],
    ['the answer', (tab: FakeTab) => [() => tab.deliverAnswer(), () => tab.deliverEvent()]],
  ])(
    '[SPD3] where nothing was understood the field is open again once both are there, %s first, and after a second “I’m done” too',
    (_what, inOrder) => {
      const room = new FakeRoom()
      const tab = openTab(room)
      const handIn = () => {
        const turnId = tab.state.draft?.turnId ?? ''
        tab.feed({ type: 'wished', command: { type: 'answer:submit', turnId, text: '', ...NOTHING_HEARD } })
        expect(tab.state.draft?.closing).toBe('submit')
        tab.deliverUp()
      }
      handIn()
      const [first, second] = inOrder(tab)
      first?.()
      expect(tab.state.draft?.closing).toBe('submit')
      second?.()
      expect(tab.state.draft?.closing).toBeNull()
      // Nothing new happened, so no event comes with the answer.
      handIn()
      expect(tab.events).toEqual([])
      tab.deliverAnswer()
      expect(tab.state.draft?.closing).toBeNull()
      tab.type('typed')
      tab.settle()
      expect(room.draft).toBe('typed')
    },
  )
})
