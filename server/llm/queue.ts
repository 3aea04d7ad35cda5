import type { Alarm } from '../ports.ts'
import { LONGEST_WAIT_MS, type Pace } from './limits.ts'
import { LlmError } from './llm-error.ts'

export interface QueuedCall {
  /** Live calls go first. */
  readonly pace: Pace
  /** Whose call it is: sessions take turns. Null for what belongs to none. */
  readonly session: string | null
}

/** Lets as many calls at a time through to an endpoint as it is good for. */
export interface Queue {
  /**
   * Runs `work` when its turn has come: limits on time belong inside it. Its signal is aborted with the caller's, and where an
   * unhurried call has to make way for a live one; that happens to a call once at most, and it is run again as soon as it can.
   * @throws EngineError `timed_out` where the caller's signal was aborted before, or a live call has waited too long.
   */
  run<T>(call: QueuedCall, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>
}

interface Ticket extends QueuedCall {
  /** A session has one call in each. */
  readonly round: number
  readonly number: number
  hasMadeWay: boolean
  makeWay(): void
  enter(): void
}

/**
 * A queue of calls. Of two places and more one is kept free of unhurried calls, so that a live one finds it; with a single place
 * the call that holds it makes way.
 * @param limit calls at a time
 */
export function createQueue(limit: number, alarm: Alarm = TIMERS): Queue {
  const lines = { live: createLine(), unhurried: createLine() }
  const running = new Set<Ticket>()
  const isRunning = (pace: Pace) => [...running].filter((ticket) => ticket.pace === pace)

  const takeNext = (): Ticket | undefined => {
    if (running.size >= limit) return undefined
    const isKept = isRunning('unhurried').length >= Math.max(1, limit - 1)
    return lines.live.take() ?? (isKept ? undefined : lines.unhurried.take())
  }
  const admit = () => {
    for (let next = takeNext(); next !== undefined; next = takeNext()) {
      running.add(next)
      next.enter()
    }
    if (lines.live.isEmpty() || isRunning('live').length > 0) return
    // The youngest has the least to lose. One that was begun anew keeps its place: otherwise many interviews at once would let no
    // grade be finished, and pay for each again and again.
    isRunning('unhurried')
      .findLast(({ hasMadeWay }) => !hasMadeWay)
      ?.makeWay()
  }

  const wait = async (ticket: Ticket, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) throw cancelled()
    const line = lines[ticket.pace]
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    ticket.enter = resolve
    const leave = (error: LlmError) => {
      line.remove(ticket)
      reject(error)
    }
    const cancel = () => leave(cancelled())
    signal.addEventListener('abort', cancel, { once: true })
    const putOff = ticket.pace === 'live' ? alarm.after(LONGEST_WAIT_MS, () => leave(waitedTooLong())) : undefined
    line.add(ticket)
    admit()
    try {
      await promise
    } finally {
      putOff?.()
      signal.removeEventListener('abort', cancel)
    }
  }

  return {
    run: async (call, work, signal) => {
      const ticket = lines[call.pace].issue(call)
      for (;;) {
        const aborter = new AbortController()
        ticket.makeWay = () => {
          ticket.hasMadeWay = true
          aborter.abort()
        }
        await wait(ticket, signal)
        try {
          const inTurn = AbortSignal.any([signal, aborter.signal])
          // Between the place and its use others may have come.
          if (inTurn.aborted) throw cancelled()
          return await work(inTurn)
        } catch (error) {
          if (signal.aborted || !aborter.signal.aborted) throw error
        } finally {
          running.delete(ticket)
          admit()
        }
      }
    },
  }
}

/** Calls of one pace that wait: by rounds, and within a round first come, first served. */
function createLine() {
  let waiting: Ticket[] = []
  let round = 0
  let issued = 0
  return {
    isEmpty: () => waiting.length === 0,
    issue: ({ pace, session }: QueuedCall): Ticket => {
      const own = waiting.filter((ticket) => ticket.session === session).map((ticket) => ticket.round)
      issued += 1
      const unset = () => undefined
      const place = { round: 1 + Math.max(round, ...own), number: issued }
      return { pace, session, ...place, hasMadeWay: false, makeWay: unset, enter: unset }
    },
    add: (ticket: Ticket) => {
      waiting = [...waiting, ticket].sort((a, b) => a.round - b.round || a.number - b.number)
    },
    take: (): Ticket | undefined => {
      const next = waiting.shift()
      round = Math.max(round, next?.round ?? 0)
      return next
    },
    remove: (ticket: Ticket) => {
      waiting = waiting.filter((other) => other !== ticket)
    },
  }
}

const cancelled = () => new LlmError('timed_out', 'the call was cancelled')
const waitedTooLong = () =>
  new LlmError('timed_out', `the endpoint was busy with other calls for ${LONGEST_WAIT_MS} ms`)

const TIMERS: Alarm = {
  after(ms, ring) {
    const timer = setTimeout(ring, ms)
    return () => clearTimeout(timer)
  },
}
