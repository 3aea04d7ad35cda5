import { applyEvent, foldSession } from '#contract/fold-session.ts'
import type { ClientId, SessionId } from '#contract/ids.ts'
import { redactEvent } from '#contract/redact.ts'
import type { Session } from '#contract/session.ts'
import type { NewSessionEvent, SessionEvent, WireEvent } from '#contract/session-event.ts'
import { AppError } from '../errors.ts'
import type { Clock, Receipt, SessionListing, SessionStore } from '../ports.ts'

/** One connection of a tab to a session. */
export interface Tab {
  readonly clientId: ClientId
  onEvents(events: WireEvent[]): void
  onSpoke(offset: number, delta: string): void
  onPen(pen: boolean): void
}

/** A session that is held in memory because somebody is in it or an effect runs. */
export interface LiveSession {
  readonly id: SessionId
  session: Session
  readonly tabs: Set<Tab>
  /** The tab whose commands count. */
  pen: Tab | null
  /** Keys of the effects under way. */
  readonly running: Set<string>
  readonly clientSeqs: Map<ClientId, number>
  readonly aborter: AbortController
  /** Runs work in order, one at a time; a failure does not stop what comes after. */
  enqueue<T>(work: () => Promise<T>): Promise<T>
}

export interface CommitDeps {
  readonly store: SessionStore
  readonly clock: Clock
  readonly buildListing: (session: Session) => SessionListing
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
    running: new Set(),
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
  { store, clock, buildListing }: CommitDeps,
): Promise<number> {
  const stamped = stamp(events, { seq: live.session.seq, at: live.session.lastAt }, clock.now())
  const next = stamped.reduce(applyEvent, live.session)
  const receipt: Receipt | null = client === null ? null : { ...client, result: { seq: next.seq } }
  if (stamped.length > 0 || receipt !== null) {
    const listing = stamped.some(isListed) ? buildListing(next) : null
    await store.append({ sessionId: live.id, events: stamped, receipt, listing })
  }
  live.session = next
  if (client !== null) live.clientSeqs.set(client.clientId, client.clientSeq)
  const wire = stamped.map((event) => redactEvent(event, next.phase.name === 'ended'))
  if (wire.length > 0) for (const tab of live.tabs) tab.onEvents(wire)
  return next.seq
}

/** Drafts come many times a second and the list of sessions shows nothing of them. */
function isListed(event: SessionEvent): boolean {
  return event.type !== 'draft_spliced' && event.type !== 'draft_copied'
}
