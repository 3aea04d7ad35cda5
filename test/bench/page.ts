import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts'
import { buildSettings } from '../support/factories.ts'
import { ensureBuilt, startServerProcess } from '../support/server-process.ts'
import type { Figure } from './measure.ts'

/** All script that the page of an interview loads in a fresh browser, gzipped file by file. */
export async function benchPage(): Promise<Figure[]> {
  await ensureBuilt()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const server = await startServerProcess({ DATA_DIR: folder })
  const made = await fetch(`${server.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roleId: 'technical-product-manager', settings: buildSettings() }),
  })
  const { sessionId } = (await made.json()) as { sessionId: string }
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
  const page = await browser.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    const isScript = response.headers()['content-type']?.includes('javascript') ?? false
    if (isScript) sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  await page.goto(`${server.url}/sessions/${sessionId}`, { waitUntil: 'networkidle' })
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await browser.close()
  await server.kill('SIGTERM')
  await rm(folder, { recursive: true, force: true })
  return [
    {
      what: `script of the interview page, gzipped, ${sizes.length} files`,
      value: bytes / 1000,
      unit: 'kB',
      limit: 220,
    },
  ]
}
