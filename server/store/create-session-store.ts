import type { Kysely } from 'kysely'
import type { SessionStore } from '../ports.ts'
import { groupAppends } from './group-appends.ts'
import { prepareAppend } from './prepare-append.ts'
import type { Database } from './schema.ts'
import {
  deleteSession,
  insertEvents,
  insertSession,
  selectEvents,
  selectLastClientSeq,
  selectReceipt,
  selectRoles,
  selectSummaries,
  selectSummary,
  selectTwins,
} from './session.repository.ts'

/**
 * The session store over any Kysely dialect.
 * @param toAppError maps the driver's errors (full disk, read-only, unique violation); anything else passes as it is.
 */
export function createSessionStore(db: Kysely<Database>, toAppError: (error: unknown) => unknown): SessionStore {
  const appendOne = prepareAppend(db)
  const append = groupAppends(async (batch) => {
    const whenCommitted = await db.transaction().execute(async (trx) => {
      const done: (() => void)[] = []
      for (const wanted of batch) done.push(await appendOne(trx, wanted))
      return done
    })
    for (const done of whenCommitted) done()
  })

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
    append: (wanted) => guarded(() => append(wanted)),
    readEvents: (sessionId, afterSeq) => guarded(() => selectEvents(db, sessionId, afterSeq)),
    findReceipt: (sessionId, clientId, clientSeq) => guarded(() => selectReceipt(db, sessionId, clientId, clientSeq)),
    lastClientSeq: (sessionId, clientId) => guarded(() => selectLastClientSeq(db, sessionId, clientId)),
    findSummary: (sessionId) => guarded(() => selectSummary(db, sessionId)),
    listSessions: (query) =>
      guarded(async () => {
        const found = await selectSummaries(db, query)
        const sessions = found.slice(0, query.limit)
        const last = found.length > query.limit ? sessions.at(-1) : undefined
        // The next page begins before this instant, so what was made in the same one belongs to this page.
        if (last !== undefined)
          sessions.push(
            ...(await selectTwins(
              db,
              query,
              last,
              sessions.map((one) => one.id),
            )),
          )
        const nextBefore = last?.createdAt ?? null
        return { sessions, nextBefore, roles: await selectRoles(db) }
      }),
    deleteSession: (sessionId) => guarded(() => db.transaction().execute((trx) => deleteSession(trx, sessionId))),
    close: () => db.destroy(),
  }
}
