import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import type { SessionEvent } from '../../server/contract/session-event.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { buildListing, buildOpening, SESSION_ID } from '../support/factories.ts'
import { type Figure, median } from './measure.ts'

const ROUNDS = 5
const EVENTS_A_ROUND = 1_500

const event = (seq: number): SessionEvent => ({
  v: 1,
  seq,
  at: 2_000,
  type: 'draft_spliced',
  turnId: 't2',
  from: 0,
  removed: 0,
  inserted: 'a few letters',
})

/** Durable events a second through the store, each with its receipt, against bare inserts of the same driver; in turns. */
export async function benchAppend(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const ours = await openOurs(join(folder, 'ours.db'))
  const raw = openRaw(join(folder, 'raw.db'))
  const rates: { ours: number; raw: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rates.push({ raw: await rateOf(raw.insert), ours: await rateOf(ours.append) })
  }
  await ours.close()
  raw.close()
  await rm(folder, { recursive: true, force: true })
  const rate = median(rates.map((r) => r.ours))
  const bare = median(rates.map((r) => r.raw))
  return [
    { what: 'durable events a second', value: rate, unit: '/s', limit: 0.7 * bare, atLeast: true },
    {
      what: 'share of bare durable inserts',
      value: median(rates.map((r) => r.ours / r.raw)),
      unit: '',
      limit: 0.7,
      atLeast: true,
    },
  ]
}

async function rateOf(insert: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now()
  for (let i = 0; i < EVENTS_A_ROUND; i++) await insert()
  return EVENTS_A_ROUND / ((performance.now() - startedAt) / 1000)
}

async function openOurs(file: string) {
  const store = await createSqliteStore(file)
  await store.createSession(buildOpening(), buildListing())
  let seq = 2
  return {
    async append() {
      seq++
      const receipt = { clientId: 'client-one', clientSeq: seq, result: { seq } }
      await store.append({ sessionId: SESSION_ID, events: [event(seq)], receipt, listing: null })
    },
    close: () => store.close(),
  }
}

function openRaw(file: string) {
  const db = new SqliteDriver(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(
    'create table events (session_id text not null, seq integer not null, body text not null, primary key (session_id, seq))',
  )
  const statement = db.prepare('insert into events values (?, ?, ?)')
  let seq = 2
  return {
    insert() {
      seq++
      statement.run(SESSION_ID, seq, JSON.stringify(event(seq)))
    },
    close: () => db.close(),
  }
}
