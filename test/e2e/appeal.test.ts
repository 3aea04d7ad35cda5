import { afterAll, describe, expect, it } from 'vitest'
import { type QuestionReport, ReportSchema } from '../../server/contract/report.ts'
import {
  answerToTheEnd,
  expectNoSidewaysScroll,
  findAxeViolations,
  openPage,
  startInterview,
} from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts'

let model: OpenAiServer
const room = serveGreenroom(async () => {
  model = await startOpenAiServer()
  return { LLM_BASE_URL: model.url, LLM_MODEL: 'stand-in', JUDGE_MODEL: 'stand-in-judge' }
})
afterAll(() => model.close())

const ANSWER =
  'I ask engineering to lay out the options with their cost, I look at what customers struggle with, and then I decide with the numbers on the table.'
const WHY = 'I did say who bears the cost.'

async function readQuestion(sessionId: string): Promise<QuestionReport | undefined> {
  const response = await fetch(`${room.server.url}/api/sessions/${sessionId}/report`)
  return ReportSchema.parse(await response.json()).questions[0]
}

/** An interview of one question, at its graded report with the question open. */
async function openReport() {
  const { page, errors } = await openPage(room.browser)
  const sessionId = await startInterview(page, room.server.url, { questions: 1 })
  await answerToTheEnd(page, ANSWER)
  await expect.poll(async () => (await readQuestion(sessionId))?.outcome.status).toBe('graded')
  await page.goto(`${room.server.url}/sessions/${sessionId}/report#question-1`)
  await page.getByText(/read three times/).waitFor()
  return { page, errors, sessionId }
}

describe('a person against a grade', () => {
  it('[M6] says by keyboard that a verdict is wrong and why, and takes it back; the grade stays, the words stand beside it', async () => {
    const { page, errors, sessionId } = await openReport()
    const before = await readQuestion(sessionId)
    const button = page.getByRole('button', { name: /^This is wrong: / }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    const field = page.getByLabel('What is wrong with it?')
    await expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true)
    expect(await findAxeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => button.evaluate((node) => node === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await field.pressSequentially(WHY)
    await page.getByRole('button', { name: 'Mark as wrong' }).click()
    await page.getByText(/^You marked “.+” as wrong:/).waitFor()
    const after = await readQuestion(sessionId)
    expect(after?.disputes).toMatchObject([{ why: WHY }])
    expect(after?.outcome).toEqual(before?.outcome)
    await page.reload()
    await page.getByText(WHY).waitFor()
    await page.getByRole('button', { name: /^Take it back: / }).press('Enter')
    await page.getByText('Your note is taken back.').waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await expect.poll(() => button.evaluate((node) => node === document.activeElement)).toBe(true)
    await expect.poll(async () => (await readQuestion(sessionId))?.disputes).toEqual([])
    await page.reload()
    await button.waitFor()
    expect(await page.getByText(WHY).count()).toBe(0)
    expect(errors).toEqual([])
  })

  it('[M7] has it graded by word matching too, sees both side by side, and chooses which is shown', async () => {
    const { page, errors, sessionId } = await openReport()
    await page.getByRole('button', { name: 'Grade it again by word matching' }).click()
    const table = page.getByRole('table', { name: /graded by stand-in-judge and by word matching/ })
    await table.waitFor()
    expect((await readQuestion(sessionId))?.outcome).toMatchObject({ judge: { kind: 'model' } })
    expect(await findAxeViolations(page)).toEqual([])
    await table.getByRole('button', { name: 'Show this grade: word matching' }).click()
    await page.getByRole('table', { name: /graded by word matching and by stand-in-judge/ }).waitFor()
    expect(await readQuestion(sessionId)).toMatchObject({
      outcome: { judge: { kind: 'built-in' } },
      grades: [{ shown: false }, { shown: true }],
    })
    await page.setViewportSize({ width: 360, height: 780 })
    await expectNoSidewaysScroll(page)
    await page.goto(`${room.server.url}/sessions/${sessionId}/print`)
    await page.getByRole('table', { name: /graded by word matching/ }).waitFor()
    expect(await page.getByRole('button', { name: /wrong|Grade it again|Show this grade/ }).count()).toBe(0)
    expect(errors).toEqual([])
  })
})
