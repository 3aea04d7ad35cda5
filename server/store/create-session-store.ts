import type { Kysely } from 'kysely'
import { AppError } from '../errors.ts'
import type { Append, SessionStore } from '../ports.ts'
import type { Database } from './schema.ts'
import {
  deleteSession,
  insertEvents,
  insertReceipt,
  insertSession,
  selectEvents,
  selectLastClientSeq,
  selectLastSeq,
  selectReceipt,
  selectRoles,
  selectSummaries,
  selectSummary,
  updateSession,
} from './session.repository.ts'

/**
 * The session store over any Kysely dialect.
 * @param toAppError maps the driver's errors (full disk, read-only, unique violation); anything else passes as it is.
 */
export function createSessionStore(db: Kysely<Database>, toAppError: (error: unknown) => unknown): SessionStore {
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw toAppError(error)
    }
  }

  return {
    createSession: (events, listing) =>
      guarded(() =>
        db.transaction().execute(async (trx) => {
          await insertSession(trx, listing)
          await insertEvents(trx, listing.summary.id, events)
        }),
      ),
    append: (append) => guarded(() => db.transaction().execute((trx) => appendTo(trx, append))),
    readEvents: (sessionId, afterSeq) => guarded(() => selectEvents(db, sessionId, afterSeq)),
    findReceipt: (sessionId, clientId, clientSeq) => guarded(() => selectReceipt(db, sessionId, clientId, clientSeq)),
    lastClientSeq: (sessionId, clientId) => guarded(() => selectLastClientSeq(db, sessionId, clientId)),
    findSummary: (sessionId) => guarded(() => selectSummary(db, sessionId)),
    listSessions: (query) =>
      guarded(async () => {
        const found = await selectSummaries(db, query)
        const sessions = found.slice(0, query.limit)
        const nextBefore = found.length > query.limit ? (sessions.at(-1)?.createdAt ?? null) : null
        return { sessions, nextBefore, roles: await selectRoles(db) }
      }),
    deleteSession: (sessionId) => guarded(() => db.transaction().execute((trx) => deleteSession(trx, sessionId))),
    close: () => db.destroy(),
  }
}

async function appendTo(trx: Parameters<typeof insertEvents>[0], append: Append): Promise<void> {
  const { sessionId, events, receipt, listing } = append
  const [first] = events
  if (first !== undefined) {
    // The primary key catches a seq that is taken; this catches one that leaves a gap.
    const last = await selectLastSeq(trx, sessionId)
    if (last === 0) throw new AppError('not_found', 'This session is not here any more.')
    if (first.seq !== last + 1) throw new AppError('conflict', 'Another writer was faster.')
    await insertEvents(trx, sessionId, events)
  }
  if (receipt !== null) await insertReceipt(trx, sessionId, receipt)
  if (listing !== null) await updateSession(trx, listing)
}
