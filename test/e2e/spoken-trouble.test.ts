import { describe, expect, it } from 'vitest'
import { answerToTheEnd, answerWith, findAxeViolations } from '../support/browser.ts'
import {
  beginInterview,
  listens,
  press,
  readAnswer,
  readSession,
  say,
  sayFor,
  unplug,
} from '../support/page-microphone.ts'
import { capturedTracks, expectSameSound, openSpokenPage } from '../support/spoken-page.ts'
import { FIRST, LAST, serveSpokenRoom, startListening } from '../support/spoken-room.ts'

const room = serveSpokenRoom()

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
    const { page, errors } = await openSpokenPage(room.browser)
    await page.context().clearPermissions()
    await page.addInitScript(spoil)
    const sessionId = await beginInterview(page, room)
    await page.getByText(words).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    if (which === 'denied') await answerToTheEnd(page, 'I would rather type this, and it is all that I have to say.')
    else await answerWith(page, 'I would rather type this.')
    const session = readSession(room, sessionId)
    expect(await session.count('turn_committed')).toBeGreaterThan(0)
    expect(await session.count('track_opened')).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('a microphone that goes', () => {
  it('[SX2] unplugged in mid-answer: what was said is kept, typing goes on, and speaking again is a second recording', async () => {
    const { page, errors, sessionId, session } = await startListening(room)
    room.heard.push(FIRST, 'Then I write it down', LAST)
    await say(page, 'first')
    await expect.poll(() => readAnswer(page)).toBe(FIRST)
    await sayFor(page, 'next', 1_500)
    await unplug(page)
    await page.getByText('The microphone is gone').waitFor()
    await expect.poll(() => readAnswer(page)).toBe(`${FIRST} Then I write it down`)
    expect(await findAxeViolations(page)).toEqual([])
    await page.locator('#answer').fill(`${FIRST} Then I write it down, by hand.`)
    await press(page, 'Speak')
    await listens(page)
    await say(page, 'last')
    const whole = `${FIRST} Then I write it down, by hand. ${LAST}`
    await expect.poll(() => readAnswer(page)).toBe(whole)
    await press(page, 'Type instead')
    await expect.poll(() => session.count('track_closed')).toBe(2)
    for (const { trackId, samples, stored } of await session.all('track_closed')) {
      expect(stored).toBe(samples)
      await expectSameSound(page, room.folder, sessionId, trackId)
    }
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('a recogniser in trouble', () => {
  it('[SX5] it fails, answers with a page, with garbage: the sound is kept, and it is tried again until it works', async () => {
    const { page, session } = await startListening(room)
    room.faults.push('server_error')
    await say(page, 'first')
    await page.getByText(/could not be transcribed/).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    for (const fault of ['html', 'garbage_json', 'html_in_json', 'wrong_shape'] as const) {
      room.faults.splice(0, 1, fault)
      const failed = await session.count('utterance_failed')
      await press(page, 'Transcribe again')
      await expect.poll(() => session.count('utterance_failed'), { message: fault }).toBe(failed + 1)
      expect(await readAnswer(page)).toBe('')
    }
    room.faults.length = 0
    room.heard.push(FIRST)
    await press(page, 'Transcribe again')
    await expect.poll(() => readAnswer(page)).toBe(FIRST)
    await page.getByText(/could not be transcribed/).waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('[SX6] “I’m done” with nothing understood says so, and offers to say it again or to hand in the recording', async () => {
    const { page, sessionId, session } = await startListening(room)
    await say(page, 'first')
    await expect.poll(() => session.count('utterance_recognized')).toBe(1)
    await press(page, 'I’m done')
    await page.getByText(/No words were understood/).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    expect(await session.count('turn_committed')).toBe(0)
    // The microphone goes on, however often one says so: it can be said again.
    await listens(page)
    await press(page, 'I’m done')
    await expect.poll(() => session.count('track_closed')).toBe(2)
    await listens(page)
    await say(page, 'last')
    await expect.poll(() => session.count('utterance_recognized')).toBe(2)
    await press(page, 'I’m done')
    await page.getByText(/No words were understood/).waitFor()
    await press(page, 'Hand in the recording')
    await page.getByRole('heading', { name: 'Is this what you said?' }).waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    const captured = await capturedTracks(page)
    expect(captured.size).toBeGreaterThanOrEqual(3)
    await expect.poll(() => session.count('track_closed')).toBe(captured.size)
    for (const trackId of captured.keys()) {
      await expectSameSound(page, room.folder, sessionId, trackId)
    }
    // What is mended there is kept as it is written, and graded whichever way the interview ends.
    const mended = page.getByRole('textbox', { name: 'What was heard' }).last()
    await mended.fill('I would ask the customers first.')
    await expect.poll(() => session.count('turn_corrected')).toBe(1)
    await page.reload()
    await expect.poll(() => mended.inputValue()).toBe('I would ask the customers first.')
    await mended.fill('I would ask two customers first.')
    await page.getByRole('button', { name: 'End interview' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End interview' }).click()
    await page.waitForURL(/\/report$/)
    await page.getByText('I would ask two customers first.').first().waitFor()
    await page.context().close()
  })
})
