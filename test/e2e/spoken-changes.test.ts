import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findAxeViolations } from '../support/browser.ts'
import {
  beginInterview,
  isMicrophoneFree,
  listens,
  openPageThatHears,
  press,
  readAnswer,
  readSession,
  say,
  sayFor,
} from '../support/page-microphone.ts'
import { capturedTracks, expectSameSound, findSound, readTrack, toSamples } from '../support/spoken-page.ts'
import { FIRST, LAST, serveSpokenRoom, startListening } from '../support/spoken-room.ts'

const room = serveSpokenRoom()

describe('a page that goes', () => {
  it('[SX3] reloaded in mid-speech: what was captured is on the disk, and what was being said is transcribed', async () => {
    const { page, sessionId, session } = await startListening(room)
    room.heard.push(FIRST, 'Then I write it down and')
    await say(page, 'first')
    await expect.poll(() => readAnswer(page)).toBe(FIRST)
    await sayFor(page, 'next', 2_000)
    const captured = await capturedTracks(page)
    await page.reload()
    await expect.poll(() => session.count('track_closed')).toBe(1)
    const [[trackId, before]] = [...captured] as [[string, Buffer]]
    const stored = await readTrack(room.folder, sessionId, trackId)
    expect(stored.length).toBeGreaterThanOrEqual(before.length)
    expect(stored.subarray(0, before.length).equals(before)).toBe(true)
    const [closed] = await session.all('track_closed')
    expect(closed?.stored).toBe(stored.length / 2)
    await expect.poll(() => readAnswer(page)).toBe(`${FIRST} Then I write it down and`)
    const [, last] = await session.all('speech_detected')
    expect((last?.span.toSample ?? 0) * 2).toBeGreaterThan(before.length - 32_000)
    expect(await findAxeViolations(page)).toEqual([])
    await page.context().close()
  })

  it('[SX4] another tab takes over in mid-speech: the first stops recording and says so, and its sound arrives', async () => {
    const { page, sessionId, session } = await startListening(room)
    room.heard.push(FIRST, 'Then I write it down')
    await say(page, 'first')
    await expect.poll(() => readAnswer(page)).toBe(FIRST)
    await sayFor(page, 'next', 1_500)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await page.getByText('This interview goes on in another tab').waitFor()
    await expect.poll(() => readAnswer(other)).toBe(`${FIRST} Then I write it down`)
    // The device is free: nothing can be recorded any more.
    await expect.poll(() => isMicrophoneFree(page)).toBe(true)
    await expect.poll(() => session.count('track_closed')).toBe(1)
    const [trackId = ''] = (await capturedTracks(page)).keys()
    await expectSameSound(page, room.folder, sessionId, trackId)
    const whole = await readTrack(room.folder, sessionId, trackId)
    expect(whole.length).toBeLessThan(32_000 * 12)
    expect((await session.all('track_closed'))[0]?.stored).toBe(whole.length / 2)
    expect(await findAxeViolations(page)).toEqual([])
    await page.context().close()
  })
})

describe('from speaking to typing and back', () => {
  it('[SX7] a moment to think, typing in mid-answer and speaking again keep every word in its order', async () => {
    const { page, session } = await startListening(room)
    room.heard.push(FIRST, 'Then I write it down and', LAST)
    await page.keyboard.press('h')
    await page.getByText('Take the time you need').waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await say(page, 'first')
    await expect.poll(() => readAnswer(page)).toBe(FIRST)
    await press(page, 'Go on')
    await sayFor(page, 'next', 1_500)
    await press(page, 'Type instead')
    await expect.poll(() => readAnswer(page)).toBe(`${FIRST} Then I write it down and`)
    await page.locator('#answer').press('End')
    await page.locator('#answer').pressSequentially(' check it.')
    await press(page, 'Speak')
    await listens(page)
    await say(page, 'last')
    const whole = `${FIRST} Then I write it down and check it. ${LAST}`
    await expect.poll(() => readAnswer(page)).toBe(whole)
    await press(page, 'I’m done')
    await expect.poll(() => session.count('turn_committed')).toBe(1)
    expect((await session.all('turn_committed'))[0]?.text).toBe(whole)
    await page.context().close()
  })

  it('[SX8] with push-to-talk only what is said while the space bar is held is recorded', async () => {
    const { page } = await openPageThatHears(room.browser, room.voices, { pushToTalk: true })
    room.heard.push(FIRST, LAST)
    const sessionId = await beginInterview(page, room)
    const session = readSession(room, sessionId)
    await page.getByRole('button', { name: 'Hold to speak' }).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await page.keyboard.down(' ')
    await page.getByRole('button', { name: 'Hold to speak', pressed: true }).waitFor()
    await say(page, 'first')
    await page.keyboard.up(' ')
    await expect.poll(() => readAnswer(page)).toBe(FIRST)
    await say(page, 'next')
    await page.keyboard.down(' ')
    await page.getByRole('button', { name: 'Hold to speak', pressed: true }).waitFor()
    await say(page, 'last')
    await page.keyboard.up(' ')
    await expect.poll(() => readAnswer(page)).toBe(`${FIRST} ${LAST}`)
    await expect.poll(() => session.count('track_closed')).toBe(2)
    const seconds = (await session.all('track_closed')).reduce((sum, { stored }) => sum + stored / 16_000, 0)
    const said = (room.voices.first.length + room.voices.last.length) / 16_000
    expect(seconds).toBeGreaterThan(said)
    expect(seconds).toBeLessThan(said + room.voices.next.length / 16_000)
    await page.context().close()
  })
})

describe('hearing it again', () => {
  const QUOTE = 'I would put a figure on what that mess costs us over two years.'

  it('[SX9] a quote in the report plays from its first word, the replay has its sound, and deleting that keeps the words', async () => {
    const prepare = (page: Page) => page.addInitScript(hookPlay)
    const { page, errors, sessionId, session } = await startListening(room, { checkTranscript: false, prepare })
    room.heard.push(FIRST, QUOTE)
    await say(page, 'first')
    await expect.poll(() => readAnswer(page)).toBe(FIRST)
    await say(page, 'next')
    await expect.poll(() => readAnswer(page)).toBe(`${FIRST} ${QUOTE}`)
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
    const begins = findSound(stored, room.voices.next.subarray(0, 8_000)).at / 16_000
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
