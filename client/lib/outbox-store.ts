import type { ClientId, SessionId } from '#contract/ids.ts'
import { COMMAND_SCHEMAS } from '#contract/socket.ts'
import { type Database, KEEP_MS, openDatabase } from './database.ts'
import type { Numbered } from './outbox.ts'

/** Where a tab's unanswered commands outlive a reload. */
export interface OutboxStore {
  /** What an earlier load of this tab left behind, oldest first. Never fails: where nothing can be read there is nothing. */
  load(): Promise<Numbered[]>
  /** Makes what is stored equal to `items`. Writes follow each other in order; what cannot be written stays in memory only. */
  save(items: readonly Numbered[]): void
  close(): void
}

/** The outbox of one tab and session in IndexedDB; in memory where the browser refuses (private windows, blocked storage). */
export function createOutboxStore(sessionId: SessionId, clientId: ClientId): OutboxStore {
  const database = openDatabase()
  let stored = new Map<number, Numbered>()
  let writes: Promise<unknown> = Promise.resolve()

  const queue = (write: (db: Database) => Promise<unknown>) => {
    writes = writes
      .then(() => database)
      .then((db) => (db === null ? null : write(db)))
      .catch(() => null)
  }

  return {
    load: async () => {
      const db = await database
      if (db === null) return []
      const range = IDBKeyRange.bound([sessionId, clientId, 0], [sessionId, clientId, Number.MAX_SAFE_INTEGER])
      const rows = await db.getAll('commands', range).catch(() => [])
      const items = rows.map(({ clientSeq, command }) => ({ clientSeq, command })).filter(isReadable)
      stored = new Map(items.map((item) => [item.clientSeq, item]))
      queue(purge)
      return items
    },
    save: (items) => {
      const before = stored
      stored = new Map(items.map((item) => [item.clientSeq, item]))
      const gone = [...before.keys()].filter((seq) => !stored.has(seq))
      const added = items.filter((item) => before.get(item.clientSeq) !== item)
      if (gone.length === 0 && added.length === 0) return
      queue(async (db) => {
        const tx = db.transaction('commands', 'readwrite')
        const steps = [
          ...gone.map((seq) => tx.store.delete([sessionId, clientId, seq])),
          ...added.map((item) => tx.store.put({ ...item, sessionId, clientId, at: Date.now() })),
        ]
        await Promise.all([...steps, tx.done])
      })
    },
    close: () => queue(async (db) => db.close()),
  }
}

/** An older version of this page may have stored what today's server would not understand. */
function isReadable({ clientSeq, command: { type, ...payload } }: Numbered): boolean {
  return COMMAND_SCHEMAS[type]?.safeParse({ ...payload, clientSeq }).success ?? false
}

async function purge(db: Database): Promise<void> {
  const before = Date.now() - KEEP_MS
  const rows = await db.getAll('commands')
  await Promise.all(
    rows
      .filter((row) => row.at < before)
      .map((row) => db.delete('commands', [row.sessionId, row.clientId, row.clientSeq])),
  )
}
