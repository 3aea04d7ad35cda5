import type { SessionId } from '#contract/ids.ts'
import type { SessionStore } from '../ports.ts'
import { createLiveSession, type LiveSession, loadSession } from './live-session.ts'

export type LiveSessions = ReturnType<typeof createLiveSessions>

interface Entry {
  readonly loaded: Promise<LiveSession>
  holds: number
}

/**
 * The sessions held in memory: at most one of each, so that there is one queue a session. One is let go when nobody holds
 * it, no tab is in it and no effect runs.
 */
export function createLiveSessions(store: SessionStore) {
  const entries = new Map<SessionId, Entry>()

  function getEntry(id: SessionId): Entry {
    const held = entries.get(id)
    if (held !== undefined) return held
    const entry: Entry = { loaded: loadSession(store, id).then(createLiveSession), holds: 0 }
    entries.set(id, entry)
    return entry
  }

  function release(live: LiveSession): void {
    const entry = entries.get(live.id)
    if (entry !== undefined && entry.holds === 0 && live.tabs.size === 0 && live.running.size === 0)
      entries.delete(live.id)
  }

  /** Works with a session while it is certain to stay in memory. @throws AppError `not_found`. */
  async function hold<T>(id: SessionId, work: (live: LiveSession) => Promise<T>): Promise<T> {
    const entry = getEntry(id)
    entry.holds++
    try {
      const live = await entry.loaded
      try {
        return await work(live)
      } finally {
        entry.holds--
        release(live)
      }
    } catch (error) {
      // What could not be loaded is not kept, so that the next try reads again.
      await entry.loaded.catch(() => entries.delete(id))
      throw error
    }
  }

  /** Stops what runs in a session and forgets it. */
  async function drop(id: SessionId): Promise<void> {
    const entry = entries.get(id)
    entries.delete(id)
    const live = await entry?.loaded.catch(() => undefined)
    live?.floor.putOff()
    live?.aborter.abort()
  }

  /** Stops every effect and waits for what is queued. */
  async function stop(): Promise<void> {
    const all = await Promise.all([...entries.values()].map((entry) => entry.loaded.catch(() => undefined)))
    for (const live of all) {
      live?.floor.putOff()
      live?.aborter.abort()
    }
    await Promise.all(all.map((live) => live?.enqueue(async () => undefined)))
  }

  return { hold, release, drop, stop }
}
