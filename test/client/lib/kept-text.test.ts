import { describe, expect, it } from 'vitest'
import { createKeptTextStore } from '../../../client/lib/kept-text.ts'
import { isHandedIn } from '../../../client/lib/live-draft.ts'
import type { KeptText } from '../../../client/lib/live-state.ts'
import { FakeRoom, SESSION_ID } from './fake-room.ts'
import { openTab } from './fake-tab.ts'

function createStorage() {
  const values = new Map<string, string>()
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

const blocked = {
  getItem: () => {
    throw new DOMException('blocked', 'SecurityError')
  },
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError')
  },
  removeItem: () => {
    throw new DOMException('blocked', 'SecurityError')
  },
}

const KEPT = { turnId: 't2', text: 'half a sen', at: 5, heard: 0 }

describe('text that was kept, and the end of the session', () => {
  it('[KT5] counts as handed in once the ended session holds it, and not before, nor where the session says something else', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    const turnId = tab.state.draft?.turnId ?? ''
    const text = { turnId, text: ' my answer ', at: 1, heard: 0 }
    const handedIn = (kept: KeptText | null = text) => isHandedIn(tab.state, () => kept)
    const committed = {
      type: 'turn_committed',
      index: 0,
      turnId,
      text: 'So: my answer',
      how: 'submitted',
      endedBy: 'hand',
    } as const
    room.append(committed)
    tab.settle()
    expect(handedIn()).toBe(false)
    room.append({ type: 'session_ended', how: 'left' })
    tab.settle()
    expect(handedIn()).toBe(true)
    expect(handedIn({ ...text, text: 'my answer, and more' })).toBe(false)
    expect(handedIn({ ...text, turnId: 't99' })).toBe(false)
    expect(handedIn(null)).toBe(false)
  })
})

describe('the text kept on this device', () => {
  it('[KT1] is there for the next load of the page, in whichever tab, until it is removed', () => {
    const storage = createStorage()
    createKeptTextStore(SESSION_ID, storage).write(KEPT)
    const next = createKeptTextStore(SESSION_ID, storage)
    expect(next.read()).toEqual(KEPT)
    next.remove()
    expect(createKeptTextStore(SESSION_ID, storage).read()).toBeNull()
  })

  it('[KT2] belongs to one session', () => {
    const storage = createStorage()
    createKeptTextStore(SESSION_ID, storage).write(KEPT)
    expect(createKeptTextStore('zzzzzzzzzz0123456789', storage).read()).toBeNull()
  })

  it('[KT3] lasts as long as the page where the browser refuses to store', () => {
    for (const storage of [blocked, null]) {
      const store = createKeptTextStore(SESSION_ID, storage)
      store.write(KEPT)
      expect(store.read()).toEqual(KEPT)
      store.remove()
      expect(store.read()).toBeNull()
    }
  })

  it('[KT4] what cannot be read counts as nothing', () => {
    const storage = createStorage()
    const key = `greenroom.text.${SESSION_ID}`
    for (const broken of ['{', 'null', '7', '{"turnId":"t2"}', '[]']) {
      storage.values.set(key, broken)
      expect(createKeptTextStore(SESSION_ID, storage).read()).toBeNull()
    }
  })
})
