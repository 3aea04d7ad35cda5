import { type CreateTableBuilder, type Kysely, SqliteAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** One file for SQLite and Postgres. Where SQLite would keep a second tree of row numbers, its tables go without. */
export const sessions: Migration = {
  async up(db: Kysely<unknown>) {
    const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
    const byKey = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
      isSqlite ? table.modifyEnd(sql`without rowid`) : table

    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('role_id', 'text', (c) => c.notNull())
      .addColumn('role_title', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addColumn('question_count', 'integer', (c) => c.notNull())
      .addColumn('answered_count', 'integer', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('search_text', 'text', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('sessions_by_time').on('sessions').columns(['created_at', 'id']).execute()

    await db.schema
      .createTable('events')
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('events_pk', ['session_id', 'seq'])
      .$call(byKey)
      .execute()

    await db.schema
      .createTable('receipts')
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('client_seq', 'integer', (c) => c.notNull())
      .addColumn('result', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('receipts_pk', ['session_id', 'client_id', 'client_seq'])
      .$call(byKey)
      .execute()
  },
}
