import type { CompiledQuery, Kysely, Transaction } from 'kysely'
import type { SessionEvent } from '#contract/session-event.ts'
import { AppError } from '../errors.ts'
import type { Append, Receipt } from '../ports.ts'
import type { Database } from './schema.ts'
import { insertEvents, updateSession } from './session.repository.ts'

type Trx = Transaction<Database>

/** Sessions whose last seq is kept in mind. */
const MOST_KNOWN = 10_000

/**
 * The write that happens many times a second: its statements are built once, since building them takes longer than running
 * them. The values given here only say where the parameters stand.
 */
export function prepareAppend(db: Kysely<Database>): (trx: Trx, append: Append) => Promise<() => void> {
  const lastSeq = db
    .selectFrom('events')
    .select((e) => e.fn.max('seq').as('seq'))
    .where('session_id', '=', '')
    .compile()
  const insertEvent = db.insertInto('events').values({ session_id: '', seq: 0, body: '' }).compile()
  const insertReceipt = db
    .insertInto('receipts')
    .values({ session_id: '', client_id: '', client_seq: 0, result: '' })
    .compile()

  /**
   * The last seq that this process wrote, by session. Rows are never taken out of a log, so a log can only be longer than
   * what is known here: knowing the seq before the first one rules out a gap, and the primary key one that is taken.
   */
  const known = new Map<string, number>()

  async function addEvents(
    trx: Trx,
    sessionId: string,
    events: readonly [SessionEvent, ...SessionEvent[]],
  ): Promise<() => void> {
    const [first, ...rest] = events
    if (known.get(sessionId) !== first.seq - 1) await assertNext(trx, sessionId, first.seq)
    known.delete(sessionId)
    await trx.executeQuery(withValues(insertEvent, [sessionId, first.seq, JSON.stringify(first)]))
    if (rest.length > 0) await insertEvents(trx, sessionId, rest)
    return () => {
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(sessionId, first.seq + rest.length)
    }
  }

  async function assertNext(trx: Trx, sessionId: string, seq: number): Promise<void> {
    const { rows } = await trx.executeQuery(withValues(lastSeq, [sessionId]))
    const last = Number(rows[0]?.seq ?? 0)
    if (last === 0) throw new AppError('not_found', 'This session is not here any more.')
    if (seq !== last + 1) throw new AppError('conflict', 'Another writer was faster.')
  }

  async function addReceipt(trx: Trx, sessionId: string, { clientId, clientSeq, result }: Receipt): Promise<void> {
    await trx.executeQuery(withValues(insertReceipt, [sessionId, clientId, clientSeq, JSON.stringify(result)]))
  }

  return async (trx, { sessionId, events, receipt, listing }) => {
    const [first, ...rest] = events
    const whenCommitted = first === undefined ? () => undefined : await addEvents(trx, sessionId, [first, ...rest])
    if (receipt !== null) await addReceipt(trx, sessionId, receipt)
    if (listing !== null) await updateSession(trx, listing)
    return whenCommitted
  }
}

function withValues<T>(query: CompiledQuery<T>, parameters: readonly unknown[]): CompiledQuery<T> {
  return { ...query, parameters }
}
