import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { SessionStore } from '../ports.ts'
import { createSessionStore } from './create-session-store.ts'
import { migrate } from './migrate.ts'
import type { Database } from './schema.ts'
import { createSqliteDatabase } from './sqlite-database.ts'
import { codeOf, toStorageError } from './storage-error.ts'

/** How long a second process waits for the first one's write. */
const BUSY_TIMEOUT_MS = 5_000

/**
 * Opens (and makes or migrates) the database file; `:memory:` for a store that ends with the process.
 * `maxPages` caps the file as a full disk would.
 * @throws AppError `storage_full`, `storage_read_only` with the folder's name.
 */
export async function createSqliteStore(file: string, limits: { maxPages?: number } = {}): Promise<SessionStore> {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    const db = new Kysely<Database>({
      dialect: new SqliteDialect({ database: createSqliteDatabase(openDatabase(file, limits.maxPages)) }),
    })
    await migrate(db)
    return createSessionStore(db, toStorageError)
  } catch (error) {
    throw toStorageError(error, file)
  }
}

function openDatabase(file: string, maxPages: number | undefined): SqliteDriver.Database {
  const database = new SqliteDriver(file, { timeout: BUSY_TIMEOUT_MS })
  setWal(database)
  // An acknowledged answer survives a power cut, not only a crash of ours.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  if (maxPages !== undefined) database.pragma(`max_page_count = ${maxPages}`)
  return database
}

/** Switching to WAL needs the file alone: two processes creating it at once get SQLITE_BUSY whatever the timeout. */
function setWal(database: SqliteDriver.Database): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (attempt === 50 || codeOf(error) !== 'SQLITE_BUSY') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}
