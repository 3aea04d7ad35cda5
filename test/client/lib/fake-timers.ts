import type { Timers } from '../../../client/lib/timers.ts'

export interface FakeTimers extends Timers {
  /** Lets time go by: whatever rings on the way rings at its moment, and what follows from it happens first. */
  advance(ms: number): Promise<void>
  /** Lets what has been started come to rest, no time going by. */
  settle(): Promise<void>
  /** Alarms that are set. */
  readonly count: number
}

/** A clock that stands still until it is moved. */
export function createFakeTimers(startAt = 1_000): FakeTimers {
  let now = startAt
  const alarms = new Set<{ at: number; ring: () => void }>()
  const settle = async () => {
    for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    now: () => now,
    after: (ms, ring) => {
      const alarm = { at: now + Math.max(0, ms), ring }
      alarms.add(alarm)
      return () => alarms.delete(alarm)
    },
    advance: async (ms) => {
      const until = now + ms
      await settle()
      for (;;) {
        const [next] = [...alarms].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        alarms.delete(next)
        now = Math.max(now, next.at)
        next.ring()
        await settle()
      }
      now = until
      await settle()
    },
    settle,
    get count() {
      return alarms.size
    },
  }
}
