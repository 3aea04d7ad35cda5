import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { SAMPLE_RATE } from '../../server/contract/speech.ts'
import { findAxeViolations } from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import { joinSpeech, synthesize } from '../support/speech.ts'
import {
  beginSpoken,
  correlateWithSlips,
  expectSameSound,
  findSound,
  launchBrowserThatHears,
  openSpokenPage,
  readLog,
  readTrack,
  toSamples,
} from '../support/spoken-page.ts'

const SENTENCE = 'I would ask the customer what they need before I write the plan.'

let endpoint: Awaited<ReturnType<typeof startOpenAiServer>>
const room = serveGreenroom(async () => {
  endpoint = await startOpenAiServer({ transcription: { transcribe: () => SENTENCE } })
  return { STT_BASE_URL: endpoint.url, STT_MODEL: 'test-ears' }
}, hearSentence)
let sentence: Int16Array

async function hearSentence() {
  sentence = await synthesize(SENTENCE)
  return launchBrowserThatHears(joinSpeech([2_000, sentence, 60_000]).samples)
}
afterAll(() => endpoint.close())

/** Ends the interview whatever is asked next, and confirms the transcript. */
async function finish(page: Page, sessionId: string): Promise<void> {
  await page.getByRole('button', { name: 'I’m done' }).click()
  const types = async () => (await readLog(room.folder, sessionId)).map((event) => event.type)
  await expect
    .poll(async () => (await types()).some((type) => type === 'follow_up_asked' || type === 'check_opened'))
    .toBe(true)
  if (!(await types()).includes('check_opened')) await page.getByRole('button', { name: 'I don’t know' }).click()
  await page.getByRole('heading', { name: 'Is this what you said?' }).waitFor()
}

async function firstTrack(sessionId: string): Promise<string> {
  const opened = (await readLog(room.folder, sessionId)).find((event) => event.type === 'track_opened')
  return opened?.type === 'track_opened' ? opened.trackId : ''
}

describe('a spoken answer', () => {
  it('[SPE1] from the microphone through worklet, socket and disk to the recogniser: the same sound, the same length', async () => {
    const { page, errors } = await openSpokenPage(room.browser)
    const sessionId = await beginSpoken(page, room.server.url)
    await expect.poll(() => page.locator('#answer').inputValue(), { timeout: 30_000 }).toBe(SENTENCE)
    expect(await findAxeViolations(page)).toEqual([])
    await finish(page, sessionId)
    expect(await findAxeViolations(page)).toEqual([])
    await expect
      .poll(async () => (await readLog(room.folder, sessionId)).some((event) => event.type === 'track_closed'))
      .toBe(true)

    const trackId = await firstTrack(sessionId)
    const stored = toSamples(await readTrack(room.folder, sessionId, trackId))
    // Found by its first and by its last second, the sentence has the same length.
    const second = SAMPLE_RATE
    const head = findSound(stored, sentence.subarray(0, second)).at
    const tail = findSound(stored, sentence.subarray(sentence.length - second)).at + second
    expect(Math.abs(tail - head - sentence.length)).toBeLessThanOrEqual(0.05 * SAMPLE_RATE)
    expect(correlateWithSlips(stored, sentence, head)).toBeGreaterThanOrEqual(0.95)

    const sent = endpoint.transcriptions.map((request) => request.sound.samples)
    expect(sent.length).toBeGreaterThan(0)
    const longest = sent.reduce((a, b) => (b.length > a.length ? b : a))
    expect(findSound(stored, longest).correlation).toBeGreaterThan(0.999)

    await page.getByRole('button', { name: 'That is what I said' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectSameSound(page, room.folder, sessionId, trackId)
    expect(errors).toEqual([])
  })
})
