import type SqliteDriver from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
}

/** Statements kept ready; there are fewer different ones than this, but lists of any length make their own. */
const MAX_STATEMENTS = 100

/**
 * The driver as Kysely uses it, with two differences: a statement is compiled once, and a rollback after SQLite has rolled
 * back by itself (full disk) does nothing, where it would hide the error that says why.
 */
export function createSqliteDatabase(database: SqliteDriver.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      if (sql === 'rollback' && !database.inTransaction) return NOTHING
      const ready = statements.get(sql)
      if (ready !== undefined) return ready
      const statement = database.prepare(sql) as SqliteStatement
      if (statements.size >= MAX_STATEMENTS) statements.clear()
      statements.set(sql, statement)
      return statement
    },
  }
}
