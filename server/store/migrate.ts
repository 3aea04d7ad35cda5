import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { sessions } from './migrations/001-sessions.ts'
import type { Database } from './schema.ts'

/**
 * Brings the database to today's shape.
 * @throws whatever the first failing migration threw; earlier ones stay.
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const provider = { getMigrations: async () => ({ '001-sessions': sessions }) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined) throw error
}
