import { applyEvent, foldSession } from '#contract/fold-session.ts'
import type { ClientId, SessionId, TurnId } from '#contract/ids.ts'
import { redactEvent } from '#contract/redact.ts'
import type { Session } from '#contract/session.ts'
import type { NewSessionEvent, SessionEvent, WireEvent } from '#contract/session-event.ts'
import type { Floor, TrackId } from '#contract/speech.ts'
import { AppError } from '../errors.ts'
import type { Clock, Receipt, SessionListing, SessionStore } from '../ports.ts'
import { buildFloorState, type FloorState } from './floor-state.ts'

/** One connection of a tab to a session. */
export interface Tab {
  readonly clientId: ClientId
  onEvents(events: WireEvent[]): void
  onSpoke(offset: number, delta: string): void
  /** `held`: whether any tab has the pen. */
  onPen(pen: boolean, held: boolean): void
  onFloor(turnId: TurnId, floor: Floor): void
}

/** A session that is held in memory because somebody is in it or an effect runs. */
export interface LiveSession {
  readonly id: SessionId
  session: Session
  readonly tabs: Set<Tab>
  /** The tab whose commands count. */
  pen: Tab | null
  /** The effects under way, by key; aborted when the session does not wait for them any more. */
  readonly running: Map<string, AbortController>
  /** Samples of each track that are on disk, as far as they were asked for. */
  readonly stored: Map<TrackId, number>
  /** The last transcription of each turn: words come in the order in which they were spoken. */
  readonly transcribing: Map<TurnId, Promise<void>>
  /** The interviewer's words while they are made; may be spoken aloud by then. */
  spoken: string
  readonly floor: FloorState
  /** Tokens of the calls under way, by estimate, and of those whose cost is not stored yet. */
  tokensUnderWay: number
  readonly clientSeqs: Map<ClientId, number>
  readonly aborter: AbortController
  /** Runs work in order, one at a time; a failure does not stop what comes after. */
  enqueue<T>(work: () => Promise<T>): Promise<T>
}

export interface CommitDeps {
  readonly store: SessionStore
  readonly clock: Clock
  readonly buildListing: (session: Session) => SessionListing
  /** Called after events were stored and told. */
  readonly onCommitted: (live: LiveSession, events: readonly SessionEvent[]) => void
  /** What the end of a session asks for; stored together with the end, so that no crash comes between. */
  readonly atEnd?: (session: Session) => readonly NewSessionEvent[]
}

/** @throws AppError `not_found`. */
export async function loadSession(store: SessionStore, id: SessionId): Promise<Session> {
  const events = await store.readEvents(id, 0)
  if (events.length === 0) throw new AppError('not_found', 'There is no such session here. It may have been deleted.')
  return foldSession(events)
}

export function createLiveSession(session: Session): LiveSession {
  let tail: Promise<unknown> = Promise.resolve()
  return {
    id: session.id,
    session,
    tabs: new Set(),
    pen: null,
    running: new Map(),
    stored: new Map(),
    transcribing: new Map(),
    spoken: '',
    floor: buildFloorState(),
    tokensUnderWay: 0,
    clientSeqs: new Map(),
    aborter: new AbortController(),
    enqueue(work) {
      const result = tail.then(work)
      tail = result.catch(() => undefined)
      return result
    },
  }
}

/** Gives new events their place in the log. Time never goes back, whatever the clock does. */
export function stamp(
  events: readonly NewSessionEvent[],
  after: { seq: number; at: number },
  now: number,
): SessionEvent[] {
  const at = Math.max(now, after.at)
  return events.map((event, i) => ({ ...event, v: 1, seq: after.seq + 1 + i, at }) as SessionEvent)
}

/**
 * Stores first, then folds and tells the tabs. Call it inside `enqueue`.
 * @throws what the store throws; nothing has changed and nobody was told then.
 */
export async function commit(
  live: LiveSession,
  events: readonly NewSessionEvent[],
  client: { clientId: ClientId; clientSeq: number } | null,
  { store, clock, buildListing, onCommitted, atEnd }: CommitDeps,
): Promise<number> {
  const now = clock.now()
  const stamped = stamp(events, { seq: live.session.seq, at: live.session.lastAt }, now)
  let next = stamped.reduce(applyEvent, live.session)
  if (atEnd !== undefined && events.some(({ type }) => type === 'session_ended')) {
    const more = stamp(atEnd(next), { seq: next.seq, at: next.lastAt }, now)
    next = more.reduce(applyEvent, next)
    stamped.push(...more)
  }
  const receipt: Receipt | null = client === null ? null : { ...client, result: { seq: next.seq } }
  if (stamped.length > 0 || receipt !== null) {
    const listing = stamped.some(isListed) ? buildListing(next) : null
    await store.append({ sessionId: live.id, events: stamped, receipt, listing })
  }
  live.session = next
  if (client !== null) live.clientSeqs.set(client.clientId, client.clientSeq)
  const wire = stamped.map((event) => redactEvent(event, next.phase.name === 'ended'))
  if (wire.length > 0) {
    for (const tab of live.tabs) tab.onEvents(wire)
    onCommitted(live, stamped)
  }
  return next.seq
}

/** These come many times a minute and the list of sessions shows nothing of them. */
const UNLISTED: ReadonlySet<SessionEvent['type']> = new Set([
  'draft_spliced',
  'draft_copied',
  'speech_detected',
  'utterance_recognized',
])

function isListed(event: SessionEvent): boolean {
  return !UNLISTED.has(event.type)
}
