import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { SessionEvent } from '../../server/contract/session-event.ts'
import { SAMPLE_RATE } from '../../server/contract/speech.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { launchBrowser, openPage } from './browser.ts'
import { encodeWav } from './wav.ts'

/** A browser whose microphone plays these samples once, from the moment it is opened, and is silent then. */
export async function launchBrowserThatHears(samples: Int16Array): Promise<Browser> {
  const file = join(await mkdtemp(join(tmpdir(), 'greenroom-mic-')), 'microphone.wav')
  await writeFile(file, encodeWav(samples, SAMPLE_RATE))
  return launchBrowser(
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}%noloop`,
    '--autoplay-policy=no-user-gesture-required',
  )
}

/** A piece of sound as the page stored it; its bytes in base64, which leaves the browser a hundred times as fast as numbers. */
interface Captured {
  trackId: string
  firstSample: number
  pcm: string
}

/** A page that speaks: the sound as it is, nothing read aloud; every piece that was captured is noted as it is stored. */
export async function openSpokenPage(browser: Browser): Promise<{ page: Page; errors: string[] }> {
  const opened = await openPage(browser, { permissions: ['microphone'] })
  await opened.page.addInitScript(() => {
    const preferences = { muted: true, cleansSound: false }
    localStorage.setItem('greenroom.speech', JSON.stringify(preferences))
    const captured: Captured[] = []
    Object.assign(window, { captured })
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (value, ...rest) {
      if (this.name === 'chunks') {
        const { trackId, firstSample, pcm } = value as { trackId: string; firstSample: number; pcm: Uint8Array }
        captured.push({ trackId, firstSample, pcm: btoa(String.fromCharCode(...pcm)) })
      }
      return put.call(this, value, ...rest)
    }
  })
  return opened
}

/** Every track as the page captured it, byte for byte. */
export async function capturedTracks(page: Page): Promise<Map<string, Buffer>> {
  const captured = await page.evaluate(() => (window as unknown as { captured: Captured[] }).captured)
  const tracks = new Map<string, Buffer>()
  const seen = new Set<string>()
  for (const { trackId, firstSample, pcm } of captured) {
    if (seen.has(`${trackId}:${firstSample}`)) continue
    seen.add(`${trackId}:${firstSample}`)
    tracks.set(trackId, Buffer.concat([tracks.get(trackId) ?? Buffer.alloc(0), Buffer.from(pcm, 'base64')]))
  }
  return tracks
}

/** Samples that the page has captured so far, in all tracks. */
export async function countCaptured(page: Page): Promise<number> {
  return [...(await capturedTracks(page)).values()].reduce((sum, { length }) => sum + length / 2, 0)
}

/** Resolves when the page has captured so much more sound, speech or not: time as the recording counts it. */
export async function letPass(page: Page, ms: number): Promise<void> {
  const wanted = (await countCaptured(page)) + (ms * SAMPLE_RATE) / 1_000
  // Sound comes as fast as time passes; what is late comes in heaps.
  await expect.poll(() => countCaptured(page), { timeout: ms + 15_000 }).toBeGreaterThanOrEqual(wanted)
}

/** Of this track the disk has exactly what the page captured. */
export async function expectSameSound(page: Page, folder: string, sessionId: string, trackId: string): Promise<void> {
  // The page writes its own copy behind the sending.
  await expect
    .poll(async () => (await capturedTracks(page)).get(trackId)?.equals(await readTrack(folder, sessionId, trackId)))
    .toBe(true)
}

/** Sets up a spoken interview and begins it. @returns its id. */
export async function beginSpoken(page: Page, url: string, questions: 1 | 3 = 1): Promise<string> {
  await page.goto(`${url}/`)
  await page.getByRole('link', { name: /Technical Product Manager/ }).click()
  await page.getByRole('radio', { name: /^Speaking/ }).check()
  await page
    .getByRole('group', { name: 'How many questions' })
    .getByRole('radio', { name: String(questions), exact: true })
    .check()
  await page.getByRole('button', { name: /start/i }).click()
  await page.waitForURL(/\/sessions\/[a-z0-9]{20}$/)
  await page.getByRole('button', { name: /begin/i }).click()
  return page.url().split('/').at(-1) ?? ''
}

export async function readLog(folder: string, sessionId: string): Promise<SessionEvent[]> {
  const store = await createSqliteStore(join(folder, 'greenroom.db'))
  const events = await store.readEvents(sessionId, 0)
  await store.close()
  return events
}

export async function readTrack(folder: string, sessionId: string, trackId: string): Promise<Buffer> {
  return readFile(join(folder, 'audio', sessionId, `${trackId}.pcm`))
}

export function toSamples(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int16Array.from({ length: Math.floor(bytes.byteLength / 2) }, (_, i) => view.getInt16(i * 2, true))
}

/** Where `part` lies in `whole`, and how alike they are there (Pearson, -1 to 1): by loudness first, then by the sample. */
export function findSound(whole: Int16Array, part: Int16Array): { at: number; correlation: number } {
  const coarse = findBest(loudness(whole), loudness(part), 0, Number.POSITIVE_INFINITY, 1).at * STEP
  const near = findBest(whole, part, coarse - 2 * STEP, coarse + 2 * STEP, 5).at
  return findBest(whole, part, near - 2, near + 2, 1)
}

/** 10 ms. */
const STEP = 160
/** 100 ms. */
const STRETCH = 1_600
/** 50 ms. */
const MOST_SLIP = 800

/**
 * How alike `part` is to the `whole` from `from` on, where each tenth of a second may lie up to 50 ms early or late: Chromium's file-fed
 * microphone slips by 10 ms now and then, most of all on an idle machine, before any page hears it. Pearson of the stretches laid end to end.
 */
export function correlateWithSlips(whole: Int16Array, part: Int16Array, from: number): number {
  const laid = new Int16Array(part.length)
  for (let at = 0; at < part.length; at += STRETCH) {
    const stretch = part.subarray(at, at + STRETCH)
    const best = findBest(whole, stretch, from + at - MOST_SLIP, from + at + MOST_SLIP, 1).at
    laid.set(whole.subarray(best, best + stretch.length), at)
  }
  return correlate(laid, part, 0, 1)
}

function loudness(samples: Int16Array): number[] {
  return Array.from({ length: Math.floor(samples.length / STEP) }, (_, i) => {
    let sum = 0
    for (let at = i * STEP; at < (i + 1) * STEP; at += 1) sum += Math.abs(samples[at] ?? 0)
    return sum
  })
}

function findBest(whole: ArrayLike<number>, part: ArrayLike<number>, from: number, to: number, thin: number) {
  let best = { at: 0, correlation: -1 }
  const last = Math.min(to, whole.length - part.length)
  for (let at = Math.max(0, from); at <= last; at += 1) {
    const correlation = correlate(whole, part, at, thin)
    if (correlation > best.correlation) best = { at, correlation }
  }
  return best
}

function correlate(whole: ArrayLike<number>, part: ArrayLike<number>, at: number, thin: number): number {
  let count = 0
  const sums = { a: 0, b: 0, aa: 0, bb: 0, ab: 0 }
  for (let i = 0; i < part.length; i += thin) {
    const a = whole[at + i] ?? 0
    const b = part[i] ?? 0
    count += 1
    sums.a += a
    sums.b += b
    sums.aa += a * a
    sums.bb += b * b
    sums.ab += a * b
  }
  const covariance = sums.ab - (sums.a * sums.b) / count
  const spread = Math.sqrt((sums.aa - sums.a ** 2 / count) * (sums.bb - sums.b ** 2 / count))
  return spread === 0 ? 0 : covariance / spread
}
