import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { describeSessionStore } from '../store-contract.ts'
import { buildListing, buildOpening, SESSION_ID } from '../support/factories.ts'

const folder = mkdtempSync(join(tmpdir(), 'greenroom-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

describeSessionStore('SQLite', () => createSqliteStore(join(folder, `${++files}.db`)))

describe('the SQLite file', () => {
  it('[SQ1] keeps everything when it is opened again', async () => {
    const file = join(folder, 'again.db')
    const first = await createSqliteStore(file)
    await first.createSession(buildOpening(), buildListing())
    await first.close()
    const second = await createSqliteStore(file)
    expect(await second.readEvents(SESSION_ID, 0)).toEqual(buildOpening())
    await second.close()
  })

  it('[SQ2] a data folder that cannot be made is a refusal that names it', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    await expect(createSqliteStore(join(file, 'greenroom.db'))).rejects.toMatchObject({
      code: 'storage_read_only',
      message: expect.stringContaining('a-file'),
    })
  })

  it('[SQ3] a full disk refuses the append and keeps what was there', async () => {
    const file = join(folder, 'full.db')
    const store = await createSqliteStore(file, { maxPages: 30 })
    await store.createSession(buildOpening(), buildListing())
    const large = { v: 1, seq: 3, at: 2_000, type: 'draft_copied', turnId: 't2', text: 'x'.repeat(50_000) } as const
    const fill = async () => {
      for (let seq = 3; seq < 20; seq++) {
        await store.append({ sessionId: SESSION_ID, events: [{ ...large, seq }], receipt: null, listing: null })
      }
    }
    await expect(fill()).rejects.toMatchObject({ code: 'storage_full' })
    const kept = await store.readEvents(SESSION_ID, 0)
    expect(kept.map((event) => event.seq)).toEqual(kept.map((_, i) => i + 1))
    await store.close()
  })

  it.skipIf(process.getuid?.() === 0)('[SQ4] a read-only file refuses the append', async () => {
    const file = join(folder, 'read-only.db')
    const store = await createSqliteStore(file)
    await store.close()
    chmodSync(file, 0o400)
    await expect(createSqliteStore(file)).rejects.toMatchObject({ code: 'storage_read_only' })
  })
})
