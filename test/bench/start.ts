import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureBuilt, startServerProcess } from '../support/server-process.ts'
import { type Figure, median } from './measure.ts'

const ROUNDS = 7
const IDLE_MS = 3_000

/** From the start of a built server to its first answer, and what it holds in memory when nobody is there. */
export async function benchStart(): Promise<Figure[]> {
  await ensureBuilt()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const seconds: number[] = []
  let megabytes = Number.NaN
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now()
    const server = await startServerProcess({ DATA_DIR: folder })
    const response = await fetch(server.url)
    await response.text()
    // The first round also makes the database, which happens once in a life.
    if (round > 0) seconds.push((performance.now() - startedAt) / 1000)
    if (round === ROUNDS - 1) {
      await wait(IDLE_MS)
      megabytes = residentMegabytes(server.child.pid ?? 0)
    }
    await server.kill('SIGTERM')
  }
  await rm(folder, { recursive: true, force: true })
  return [
    { what: 'start to first answer, median', value: median(seconds), unit: 's', limit: 0.5 },
    { what: 'memory when idle', value: megabytes, unit: 'MB', limit: 90 },
  ]
}

function residentMegabytes(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1]) / 1024
}
