import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ClientId, SessionId } from '#contract/ids.ts'
import { COMMAND_SCHEMAS } from '#contract/socket.ts'
import type { Numbered } from './outbox.ts'

/** Where a tab's unanswered commands outlive a reload. */
export interface OutboxStore {
  /** What an earlier load of this tab left behind, oldest first. Never fails: where nothing can be read there is nothing. */
  load(): Promise<Numbered[]>
  /** Makes what is stored equal to `items`. Writes follow each other in order; what cannot be written stays in memory only. */
  save(items: readonly Numbered[]): void
  close(): void
}

interface Schema extends DBSchema {
  commands: {
    key: [SessionId, ClientId, number]
    value: Numbered & { sessionId: SessionId; clientId: ClientId; at: number }
  }
}
/** Some browsers never answer where they keep no data. The interview does not wait for them. */
const OPEN_WITHIN_MS = 1_500
/** What nobody came back for goes after so many days. */
const KEEP_MS = 30 * 24 * 3_600_000

/** The outbox of one tab and session in IndexedDB; in memory where the browser refuses (private windows, blocked storage). */
export function createOutboxStore(sessionId: SessionId, clientId: ClientId): OutboxStore {
  const database = openDatabase()
  let stored = new Map<number, Numbered>()
  let writes: Promise<unknown> = Promise.resolve()

  const queue = (write: (db: IDBPDatabase<Schema>) => Promise<unknown>) => {
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

/** Null where there is no database: it is missing, refused, or does not open in time. */
async function openDatabase(): Promise<IDBPDatabase<Schema> | null> {
  const opened = async () =>
    openDB<Schema>('greenroom', 1, {
      upgrade: (db) => {
        db.createObjectStore('commands', { keyPath: ['sessionId', 'clientId', 'clientSeq'] })
      },
    })
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), OPEN_WITHIN_MS))
  return Promise.race([opened(), late]).catch(() => null)
}

/** An older version of this page may have stored what today's server would not understand. */
function isReadable({ clientSeq, command: { type, ...payload } }: Numbered): boolean {
  return COMMAND_SCHEMAS[type]?.safeParse({ ...payload, clientSeq }).success ?? false
}

async function purge(db: IDBPDatabase<Schema>): Promise<void> {
  const before = Date.now() - KEEP_MS
  const rows = await db.getAll('commands')
  await Promise.all(
    rows
      .filter((row) => row.at < before)
      .map((row) => db.delete('commands', [row.sessionId, row.clientId, row.clientSeq])),
  )
}
