import { type Kysely, sql, type Transaction } from 'kysely'
import type { ListSessionsQuery } from '#contract/http.ts'
import type { SessionSummary } from '#contract/report.ts'
import { liftEvent, type SessionEvent } from '#contract/session-event.ts'
import type { Receipt, SessionListing } from '../ports.ts'
import type { Database, SessionRow } from './schema.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export async function insertSession(trx: Trx, listing: SessionListing): Promise<void> {
  await trx.insertInto('sessions').values(toRow(listing)).execute()
}

export async function updateSession(trx: Trx, listing: SessionListing): Promise<void> {
  const { id, ...rest } = toRow(listing)
  await trx.updateTable('sessions').set(rest).where('id', '=', id).execute()
}

/** Rows a statement: below the number of variables that every SQLite build allows. */
const ROWS_A_STATEMENT = 200

export async function insertEvents(trx: Trx, sessionId: string, events: readonly SessionEvent[]): Promise<void> {
  for (let i = 0; i < events.length; i += ROWS_A_STATEMENT) {
    const rows = events
      .slice(i, i + ROWS_A_STATEMENT)
      .map((event) => ({ session_id: sessionId, seq: event.seq, body: JSON.stringify(event) }))
    await trx.insertInto('events').values(rows).execute()
  }
}

export async function selectEvents(db: Db, sessionId: string, afterSeq: number): Promise<SessionEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select('body')
    .where('session_id', '=', sessionId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .execute()
  return rows.map((row) => liftEvent(JSON.parse(row.body)))
}

export async function selectReceipt(
  db: Db,
  sessionId: string,
  clientId: string,
  clientSeq: number,
): Promise<Receipt | undefined> {
  const row = await db
    .selectFrom('receipts')
    .select('result')
    .where('session_id', '=', sessionId)
    .where('client_id', '=', clientId)
    .where('client_seq', '=', clientSeq)
    .executeTakeFirst()
  return row === undefined ? undefined : { clientId, clientSeq, result: JSON.parse(row.result) as Receipt['result'] }
}

export async function selectLastClientSeq(db: Db, sessionId: string, clientId: string): Promise<number> {
  const row = await db
    .selectFrom('receipts')
    .select((e) => e.fn.max('client_seq').as('last'))
    .where('session_id', '=', sessionId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return Number(row?.last ?? 0)
}

export async function selectSummary(db: Db, sessionId: string): Promise<SessionSummary | undefined> {
  const row = await db.selectFrom('sessions').selectAll().where('id', '=', sessionId).executeTakeFirst()
  return row === undefined ? undefined : toSummary(row)
}

/** Newest first; one more than `limit`, so that the caller sees whether there is another page. */
export async function selectSummaries(db: Db, query: ListSessionsQuery): Promise<SessionSummary[]> {
  let rows = db.selectFrom('sessions').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')
  if (query.roleId !== undefined) rows = rows.where('role_id', '=', query.roleId)
  if (query.before !== undefined) rows = rows.where('created_at', '<', query.before)
  for (const word of (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
    rows = rows.where(sql<boolean>`search_text like ${pattern} escape '\\'`)
  }
  return (await rows.limit(query.limit + 1).execute()).map(toSummary)
}

/** Sessions made in the very millisecond of another one, that one and the given ids left out. */
export async function selectTwins(
  db: Db,
  query: ListSessionsQuery,
  last: SessionSummary,
  listed: readonly string[],
): Promise<SessionSummary[]> {
  const twins = await selectSummaries(db, { ...query, before: last.createdAt + 1, limit: MOST_TWINS })
  return twins.filter((one) => one.createdAt === last.createdAt && !listed.includes(one.id))
}
const MOST_TWINS = 100

export async function selectRoles(db: Db): Promise<{ id: string; title: string }[]> {
  const rows = await db
    .selectFrom('sessions')
    .select((e) => ['role_id as id', e.fn.max('role_title').as('title')])
    .groupBy('role_id')
    .orderBy('title')
    .execute()
  return rows.map((row) => ({ id: row.id, title: row.title }))
}

export async function deleteSession(trx: Trx, sessionId: string): Promise<boolean> {
  const result = await trx.deleteFrom('sessions').where('id', '=', sessionId).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}

function toRow({ summary, searchText }: SessionListing): SessionRow {
  return {
    id: summary.id,
    role_id: summary.roleId,
    role_title: summary.roleTitle,
    created_at: summary.createdAt,
    ended_at: summary.endedAt,
    last_at: summary.lastAt,
    question_count: summary.questionCount,
    answered_count: summary.answeredCount,
    status: summary.status,
    search_text: searchText,
  }
}

function toSummary(row: SessionRow): SessionSummary {
  return {
    id: row.id,
    roleId: row.role_id,
    roleTitle: row.role_title,
    createdAt: Number(row.created_at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
    lastAt: Number(row.last_at),
    questionCount: row.question_count,
    answeredCount: row.answered_count,
    status: row.status as SessionSummary['status'],
  }
}
