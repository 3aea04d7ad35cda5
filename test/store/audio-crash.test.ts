import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../server/interview/random.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { SESSION_ID } from '../support/factories.ts'
import { buildSound } from '../support/sound.ts'

const ROUNDS = 20
const WRITER = fileURLToPath(new URL('../support/audio-writer.ts', import.meta.url))

const base = mkdtempSync(join(tmpdir(), 'greenroom-crash-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** The lines of a process until it is dead; `onLine` may end it. */
async function readToEnd(child: ChildProcess, onLine: (count: number) => void = () => undefined): Promise<string[]> {
  const lines: string[] = []
  if (child.stdout === null) throw new Error('the writer has no output')
  for await (const line of createInterface({ input: child.stdout })) onLine(lines.push(line))
  return lines
}

function expectExact(folder: string, trackId: string, samples: number): void {
  const file = readFileSync(join(folder, SESSION_ID, `${trackId}.pcm`))
  expect(Buffer.compare(file.subarray(0, samples * 2), buildSound(trackId, 0, samples))).toBe(0)
}

describe('recorded sound', () => {
  it(`[AS30] that was acknowledged is there after kill -9, ${ROUNDS} times, and goes on from there`, async () => {
    const seed = Date.now() % 1_000_000
    const random = createSeededRandom(seed)
    const folder = join(base, 'killed')
    // What is compiled once serves every round.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(base, 'compiled') }
    let acknowledged = 0
    for (let round = 0; round < ROUNDS; round++) {
      const killAfter = 1 + Math.floor(random.next() * 150)
      const child = spawn(process.execPath, [WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'], env })
      const lines = await readToEnd(child, (count) => {
        if (count === killAfter) child.kill('SIGKILL')
      })
      const ends = new Map(lines.map((line) => [line.slice(0, 12), Number(line.slice(13))]))
      expect(lines.length, `seed ${seed}`).toBeGreaterThanOrEqual(killAfter)
      acknowledged += lines.length
      const store = createAudioStore(folder)
      for (const [trackId, end] of ends) {
        const samples = await store.countSamples(SESSION_ID, trackId)
        expect(samples, `seed ${seed}`).toBeGreaterThanOrEqual(end)
        expectExact(folder, trackId, samples)
      }
      await store.close()
    }
    expect(acknowledged).toBeGreaterThan(ROUNDS)
  }, 120_000)

  it.skipIf(process.platform === 'win32')(
    '[AS31] on a disk that is full is refused as such, and what was acknowledged stays',
    async () => {
      const folder = join(base, 'full')
      // The kernel refuses to let any file of this process grow past the limit, as it does on a full disk.
      const limited = `ulimit -f 64; exec "$0" "$@"`
      const child = spawn('sh', ['-c', limited, process.execPath, WRITER, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const lines = await readToEnd(child)
      const ends = new Map(lines.filter((line) => line[0] !== '!').map((line) => line.split(' ') as [string, string]))
      const refusals = lines.filter((line) => line[0] === '!').map((line) => line.split(' '))
      expect([ends.size, refusals.length]).toEqual([5, 5])
      for (const [, code, trackId = '', samples] of refusals) {
        expect([code, samples]).toEqual(['storage_full', ends.get(trackId)])
        expectExact(folder, trackId, Number(samples))
      }
    },
  )
})
