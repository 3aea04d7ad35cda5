import { describe, expect, it } from 'vitest'
import { createKeptTextStore } from '../../../client/lib/kept-text.ts'
import { SESSION_ID } from './fake-room.ts'

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
