import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import type { SessionEvent } from '../../server/contract/session-event.ts'
import type { SessionStore } from '../../server/ports.ts'
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

/** As many people as the server is measured with elsewhere. */
const SESSIONS = 50

/**
 * Durable events a second through the store, each with its receipt, against bare inserts of the same driver, in turns: with
 * many sessions at once, as a server has them, and with one alone.
 */
export async function benchAppend(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const store = await createSqliteStore(join(folder, 'ours.db'))
  const ours = await Promise.all(Array.from({ length: SESSIONS }, (_, n) => createWriter(store, n)))
  const raw = openRaw(join(folder, 'raw.db'))
  const rates: { many: number; one: number; raw: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rates.push({ raw: await rateOf([raw.insert]), one: await rateOf(ours.slice(0, 1)), many: await rateOf(ours) })
  }
  await store.close()
  raw.close()
  await rm(folder, { recursive: true, force: true })
  return [
    {
      what: `durable events a second, ${SESSIONS} sessions`,
      value: median(rates.map((r) => r.many)),
      unit: '/s',
      limit: 0.7 * median(rates.map((r) => r.raw)),
      atLeast: true,
    },
    { what: 'share of bare durable inserts', ...share(rates.map((r) => r.many / r.raw)) },
    { what: 'the same, one session alone', ...share(rates.map((r) => r.one / r.raw)) },
  ]
}

const share = (values: readonly number[]) => ({ value: median(values), unit: '', limit: 0.7, atLeast: true })

async function rateOf(writers: readonly (() => Promise<void> | void)[]): Promise<number> {
  const startedAt = performance.now()
  const each = Math.ceil(EVENTS_A_ROUND / writers.length)
  await Promise.all(
    writers.map(async (write) => {
      for (let i = 0; i < each; i++) await write()
    }),
  )
  return (each * writers.length) / ((performance.now() - startedAt) / 1000)
}

async function createWriter(store: SessionStore, n: number): Promise<() => Promise<void>> {
  const sessionId = `session0000000000${String(n).padStart(3, '0')}`
  await store.createSession(buildOpening(sessionId), buildListing({ id: sessionId }))
  let seq = 2
  return () => {
    seq++
    const receipt = { clientId: 'client-one', clientSeq: seq, result: { seq } }
    return store.append({ sessionId, events: [event(seq)], receipt, listing: null })
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
