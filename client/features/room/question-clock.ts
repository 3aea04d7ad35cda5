import { openTurn } from '#contract/fold-parts.ts'
import type { Session } from '#contract/session.ts'
import { AWAY_MS } from '#contract/session-event.ts'

/**
 * Time left for the open question, in ms, negative once it is over; null where there is no limit or no question runs.
 * `now` by the server's clock, epoch ms.
 */
export function timeLeft(session: Session, now: number): number | null {
  const { phase, settings } = session
  if (settings.timePerQuestionMs === null || (phase.name !== 'asking' && openTurn(phase) === null)) return null
  const question = session.questions.at(-1)
  if (question === undefined || question.askedAt === null) return null
  const until = phase.name === 'paused' ? phase.since : now
  return settings.timePerQuestionMs - (until - question.askedAt - question.pausedMs)
}

/** The moment that the clock shows: while the connection is lost for long, the moment of the loss. Epoch ms of this device. */
export function shownNow(now: number, downSince: number | null): number {
  return downSince !== null && now - downSince >= AWAY_MS ? downSince : now
}

/** What to say when the time left goes from `before` to `after`; null where no mark was passed. */
export function timeWarning(before: number | null, after: number | null): string | null {
  if (before === null || after === null) return null
  if (before > 0 && after <= 0) return 'The time is up. Take the time you need; nothing is taken away.'
  return before > 60_000 && after <= 60_000 ? 'One minute left.' : null
}
