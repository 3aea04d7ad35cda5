import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

export interface Greenroom {
  /** The data folder, empty at first. */
  folder: string
  server: ServerProcess
  browser: Browser
}

/**
 * The built server over a data folder of its own and a browser, for all tests of a file. The fields are there once the
 * tests run; a test that kills the server puts the next one in its place.
 */
export function serveGreenroom(
  env: () => Promise<Record<string, string>> = async () => ({}),
  launch: () => Promise<Browser> = launchBrowser,
): Greenroom {
  const greenroom = {} as Greenroom
  beforeAll(async () => {
    greenroom.folder = await mkdtemp(join(tmpdir(), 'greenroom-e2e-'))
    const settings = { DATA_DIR: greenroom.folder, ...(await env()) }
    const [server, browser] = await Promise.all([startServerProcess(settings), launch()])
    Object.assign(greenroom, { server, browser })
  })
  afterAll(async () => {
    await greenroom.browser.close()
    await greenroom.server.kill('SIGTERM')
    await rm(greenroom.folder, { recursive: true, force: true })
  })
  return greenroom
}
