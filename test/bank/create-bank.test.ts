import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBank } from '../../server/bank/create-bank.ts'
import { toStorageError } from '../../server/bank/save-file.ts'
import type { QuestionBank } from '../../server/ports.ts'
import { BAKER_YAML, changed, createBankDir, createTempDir } from './folders.ts'
import { BAKER_PAGE, blockText, pageText } from './page.ts'

async function openBank() {
  const questionsDir = await createBankDir({ 'baker.yaml': BAKER_YAML })
  const importedDir = join(await createTempDir(), 'data', 'roles')
  const open = (): Promise<QuestionBank> => createBank({ questionsDir, importedDir })
  return { questionsDir, importedDir, bank: await open(), open }
}

const idsIn = (bank: QuestionBank) => bank.listRoles().map(({ role }) => role.id)

describe('the question bank', () => {
  it('[BK9] offers what its files hold, sorted by title', async () => {
    const { bank } = await openBank()
    await bank.importPage(pageText([blockText(1)], { head: ['Apprentice', 'Questions for those who begin.'] }))
    expect(bank.listRoles().map(({ role, imported }) => [role.title, imported])).toEqual([
      ['Apprentice', true],
      ['Baker', false],
    ])
    expect(bank.findRole('baker')?.questions[0]?.keyPoints[1]?.weight).toBe(1)
    expect(bank.findRole('waiter')).toBeUndefined()
    expect(bank.rubrics.map(({ kind }) => kind).sort()).toEqual(['approach', 'behavioural', 'knowledge'])
  })

  it('[BK9] does not open when something is wrong, and says all of it', async () => {
    const questionsDir = await createBankDir({
      'baker.yaml': changed('difficulty: easy', 'difficulty: odd').replace('title: Baker\n', ''),
    })
    await expect(createBank({ questionsDir, importedDir: join(questionsDir, 'none') })).rejects.toMatchObject({
      code: 'bank_invalid',
      message: [
        'The question bank has 2 problems:',
        `  ${questionsDir}/baker.yaml:1: title: is missing: string expected`,
        `  ${questionsDir}/baker.yaml:5: questions.0.difficulty: must be easy or medium or hard`,
      ].join('\n'),
    })
  })

  it('[BK9] does not open on a broken file among the imported ones either', async () => {
    const { importedDir, open } = await openBank()
    await mkdir(importedDir, { recursive: true })
    await writeFile(join(importedDir, 'cook.yaml'), 'id: [')
    await expect(open()).rejects.toMatchObject({
      code: 'bank_invalid',
      message: expect.stringContaining('cook.yaml:1: '),
    })
  })
})

describe('importing a page', () => {
  it('[BK10] keeps the role: the same after the bank is opened again', async () => {
    const { bank, importedDir, open } = await openBank()
    const role = await bank.importPage(BAKER_PAGE)
    expect(role.id).toBe('head-baker')
    expect(bank.findRole('head-baker')).toEqual(role)
    expect((await open()).findRole('head-baker')).toEqual(role)
    expect(await readdir(importedDir)).toEqual(['head-baker.yaml'])
  })

  it('[BK10] a page on a shipped role is kept beside it under an id of its own, once', async () => {
    const { bank, open } = await openBank()
    const page = pageText([blockText(1)], { head: ['Baker', 'Another page.'] })
    expect((await bank.importPage(page)).id).toBe('baker-imported')
    expect(idsIn(await open())).toEqual(['baker', 'baker-imported'])
    await expect(bank.importPage(page)).rejects.toMatchObject({ code: 'role_exists' })
  })

  it('[BK10] refuses a second import of a role, and changes nothing', async () => {
    const { bank, importedDir } = await openBank()
    await bank.importPage(BAKER_PAGE)
    const before = await readFile(join(importedDir, 'head-baker.yaml'), 'utf8')
    const otherBaker = pageText([blockText(1)], { head: ['Head Baker', 'Another page.'] })
    await expect(bank.importPage(otherBaker)).rejects.toMatchObject({ code: 'role_exists' })
    expect(await readFile(join(importedDir, 'head-baker.yaml'), 'utf8')).toBe(before)
    expect(idsIn(bank)).toEqual(['baker', 'head-baker'])
  })

  it('[BK10] of two imports of one page at the same time one is kept', async () => {
    const { bank } = await openBank()
    const outcomes = await Promise.allSettled([bank.importPage(BAKER_PAGE), bank.importPage(BAKER_PAGE)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'role_exists' } })
  })

  it('[BK27] writes nothing of a page that it refuses', async () => {
    const { bank, importedDir } = await openBank()
    await expect(bank.importPage(pageText([blockText(1)], { count: '2 questions' }))).rejects.toMatchObject({
      code: 'import_invalid',
    })
    await expect(readdir(importedDir)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(idsIn(bank)).toEqual(['baker'])
  })

  it('[BK10] leaves nothing behind where the file cannot take its place', async () => {
    const { bank, importedDir } = await openBank()
    await mkdir(join(importedDir, 'head-baker.yaml', 'in-the-way'), { recursive: true })
    await expect(bank.importPage(BAKER_PAGE)).rejects.toThrow()
    expect(await readdir(importedDir)).toEqual(['head-baker.yaml'])
    expect(idsIn(bank)).toEqual(['baker'])
  })

  it.runIf(platform() === 'linux')('[BK10] says when the folder cannot be written to', async () => {
    const questionsDir = await createBankDir({ 'baker.yaml': BAKER_YAML })
    const bank = await createBank({ questionsDir, importedDir: '/sys/greenroom-roles' })
    await expect(bank.importPage(BAKER_PAGE)).rejects.toMatchObject({ code: 'storage_read_only' })
    expect(idsIn(bank)).toEqual(['baker'])
  })

  it.each([
    ['ENOSPC', 'storage_full'],
    ['EDQUOT', 'storage_full'],
    ['EROFS', 'storage_read_only'],
    ['EACCES', 'storage_read_only'],
    ['EPERM', 'storage_read_only'],
    ['EIO', 'EIO'],
  ])('[BK10] an error %s of the file system is told as %s', (code, told) => {
    expect(toStorageError(Object.assign(new Error('write failed'), { code }))).toMatchObject({ code: told })
  })
})

describe('deleting a role', () => {
  it('[BK10] takes an imported one away for good, so that its page can come again', async () => {
    const { bank, importedDir, open } = await openBank()
    await bank.importPage(BAKER_PAGE)
    await bank.deleteRole('head-baker')
    expect(bank.findRole('head-baker')).toBeUndefined()
    expect(await readdir(importedDir)).toEqual([])
    expect(idsIn(await open())).toEqual(['baker'])
    expect((await bank.importPage(BAKER_PAGE)).id).toBe('head-baker')
  })

  it('[BK10] refuses a shipped role and one that is not there', async () => {
    const { bank, questionsDir } = await openBank()
    await expect(bank.deleteRole('baker')).rejects.toMatchObject({ code: 'role_read_only' })
    await expect(bank.deleteRole('waiter')).rejects.toMatchObject({ code: 'not_found' })
    await expect(bank.deleteRole('../baker')).rejects.toMatchObject({ code: 'not_found' })
    expect(await readdir(questionsDir)).toContain('baker.yaml')
  })
})
