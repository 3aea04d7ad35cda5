import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerField, answerWith, findAxeViolations } from '../support/browser.ts'
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import type { TranscriptionFault } from '../support/openai-transcription.ts'
import {
  beginInterview,
  beginToSay,
  openPageThatHears,
  readSession,
  say,
  unplug,
  type Voices,
} from '../support/page-microphone.ts'
import { synthesize } from '../support/speech.ts'
import { capturedTracks, findSound, openSpokenPage, readTrack, toSamples } from '../support/spoken-page.ts'

const FIRST = 'First I ask the customer what they need.'
const NEXT = 'Then I write it down and show them the smallest version of it that could work for them.'
const LAST = 'After that I build it.'

let endpoint: Awaited<ReturnType<typeof startOpenAiServer>>
/** What the recogniser makes of the next stretches of sound. */
const heard: string[] = []
/** What goes wrong with it at the moment. */
const faults: TranscriptionFault[] = []
const room = serveGreenroom(async () => {
  endpoint = await startOpenAiServer({ transcription: { faults, transcribe: () => heard.shift() ?? '' } })
  return { STT_BASE_URL: endpoint.url, STT_MODEL: 'test-ears' }
})
let browser: Browser
let voices: Voices

beforeAll(async () => {
  voices = { first: await synthesize(FIRST), next: await synthesize(NEXT), last: await synthesize(LAST) }
  // There is a microphone, and nobody says yes to it for the page.
  const args = [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream']
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args })
})
afterAll(async () => {
  await browser.close()
  await endpoint.close()
})

beforeEach(() => {
  heard.length = 0
  faults.length = 0
})

const answer = (page: Page) => page.locator('#answer')
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const listens = (page: Page) => page.getByText(/^Listening/).waitFor()

/** Types until nothing more is asked. */
async function endByTyping(page: Page): Promise<void> {
  const isOver = page.waitForURL(/\/report$/).then(() => true)
  for (;;) {
    const hasFloor = answerField(page).then(
      () => false,
      () => true,
    )
    if (await Promise.race([isOver, hasFloor])) return
    await answerWith(page, 'I would rather type this, and it is all that I have to say.')
  }
}

