import { applyEvent, foldSession } from '#contract/fold-session.ts'
import type { Session } from '#contract/session.ts'
import type { WireEvent } from '#contract/session-event.ts'

/** Events between two states that are kept: what a jump folds at most. */
const CHECKPOINT_EVERY = 200

/** A session to play back: its log up to the end, with states kept along the way so that seeking is fast. */
export interface Recording {
  readonly events: readonly WireEvent[]
  /** After 1, 201, 401 … events. States share what did not change, so keeping them costs little. */
  readonly checkpoints: readonly Session[]
  /** As it stands today: with what was transcribed or deleted after the end. */
  readonly today: Session
}

/**
 * Takes a whole log; what came after the session's end (grading again, days later) is not played.
 * @throws Error if the log is empty or has a gap.
 */
export function buildRecording(log: readonly WireEvent[]): Recording {
  const end = log.findIndex(({ type }) => type === 'session_ended')
  const events = end < 0 ? log : log.slice(0, end + 1)
  const checkpoints: Session[] = []
  let session = foldSession(events.slice(0, 1))
  checkpoints.push(session)
  events.forEach((event, i) => {
    if (i === 0) return
    session = applyEvent(session, event)
    if (i % CHECKPOINT_EVERY === 0) checkpoints.push(session)
  })
  return { events, checkpoints, today: log.slice(events.length).reduce(applyEvent, session) }
}

/**
 * The session after its first `count` events, at least 1.
 * `from` is a state already at hand: playing on folds from there, a jump from the checkpoint before.
 */
export function sessionAfter({ events, checkpoints }: Recording, count: number, from?: Session): Session {
  const wanted = Math.min(Math.max(1, count), events.length)
  const checkpoint = checkpoints[Math.floor((wanted - 1) / CHECKPOINT_EVERY)]
  if (checkpoint === undefined) throw new Error('a recording holds at least one state')
  const start = from !== undefined && from.seq <= wanted && from.seq > checkpoint.seq ? from : checkpoint
  return events.slice(start.seq, wanted).reduce(applyEvent, start)
}
