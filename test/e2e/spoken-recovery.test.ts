import { afterAll, describe, expect, it } from 'vitest'
import { createCutLine } from '../support/cut-line.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import { startServerProcess } from '../support/server-process.ts'
import { joinSpeech, synthesize } from '../support/speech.ts'
import {
  beginSpoken,
  capturedTracks,
  launchBrowserThatHears,
  letPass,
  openSpokenPage,
  readLog,
  readTrack,
} from '../support/spoken-page.ts'

const SENTENCES = ['First I ask the customer what they need.', 'Then I write it down and', 'after that I build it.']

let endpoint: Awaited<ReturnType<typeof startOpenAiServer>>
const env = () => ({ STT_BASE_URL: endpoint.url, STT_MODEL: 'test-ears' })
const room = serveGreenroom(async () => {
  endpoint = await startOpenAiServer({
    transcription: { transcribe: ({ samples }) => `heard ${samples.length} samples and` },
  })
  return env()
}, hearSentences)

async function hearSentences() {
  const parts: (Int16Array | number)[] = [1_000]
  for (let i = 0; i < 12; i += 1) parts.push(await synthesize(SENTENCES[i % SENTENCES.length] ?? ''), 900)
  return launchBrowserThatHears(joinSpeech([...parts, 60_000]).samples)
}
afterAll(() => endpoint.close())

describe('a recording goes on whatever happens to the line', () => {
  it('[SPR1] the connection is cut for 10 s and the server killed in mid-answer: the stored track is exact to the sample', async () => {
    const line = await createCutLine(room.server.url)
    const { page } = await openSpokenPage(room.browser)
    const sessionId = await beginSpoken(page, line.url)
    const has = (type: string) => async () =>
      (await readLog(room.folder, sessionId)).some((event) => event.type === type)
    await expect.poll(has('utterance_recognized'), { timeout: 30_000 }).toBe(true)
    const [trackId = ''] = (await capturedTracks(page)).keys()
    const countStored = async () => (await readTrack(room.folder, sessionId, trackId)).length
    line.cut()
    await letPass(page, 10_000)
    const storedBefore = await countStored()
    line.mend()
    await expect.poll(countStored, { timeout: 30_000 }).toBeGreaterThan(storedBefore)
    await room.server.kill('SIGKILL')
    await letPass(page, 2_000)
    room.server = await startServerProcess({ DATA_DIR: room.folder, PORT: new URL(room.server.url).port, ...env() })
    await page.getByText('Saved', { exact: true }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Type instead' }).click()
    await expect.poll(has('track_closed'), { timeout: 60_000 }).toBe(true)

    const stored = await readTrack(room.folder, sessionId, trackId)
    expect(stored.length).toBeGreaterThan(16_000 * 2 * 12)
    // The page writes its own copy behind the sending.
    await expect.poll(async () => (await capturedTracks(page)).get(trackId)?.length).toBe(stored.length)
    const captured = await capturedTracks(page)
    expect(captured.size).toBe(1)
    const whole = captured.get(trackId) ?? Buffer.alloc(0)
    expect(stored.equals(whole)).toBe(true)
    const log = await readLog(room.folder, sessionId)
    expect(log.filter((event) => event.type === 'audio_lost')).toEqual([])
    expect(log.find((event) => event.type === 'track_closed')).toMatchObject({
      samples: whole.length / 2,
      stored: whole.length / 2,
    })
    // Nothing that was said while the line was cut is missing from the transcript.
    const detected = log.filter((event) => event.type === 'speech_detected').length
    await expect
      .poll(
        async () =>
          (await readLog(room.folder, sessionId)).filter((event) => event.type === 'utterance_recognized').length,
      )
      .toBe(detected)
    await line.close()
  })
})
