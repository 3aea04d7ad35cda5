import type { Session } from '#contract/session.ts'
import type { Recording } from './recording.ts'

/** For how long the stage says that an answer goes on after all. */
const NOTED_MS = 6_000

/** What the stage needs of the sound: where the replay is and what it will come to. */
export interface Moment {
  /** Ms since the session's first event. */
  readonly sessionMs: number
  /** The first event's, epoch ms. */
  readonly startAt: number
  /** With everything that was recognised later. */
  readonly today: Session
  readonly seekTo: (sessionMs: number) => void
}

/** Whether an answer that had been taken was given back a moment ago and still goes on. `count`: events that have happened. */
export function hasJustReopened({ events }: Recording, count: number, sessionMs: number): boolean {
  const now = (events[0]?.at ?? 0) + sessionMs
  for (let i = count - 1; i >= 0; i -= 1) {
    const event = events[i]
    if (event === undefined || event.at < now - NOTED_MS) return false
    if (event.type === 'turn_committed') return false
    if (event.type === 'turn_reopened') return true
  }
  return false
}

/** How the answers of a session were given. */
export function describeManner({ tracks, turns }: Session): 'typed' | 'spoken' | 'spoken and typed' {
  if (tracks.length === 0) return 'typed'
  const spoken = new Set(tracks.map(({ turnId }) => turnId))
  const isMixed = turns.some(({ speaker, id, text }) => speaker === 'candidate' && text !== '' && !spoken.has(id))
  return isMixed ? 'spoken and typed' : 'spoken'
}
