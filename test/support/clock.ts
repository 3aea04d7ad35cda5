import type { Alarm, Clock } from '../../server/ports.ts'

interface TestClock extends Clock, Alarm {
  /** Moves on and rings every alarm on the way, each at its own time. */
  advance(ms: number): void
  set(at: number): void
}

/** A clock that stands still until it is moved. */
export function createTestClock(startAt = 1_700_000_000_000): TestClock {
  let now = startAt
  let alarms: { at: number; ring: () => void }[] = []
  const set = (at: number) => {
    for (;;) {
      const due = alarms.filter((alarm) => alarm.at <= at).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      alarms = alarms.filter((alarm) => alarm !== due)
      now = Math.max(now, due.at)
      due.ring()
    }
    now = at
  }
  return {
    now: () => now,
    after: (ms, ring) => {
      const alarm = { at: now + ms, ring }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter((other) => other !== alarm)
      }
    },
    advance: (ms) => set(now + ms),
    set,
  }
}