describe('no microphone', () => {
  const CASES = [
    ['denied', 'The microphone is not allowed here', () => undefined],
    [
      'none there',
      'No microphone was found',
      () => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'))
      },
    ],
    [
      'an address that is not secure',
      'The microphone needs a secure address',
      () => void Object.defineProperty(window, 'isSecureContext', { value: false }),
    ],
  ] as const

  it.each(CASES)('[SX1] %s: it is said plainly, and the interview goes on by typing', async (which, words, spoil) => {
    const { page, errors } = await openSpokenPage(browser)
    await page.context().clearPermissions()
    await page.addInitScript(spoil)
    const sessionId = await beginInterview(page, room)
    await page.getByText(words).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    if (which === 'denied') await endByTyping(page)
    else await answerWith(page, 'I would rather type this.')
    expect(await readSession(room, sessionId).count('turn_committed')).toBeGreaterThan(0)
    expect(await readSession(room, sessionId).count('track_opened')).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('a microphone that goes', () => {
  it('[SX2] unplugged in mid-answer: what was said is kept, typing goes on, and speaking again is a second recording', async () => {
    const { page, errors } = await openPageThatHears(browser, voices)
    heard.push(FIRST, 'Then I write it down', LAST)
    const sessionId = await beginInterview(page, room)
    const session = readSession(room, sessionId)
    await listens(page)
    await say(page, 'first')
    await expect.poll(() => answer(page).inputValue()).toBe(FIRST)
    await beginToSay(page, 'next')
    await wait(1_500)
    await unplug(page)
    await page.getByText('The microphone is gone').waitFor()
    await expect.poll(() => answer(page).inputValue()).toBe(`${FIRST} Then I write it down`)
    expect(await findAxeViolations(page)).toEqual([])
    await answer(page).fill(`${FIRST} Then I write it down, by hand.`)
    await press(page, 'Speak')
    await listens(page)
    await say(page, 'last')
    const whole = `${FIRST} Then I write it down, by hand. ${LAST}`
    await expect.poll(() => answer(page).inputValue()).toBe(whole)
    await press(page, 'Type instead')
    await expect.poll(() => session.count('track_closed')).toBe(2)
    for (const { trackId, samples, stored } of await session.all('track_closed')) {
      expect(stored).toBe(samples)
      const onDisk = await readTrack(room.folder, sessionId, trackId)
      // The page writes its own copy behind the sending.
      await expect.poll(async () => (await capturedTracks(page)).get(trackId)?.equals(onDisk)).toBe(true)
    }
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('a page that goes', () => {
  it('[SX3] reloaded in mid-speech: what was captured is on the disk, and what was being said is transcribed', async () => {
    const { page } = await openPageThatHears(browser, voices)
    heard.push(FIRST, 'Then I write it down and')
    const sessionId = await beginInterview(page, room)
    const session = readSession(room, sessionId)
    await listens(page)
    await say(page, 'first')
    await expect.poll(() => answer(page).inputValue()).toBe(FIRST)
    await beginToSay(page, 'next')
    await wait(2_000)
    const captured = await capturedTracks(page)
    await page.reload()
    await expect.poll(() => session.count('track_closed')).toBe(1)
    const [[trackId, before]] = [...captured] as [[string, Buffer]]
    const stored = await readTrack(room.folder, sessionId, trackId)
    expect(stored.length).toBeGreaterThanOrEqual(before.length)
    expect(stored.subarray(0, before.length).equals(before)).toBe(true)
    const [closed] = await session.all('track_closed')
    expect(closed?.stored).toBe(stored.length / 2)
    await expect.poll(() => answer(page).inputValue()).toBe(`${FIRST} Then I write it down and`)
    const [, last] = await session.all('speech_detected')
    expect((last?.span.toSample ?? 0) * 2).toBeGreaterThan(before.length - 32_000)
    expect(await findAxeViolations(page)).toEqual([])
    await page.context().close()
  })

  it('[SX4] another tab takes over in mid-speech: the first stops recording and says so, and its sound arrives', async () => {
    const { page } = await openPageThatHears(browser, voices)
    heard.push(FIRST, 'Then I write it down')
    const sessionId = await beginInterview(page, room)
    const session = readSession(room, sessionId)
    await listens(page)
    await say(page, 'first')
    await expect.poll(() => answer(page).inputValue()).toBe(FIRST)
    await beginToSay(page, 'next')
    await wait(1_500)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await page.getByText('This interview goes on in another tab').waitFor()
    await expect.poll(() => answer(other).inputValue()).toBe(`${FIRST} Then I write it down`)
    await wait(500)
    const [trackId = ''] = (await capturedTracks(page)).keys()
    const onDisk = () => readTrack(room.folder, sessionId, trackId)
    await expect.poll(async () => (await capturedTracks(page)).get(trackId)?.equals(await onDisk())).toBe(true)
    const whole = await onDisk()
    // Nothing is recorded any more, and the device is free.
    expect(whole.length).toBeLessThan(32_000 * 12)
    await wait(500)
    expect((await capturedTracks(page)).get(trackId)?.length).toBe(whole.length)
    await expect.poll(() => session.count('track_closed')).toBe(1)
    expect((await session.all('track_closed'))[0]?.stored).toBe(whole.length / 2)
    expect(await findAxeViolations(page)).toEqual([])
    await page.context().close()
  })
})

describe('a recogniser in trouble', () => {
  it('[SX5] it fails, answers with a page, with garbage: the sound is kept, and it is tried again until it works', async () => {
    const { page } = await openPageThatHears(browser, voices)
    faults.push('server_error')
    const sessionId = await beginInterview(page, room)
    const session = readSession(room, sessionId)
    await listens(page)
    await say(page, 'first')
    await page.getByText(/could not be transcribed/).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    for (const fault of ['html', 'garbage_json', 'html_in_json', 'wrong_shape'] as const) {
      faults.splice(0, 1, fault)
      const failed = await session.count('utterance_failed')
      await press(page, 'Transcribe again')
      await expect.poll(() => session.count('utterance_failed'), { message: fault }).toBe(failed + 1)
      expect(await answer(page).inputValue()).toBe('')
    }
    faults.length = 0
    heard.push(FIRST)
    await press(page, 'Transcribe again')
    await expect.poll(() => answer(page).inputValue()).toBe(FIRST)
    await page.getByText(/could not be transcribed/).waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('[SX6] “I’m done” with nothing understood says so, and offers to say it again or to hand in the recording', async () => {
    const { page } = await openPageThatHears(browser, voices)
    const sessionId = await beginInterview(page, room)
    const session = readSession(room, sessionId)
    await listens(page)
    await say(page, 'first')
    await expect.poll(() => session.count('utterance_recognized')).toBe(1)
    await press(page, 'I’m done')
    await page.getByText(/No words were understood/).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    expect(await session.count('turn_committed')).toBe(0)
    // The microphone goes on: it can be said again.
    await listens(page)
    await say(page, 'last')
    await expect.poll(() => session.count('utterance_recognized')).toBe(2)
    await press(page, 'I’m done')
    await page.getByText(/No words were understood/).waitFor()
    await press(page, 'Hand in the recording')
    await page.getByRole('heading', { name: 'Is this what you said?' }).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    const captured = await capturedTracks(page)
    expect(captured.size).toBeGreaterThanOrEqual(2)
    await expect.poll(() => session.count('track_closed')).toBe(captured.size)
    for (const trackId of captured.keys()) {
      const onDisk = await readTrack(room.folder, sessionId, trackId)
      await expect.poll(async () => (await capturedTracks(page)).get(trackId)?.equals(onDisk)).toBe(true)
    }
    await page.context().close()
  })
})

describe('from speaking to typing and back', () => {
  it('[SX7] a moment to think, typing in mid-answer and speaking again keep every word in its order', async () => {
    const { page } = await openPageThatHears(browser, voices)
    heard.push(FIRST, 'Then I write it down and', LAST)
    const sessionId = await beginInterview(page, room)
    await listens(page)
    await page.keyboard.press('h')
    await page.getByText('Take the time you need').waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await say(page, 'first')
    await expect.poll(() => answer(page).inputValue()).toBe(FIRST)
    await press(page, 'Go on')
    await beginToSay(page, 'next')
    await wait(1_500)
    await press(page, 'Type instead')
    await expect.poll(() => answer(page).inputValue()).toBe(`${FIRST} Then I write it down and`)
    await answer(page).press('End')
    await answer(page).pressSequentially(' check it.')
    await press(page, 'Speak')
    await listens(page)
    await say(page, 'last')
    const whole = `${FIRST} Then I write it down and check it. ${LAST}`
    await expect.poll(() => answer(page).inputValue()).toBe(whole)
    await press(page, 'I’m done')
    const session = readSession(room, sessionId)
    await expect.poll(() => session.count('turn_committed')).toBe(1)
    expect((await session.all('turn_committed'))[0]?.text).toBe(whole)
    await page.context().close()
  })

  it('[SX8] with push-to-talk only what is said while the space bar is held is recorded', async () => {
    const { page } = await openPageThatHears(browser, voices, { pushToTalk: true })
    heard.push(FIRST, LAST)
    const sessionId = await beginInterview(page, room)
    const session = readSession(room, sessionId)
    await page.getByRole('button', { name: 'Hold to speak' }).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await page.keyboard.down(' ')
    await page.getByRole('button', { name: 'Hold to speak', pressed: true }).waitFor()
    await say(page, 'first')
    await page.keyboard.up(' ')
    await expect.poll(() => answer(page).inputValue()).toBe(FIRST)
    await say(page, 'next')
    await page.keyboard.down(' ')
    await page.getByRole('button', { name: 'Hold to speak', pressed: true }).waitFor()
    await say(page, 'last')
    await page.keyboard.up(' ')
    await expect.poll(() => answer(page).inputValue()).toBe(`${FIRST} ${LAST}`)
    await expect.poll(() => session.count('track_closed')).toBe(2)
    const seconds = (await session.all('track_closed')).reduce((sum, { stored }) => sum + stored / 16_000, 0)
    const said = ((voices.first?.length ?? 0) + (voices.last?.length ?? 0)) / 16_000
    expect(seconds).toBeGreaterThan(said)
    expect(seconds).toBeLessThan(said + (voices.next?.length ?? 0) / 16_000)
    await page.context().close()
  })
})

describe('hearing it again', () => {
  const QUOTE = 'I would put a figure on what that mess costs us over two years.'

  it('[SX9] a quote in the report plays from its first word, the replay has its sound, and deleting that keeps the words', async () => {
    const { page, errors } = await openPageThatHears(browser, voices)
    await page.addInitScript(hookPlay)
    heard.push(FIRST, QUOTE)
    const sessionId = await beginInterview(page, room, { checkTranscript: false })
    const session = readSession(room, sessionId)
    await listens(page)
    await say(page, 'first')
    await wait(800)
    await say(page, 'next')
    await expect.poll(() => answer(page).inputValue()).toBe(`${FIRST} ${QUOTE}`)
    await press(page, 'I’m done')
    await expect.poll(() => session.count('turn_committed')).toBe(1)
    await endWithoutMore(page)
    await page
      .getByRole('button', { name: `Play this: ${QUOTE.slice(0, 30)}` })
      .first()
      .click()
    await expect.poll(async () => (await plays(page)).at(-1)?.soundsAt ?? null).not.toBe(null)
    const trackId = (await session.all('track_closed'))[0]?.trackId ?? ''
    const stored = toSamples(await readTrack(room.folder, sessionId, trackId))
    const begins = findSound(stored, (voices.next ?? stored).subarray(0, 8_000)).at / 16_000
    expect(Math.abs(((await plays(page)).at(-1)?.soundsAt ?? 0) - begins)).toBeLessThanOrEqual(0.3)
    expect(await findAxeViolations(page)).toEqual([])

    await page.goto(`${room.server.url}/sessions/${sessionId}/replay`)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await expect.poll(async () => (await plays(page)).at(-1)?.source ?? '', { timeout: 30_000 }).toContain(trackId)
    expect(await findAxeViolations(page)).toEqual([])

    await page.goto(`${room.server.url}/sessions/${sessionId}/report`)
    await press(page, 'Delete the sound')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the sound' }).click()
    await expect.poll(() => session.count('audio_deleted')).toBe(1)
    await expect.poll(() => existsSync(join(room.folder, 'audio', sessionId))).toBe(false)
    await page
      .getByRole('button', { name: /^Play this/ })
      .first()
      .waitFor({ state: 'detached' })
    await page.getByText(QUOTE).first().waitFor({ state: 'attached' })
    expect(await findAxeViolations(page)).toEqual([])
    expect(errors).toEqual([])
    await page.context().close()
  })
})

/** Whatever else is asked is not known. */
async function endWithoutMore(page: Page): Promise<void> {
  const isOver = page.waitForURL(/\/report$/, { timeout: 40_000 }).then(() => true)
  for (;;) {
    const unknown = page.getByRole('button', { name: 'I don’t know' })
    const isAsked = unknown.click({ timeout: 40_000 }).then(
      () => false,
      () => true,
    )
    if (await Promise.race([isOver, isAsked])) return
  }
}

interface Play {
  source: string
  soundsAt: number | null
}
/** Runs in the page: notes what is played, and where in it the sound begins. */
function hookPlay(): void {
  const all: Play[] = []
  Object.assign(window, { plays: all })
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function () {
    const own: Play = { source: this.src, soundsAt: null }
    all.push(own)
    this.addEventListener('playing', () => Object.assign(own, { soundsAt: this.currentTime }), { once: true })
    return play.call(this)
  }
}
const plays = (page: Page) => page.evaluate(() => (window as unknown as { plays: Play[] }).plays)
