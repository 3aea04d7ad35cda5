import type { Clock } from '../../server/ports.ts'

/** A clock that stands still until it is moved. */
export function createTestClock(
  startAt = 1_700_000_000_000,
): Clock & { advance(ms: number): void; set(at: number): void } {
  let now = startAt
  return {
    now: () => now,
    advance: (ms) => {
      now += ms
    },
    set: (at) => {
      now = at
    },
  }
}
