import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ClientId, SessionId } from '#contract/ids.ts'
import type { TrackId } from '#contract/speech.ts'
import type { Numbered } from './outbox.ts'

/** What outlives a reload in this browser until the server has it. `at`: when it was written, epoch ms. */
export interface GreenroomDatabase extends DBSchema {
  commands: {
    key: [SessionId, ClientId, number]
    value: Numbered & { sessionId: SessionId; clientId: ClientId; at: number }
  }
  chunks: {
    key: [SessionId, TrackId, number]
    value: {
      sessionId: SessionId
      clientId: ClientId
      trackId: TrackId
      firstSample: number
      pcm: Uint8Array
      at: number
    }
  }
}
export type Database = IDBPDatabase<GreenroomDatabase>

/** Some browsers never answer where they keep no data. The interview does not wait for them. */
const OPEN_WITHIN_MS = 1_500
/** What nobody came back for goes after so many days. */
export const KEEP_MS = 30 * 24 * 3_600_000

/**
 * Null where there is no database: it is missing, refused, or does not open in time. Another tab with an older page may hold up the
 * upgrade; a newer page is never held up by this one, which goes on in memory then.
 */
export async function openDatabase(): Promise<Database | null> {
  let isLate = false
  const opened = async () => {
    const database = await openDB<GreenroomDatabase>('greenroom', 2, {
      upgrade: (db, from) => {
        if (from < 1) db.createObjectStore('commands', { keyPath: ['sessionId', 'clientId', 'clientSeq'] })
        if (from < 2) db.createObjectStore('chunks', { keyPath: ['sessionId', 'trackId', 'firstSample'] })
      },
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase | null)?.close(),
    })
    if (isLate) database.close()
    return database
  }
  const late = new Promise<null>((resolve) => {
    setTimeout(() => {
      isLate = true
      resolve(null)
    }, OPEN_WITHIN_MS)
  })
  return Promise.race([opened(), late]).catch(() => null)
}
