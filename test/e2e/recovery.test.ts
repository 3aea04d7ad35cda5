import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { foldSession } from '../../server/contract/fold-session.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { answerField, answerWith, openPage, startInterview } from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { startServerProcess } from '../support/server-process.ts'

const room = serveGreenroom()

const SENTENCE = 'Zoë and I took the “slower” way. '
const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor()
const textIn = async (page: Page) => (await answerField(page)).inputValue()

/** What a server that starts now would know: the draft in the stored log. */
async function storedDraft(sessionId: string): Promise<string | undefined> {
  const store = await createSqliteStore(join(room.folder, 'greenroom.db'))
  const session = foldSession(await store.readEvents(sessionId, 0))
  await store.close()
  return openTurn(session.phase)?.draft
}

describe('nothing that was written is lost', () => {
  it('[R1] a reload in the middle of an answer goes on at the same character, even unsaved ones', async () => {
    const { page } = await openPage(room.browser)
    await startInterview(page, room.server.url)
    const field = await answerField(page)
    await field.pressSequentially(SENTENCE)
    await saved(page)
    await field.pressSequentially('And then I')
    await page.reload()
    await expect.poll(() => textIn(page)).toBe(`${SENTENCE}And then I`)
    await (await answerField(page)).pressSequentially(' went on.')
    await saved(page)
    await expect.poll(() => textIn(page)).toBe(`${SENTENCE}And then I went on.`)
  })

  it('[R2] a server that is killed in the middle of an answer: every acknowledged character is stored, and the page goes on by itself', async () => {
    const { page } = await openPage(room.browser)
    const sessionId = await startInterview(page, room.server.url)
    const field = await answerField(page)
    await field.pressSequentially(SENTENCE)
    await saved(page)
    await field.pressSequentially('These may not have arrived')
    await room.server.kill('SIGKILL')
    expect(await storedDraft(sessionId)).toContain(SENTENCE.trimEnd())
    await page
      .getByText(/offline/i)
      .first()
      .waitFor()
    await field.pressSequentially(', and these cannot have')
    const port = new URL(room.server.url).port
    room.server = await startServerProcess({ DATA_DIR: room.folder, PORT: port })
    await saved(page)
    const whole = `${SENTENCE}These may not have arrived, and these cannot have`
    expect(await textIn(page)).toBe(whole)
    await expect.poll(() => storedDraft(sessionId)).toBe(whole)
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => (document.querySelector('#answer') as HTMLTextAreaElement | null)?.value === '')
  })

  it('[R3] an answer handed in while the server is away arrives when it is back, once', async () => {
    const { page } = await openPage(room.browser)
    const sessionId = await startInterview(page, room.server.url)
    await (await answerField(page)).pressSequentially(SENTENCE)
    await saved(page)
    await room.server.kill('SIGKILL')
    await page.keyboard.press('Control+Enter')
    await page
      .getByText(/offline/i)
      .first()
      .waitFor()
    room.server = await startServerProcess({ DATA_DIR: room.folder, PORT: new URL(room.server.url).port })
    await page.waitForFunction(() => (document.querySelector('#answer') as HTMLTextAreaElement | null)?.value === '')
    const store = await createSqliteStore(join(room.folder, 'greenroom.db'))
    const turns = (await store.readEvents(sessionId, 0)).filter((event) => event.type === 'turn_committed')
    await store.close()
    expect(turns).toMatchObject([{ text: SENTENCE, how: 'submitted' }])
  })

  it('[R4] the newest tab takes over, the older one is told, shows it live and can take it back', async () => {
    const { page: first } = await openPage(room.browser)
    await startInterview(first, room.server.url)
    await (await answerField(first)).pressSequentially('From the first tab. ')
    await saved(first)
    const second = await first.context().newPage()
    await second.goto(first.url())
    await expect.poll(() => textIn(second)).toBe('From the first tab. ')
    const back = first.getByRole('button', { name: 'Continue here' })
    await back.waitFor()
    await (await answerField(second)).pressSequentially('From the second. ')
    await expect.poll(() => first.locator('#answer').inputValue()).toContain('From the second. ')
    await back.click()
    await second.getByRole('button', { name: 'Continue here' }).waitFor()
    await (await answerField(first)).pressSequentially('And the first again.')
    await expect
      .poll(() => second.locator('#answer').inputValue())
      .toBe('From the first tab. From the second. And the first again.')
  })

  it('[R6] the tab that writes is closed: the other one says so and goes on', async () => {
    const { page: first } = await openPage(room.browser)
    await startInterview(first, room.server.url)
    const second = await first.context().newPage()
    await second.goto(first.url())
    await first.getByText('goes on in another tab').waitFor()
    await (await answerField(second)).pressSequentially('From the second. ')
    await saved(second)
    await second.close()
    await first.getByText('is gone').waitFor()
    await first.getByRole('button', { name: 'Continue here' }).click()
    await (await answerField(first)).pressSequentially('And the first.')
    expect(await textIn(first)).toBe('From the second. And the first.')
  })

  it('[R5] another day, another browser: the interview goes on where it stood', async () => {
    const { page } = await openPage(room.browser)
    await startInterview(page, room.server.url)
    await answerWith(page, SENTENCE)
    await (await answerField(page)).pressSequentially('To be continued')
    await saved(page)
    await page.context().close()
    const { page: later } = await openPage(room.browser)
    await later.goto(room.server.url)
    await later
      .getByRole('link', { name: /continue/i })
      .first()
      .click()
    await expect.poll(() => textIn(later)).toBe('To be continued')
  })
})
