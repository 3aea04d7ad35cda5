import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DEAF_MS } from '../../client/lib/speech/barge-in.ts'
import { findAxeViolations } from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import type { SpeechFault } from '../support/openai-speech.ts'
import { buildTone } from '../support/openai-wav.ts'
import {
  beginInterview,
  listens,
  openInterview,
  openPageThatHears,
  press,
  readAnswer,
  readSession,
  say,
  sayFor,
  type Voices,
} from '../support/page-microphone.ts'
import {
  failRecognizer,
  giveRecognizer,
  hears,
  listenToPage,
  saidByBrowser,
  secondsPlayed,
  sinceFirstSound,
  takeRecognizer,
} from '../support/page-speech.ts'
import { synthesize } from '../support/speech.ts'
import { letPass } from '../support/spoken-page.ts'

const ANSWER = 'Then I write it down and show them the smallest version of it that could work for them.'
const SENTENCE_MS = 3_000
/** Speech is placed up to 200 ms before its sound, and the page learns of its own first sound by a timer. */
const MARGIN_MS = 500

let endpoint: Awaited<ReturnType<typeof startOpenAiServer>>
const faults: SpeechFault[] = []
/** A voice, and no recogniser. */
const room = serveGreenroom(async () => {
  endpoint = await startOpenAiServer({ speech: { faults, speak: (_, rate) => buildTone(SENTENCE_MS, rate) } })
  return { TTS_BASE_URL: endpoint.url, TTS_MODEL: 'test-mouth' }
})
let voices: Voices

beforeAll(async () => {
  voices = { answer: await synthesize(ANSWER) }
})
afterAll(() => endpoint.close())
beforeEach(() => {
  faults.length = 0
})

const isReading = (page: Page) => page.getByText('The interviewer is speaking')

/** What the interviewer has said last, and the sentences that were asked of the endpoint since. */
async function readQuestion(sessionId: string): Promise<string> {
  const [asked] = await readSession(room, sessionId).all('question_asked')
  return asked === undefined ? '' : `${asked.lead} ${asked.text}`.trim()
}

describe('the interviewer’s voice', () => {
  it('[SV1] it comes sentence by sentence from the endpoint, gives way to speech, is repeated and muted', async () => {
    const { page, errors } = await openPageThatHears(room.browser, voices, { muted: false })
    await giveRecognizer(page)
    await listenToPage(page)
    const before = endpoint.speeches.length
    const asked = () => endpoint.speeches.slice(before).map(({ body }) => body.input)
    const sessionId = await beginInterview(page, room)
    await isReading(page).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    const question = await readQuestion(sessionId)
    await expect.poll(() => asked()[0]).toBe(question.slice(0, asked()[0]?.length ?? 1))
    expect(asked()[0]?.length).toBeLessThan(question.length)
    await expect.poll(() => secondsPlayed(page)).toBeGreaterThan(1)
    expect(await saidByBrowser(page)).toEqual([])

    // Before that nobody interrupts: echo cancellation learns the room.
    await expect.poll(() => sinceFirstSound(page)).toBeGreaterThan(DEAF_MS + MARGIN_MS)
    await sayFor(page, 'answer', 2_000)
    await hears(page, 'then I write it down', false)
    await expect.poll(() => readSession(room, sessionId).count('interviewer_interrupted')).toBe(1)
    await isReading(page).waitFor({ state: 'hidden' })
    const [interrupted] = await readSession(room, sessionId).all('interviewer_interrupted')
    expect(interrupted?.heardLength).toBeGreaterThan(0)
    expect(interrupted?.heardLength).toBeLessThan(question.length)

    const said = asked().length
    await press(page, 'Say it again')
    await isReading(page).waitFor()
    await expect.poll(() => asked()[said]).toBe(asked()[0])
    await press(page, 'Mute the interviewer')
    await isReading(page).waitFor({ state: 'hidden' })
    expect(await findAxeViolations(page)).toEqual([])
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('[SV2] an endpoint that fails is stood in for by the browser’s voice: the whole question is said', async () => {
    const { page } = await openPageThatHears(room.browser, voices, { muted: false })
    faults.push('server_error')
    await giveRecognizer(page)
    await listenToPage(page)
    const sessionId = await beginInterview(page, room)
    await listens(page)
    await expect.poll(async () => (await saidByBrowser(page)).join(' ')).toBe(await readQuestion(sessionId))
    expect(await secondsPlayed(page)).toBe(0)
    await isReading(page).waitFor({ state: 'hidden' })
    expect(await findAxeViolations(page)).toEqual([])
    await page.context().close()
  })
})

describe('the browser’s recogniser', () => {
  it('[SV3] its vendor is named, captions show while one speaks, and the words join the answer; a failure is said', async () => {
    const { page, errors } = await openPageThatHears(room.browser, voices)
    await giveRecognizer(page)
    const sessionId = await openInterview(page, room)
    await page.getByText(/Its vendor may receive the sound/).waitFor()
    await press(page, 'Begin')
    await listens(page)
    const saying = say(page, 'answer')
    await letPass(page, 700)
    await hears(page, 'then I write', false)
    await page.getByText('then I write', { exact: true }).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await hears(page, ANSWER, true)
    await expect.poll(() => readAnswer(page)).toBe(ANSWER)
    await page.getByText('then I write', { exact: true }).waitFor({ state: 'hidden' })
    await failRecognizer(page, 'network')
    await page.getByText(/has no connection: what you say is recorded/).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    // What is said now, after a pause, has no words, and is kept.
    await saying
    await letPass(page, 1_000)
    await say(page, 'answer')
    await press(page, 'I’m done')
    const session = readSession(room, sessionId)
    await expect.poll(() => session.count('turn_committed')).toBe(1)
    expect((await session.all('turn_committed'))[0]?.text).toBe(ANSWER)
    expect((await session.all('track_opened'))[0]?.recognizer).toEqual({ kind: 'browser' })
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('no recogniser at all', () => {
  it('[SV4] it is recorded; “I’m done” hands that in, the gist can be typed, and the report says what has no transcript', async () => {
    const { page, errors } = await openPageThatHears(room.browser, voices)
    await takeRecognizer(page)
    const sessionId = await openInterview(page, room, { questions: 2 })
    const session = readSession(room, sessionId)
    await page.getByText(/Nothing here makes text of speech yet/).waitFor()
    await press(page, 'Begin')
    for (const question of [1, 2]) {
      await page.getByText(`Question ${question} of 2`, { exact: true }).waitFor()
      await page.getByText(/Recorded, without a transcript/).waitFor()
      await say(page, 'answer')
      await expect.poll(() => session.count('speech_detected')).toBe(question)
      if (question === 1) expect(await findAxeViolations(page)).toEqual([])
      await press(page, 'I’m done')
      await expect.poll(() => session.count('turn_committed')).toBe(question)
    }
    await page.getByRole('heading', { name: 'Is this what you said?' }).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await page.getByRole('textbox', { name: 'What was heard' }).first().fill(ANSWER)
    await press(page, 'That is what I said')
    await page.waitForURL(/\/report$/)
    await page.getByRole('button', { name: /^Open all/ }).click()
    await page
      .getByText(/One stretch of speech has no transcript/)
      .first()
      .waitFor()
    await page.getByText(ANSWER).first().waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    expect(
      (await session.all('track_closed')).every(({ samples, stored }) => samples === stored && stored > 16_000),
    ).toBe(true)
    expect(errors).toEqual([])
    await page.context().close()
  })
})
