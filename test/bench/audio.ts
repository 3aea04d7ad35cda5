import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CHUNK_SAMPLES, SAMPLE_RATE } from '../../server/contract/speech.ts'
import type { AudioStore } from '../../server/ports.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { SESSION_ID } from '../support/factories.ts'
import { buildSound, buildTrackId } from '../support/sound.ts'
import { type Figure, quantile } from './measure.ts'

const SPEAKERS = 50
const SECONDS = 10
const CHUNK_MS = (1_000 * CHUNK_SAMPLES) / SAMPLE_RATE
/** One of the machine's processors at most, in percent. */
const CPU_LIMIT = 35

/** What many speakers at once send through the store to the disk: from a chunk's arrival until it is safe, and what that costs. */
export async function benchAudio(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const store = createAudioStore(folder)
  const times: number[] = []
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: SPEAKERS }, (_, n) => speak(store, n, (ms) => times.push(ms))))
  const tookMs = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpuBefore)
  let missing = 0
  for (let n = 0; n < SPEAKERS; n++) {
    missing += SECONDS * SAMPLE_RATE - (await store.countSamples(SESSION_ID, buildTrackId(n)))
  }
  await store.close()
  await rm(folder, { recursive: true, force: true })
  return [
    {
      what: `chunk until it is on disk, ${times.length} chunks of ${SPEAKERS} speakers, p50`,
      value: quantile(times, 0.5),
      unit: 'ms',
      limit: 10,
    },
    { what: 'the same, p99', value: quantile(times, 0.99), unit: 'ms', limit: CHUNK_MS },
    { what: 'share of one processor', value: (user + system) / 10 / tookMs, unit: '%', limit: CPU_LIMIT },
    { what: 'samples that are not there', value: missing, unit: '', limit: 0 },
  ]
}

/** A chunk each 100 ms whether the one before is safe or not, as a microphone gives them. */
async function speak(store: AudioStore, n: number, note: (ms: number) => void): Promise<void> {
  const trackId = buildTrackId(n)
  const chunks = (SECONDS * 1_000) / CHUNK_MS
  await wait((n * CHUNK_MS) / SPEAKERS)
  const startedAt = performance.now()
  const sent: Promise<void>[] = []
  for (let i = 0; i < chunks; i++) {
    await wait(Math.max(0, startedAt + i * CHUNK_MS - performance.now()))
    const pcm = buildSound(trackId, i * CHUNK_SAMPLES, CHUNK_SAMPLES)
    const arrivedAt = performance.now()
    const stored = store.write(SESSION_ID, trackId, i * CHUNK_SAMPLES, pcm)
    sent.push(stored.then(() => note(performance.now() - arrivedAt)))
  }
  await Promise.all(sent)
}
