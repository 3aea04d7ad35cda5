import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCheckedBank } from '../../server/bank/cached-bank.ts'

let folder: string
let cacheFile: string
const folders = () => ({ questionsDir: join(folder, 'questions'), importedDir: join(folder, 'imported') })
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-cache-'))
  cacheFile = join(folder, 'bank.json')
  await cp(join(import.meta.dirname, '../../questions'), join(folder, 'questions'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a bank that was checked before', () => {
  it('[BC1] reads the same from the cache as from its files', async () => {
    const first = await readCheckedBank(folders(), cacheFile)
    expect(first.problems).toEqual([])
    const kept = JSON.parse(await readFile(cacheFile, 'utf8'))
    await writeFile(cacheFile, JSON.stringify({ ...kept, roles: [{ ...kept.roles[0], fromCache: true }] }))
    expect((await readCheckedBank(folders(), cacheFile)).roles).toMatchObject([{ fromCache: true }])
  })

  it('[BC2] is checked again when a byte has changed, and a broken one is not kept', async () => {
    await readCheckedBank(folders(), cacheFile)
    const before = await readFile(cacheFile, 'utf8')
    await appendFile(join(folder, 'questions/technical-product-manager.yaml'), '\nstray: 1\n')
    expect((await readCheckedBank(folders(), cacheFile)).problems.length).toBeGreaterThan(0)
    expect(await readFile(cacheFile, 'utf8')).toBe(before)
  })

  it('[BC3] is read from its files where the cache is broken or cannot be written', async () => {
    await writeFile(cacheFile, '{"key":')
    expect((await readCheckedBank(folders(), cacheFile)).roles).toHaveLength(1)
    expect((await readCheckedBank(folders(), join(folder, 'no/such/folder.json'))).roles).toHaveLength(1)
  })
})
