import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBank } from '../../server/bank/create-bank.ts'
import { startServerProcess } from '../support/server-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const printed = (env: Record<string, string>) =>
  startServerProcess({ DATA_DIR: join(folder, 'data'), ...env }).then(
    async (server) => {
      await server.kill('SIGTERM')
      throw new Error(`it started: ${server.output()}`)
    },
    (error: Error) => error.message.trim(),
  )

describe('starting', () => {
  it('[SAR1] prints where it is, what is in use and what a key would add', async () => {
    const server = await startServerProcess({ DATA_DIR: join(folder, 'data') })
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
    expect(server.output()).toContain('word matching')
    expect(server.output()).toContain('.env.example')
    await server.kill('SIGTERM')
    expect(server.child.exitCode).toBe(0)
  })

  it('[SAR2] a port in use is one line', async () => {
    const first = await startServerProcess({ DATA_DIR: join(folder, 'first') })
    const message = await printed({ PORT: new URL(first.url).port })
    await first.kill('SIGTERM')
    expect(message.split('\n')).toHaveLength(1)
    expect(message).toContain('port is in use')
  })

  it('[SAR3] a data folder that cannot be written is one line that names it', async () => {
    const file = join(folder, 'not-a-folder')
    await writeFile(file, '')
    const message = await printed({ DATA_DIR: file })
    expect(message.split('\n')).toHaveLength(1)
    expect(message).toContain('not-a-folder')
  })

  it('[SAR4] a setting that is wrong is named, never its value', async () => {
    expect(await printed({ PORT: 'many' })).toContain('PORT')
    const message = await printed({ LLM_BASE_URL: 'not-an-address-but-a-secret' })
    expect(message).toContain('LLM_BASE_URL')
    expect(message).not.toContain('secret')
    expect(await printed({ LLM_BASE_URL: 'http://127.0.0.1:1/v1' })).toContain('LLM_MODEL')
    expect(await printed({ STT_BASE_URL: 'http://127.0.0.1:1/v1' })).toContain('STT_MODEL')
  })

  it('[SAR5] a broken bank is refused with file, line and what is wrong', async () => {
    const questionsDir = join(folder, 'questions')
    await cp(join(import.meta.dirname, '../../questions'), questionsDir, { recursive: true })
    const role = join(questionsDir, 'broken.yaml')
    await writeFile(role, 'id: broken\ntitle: Broken\nsummary: x\nquestions:\n  - id: one\n    difficulty: brutal\n')
    const opening = createBank({ questionsDir, importedDir: join(folder, 'imported') })
    await expect(opening).rejects.toMatchObject({
      code: 'bank_invalid',
      message: expect.stringMatching(/broken\.yaml:6.*difficulty/),
    })
  })
})
