/** Time, so that tests can move it by hand. */
export interface Timers {
  /** Ms on a clock that never goes back; only differences mean anything. */
  now(): number
  /** Rings once after `ms`. @returns how to call it off. */
  after(ms: number, ring: () => void): () => void
}

/** The page's own time. */
export function createTimers(): Timers {
  return {
    now: () => performance.now(),
    after: (ms, ring) => {
      const timer = setTimeout(ring, ms)
      return () => clearTimeout(timer)
    },
  }
}

/** Resolves after `ms`, or at once when the signal is aborted. */
export function pause(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      callOff()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const callOff = timers.after(ms, done)
    signal.addEventListener('abort', done)
  })
}

/** The result, if it comes within `ms`. @throws where it does not, and when the signal is aborted. */
export async function within<T>(timers: Timers, ms: number, result: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController()
  const late = pause(timers, ms, AbortSignal.any([signal, over.signal])).then(() => null)
  const first = await Promise.race([result.then((value) => ({ value })), late]).finally(() => over.abort())
  if (first === null) throw new Error('nothing came in time')
  return first.value
}
