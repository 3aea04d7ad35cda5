import type { SessionId } from '#contract/ids.ts'
import type { KeptText } from './live-state.ts'

/** The newest text of a session's open answer on this device, from the keystroke until the server has it. */
export interface KeptTextStore {
  read(): KeptText | null
  write(kept: KeptText): void
  remove(): void
}

type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Written with every keystroke, at once: what IndexedDB would still be writing when the page goes, this has. Shared by the tabs of
 * a browser, so that a new tab finds what a closed one did not get across. Where storage is blocked it lasts as long as the page.
 */
export function createKeptTextStore(sessionId: SessionId, storage: TextStorage | null = findStorage()): KeptTextStore {
  const key = `greenroom.text.${sessionId}`
  let last: KeptText | null = null
  return {
    read: () => (storage === null ? last : (attempt(() => parseKept(storage.getItem(key))) ?? last)),
    write: (kept) => {
      last = kept
      attempt(() => storage?.setItem(key, JSON.stringify(kept)))
    },
    remove: () => {
      last = null
      attempt(() => storage?.removeItem(key))
    },
  }
}

function findStorage(): TextStorage | null {
  return attempt(() => window.localStorage) ?? null
}

function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    // Blocked, full or broken storage must never stand between a person and what they write.
    return null
  }
}

function parseKept(json: string | null): KeptText | null {
  const value: unknown = json === null ? null : JSON.parse(json)
  if (typeof value !== 'object' || value === null) return null
  const { turnId, text, at, heard } = value as Partial<Record<keyof KeptText, unknown>>
  if (typeof turnId !== 'string' || typeof text !== 'string' || typeof at !== 'number') return null
  return { turnId, text, at, heard: typeof heard === 'number' ? heard : 0 }
}
