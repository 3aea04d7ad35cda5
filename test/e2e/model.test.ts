import { afterAll, describe, expect, it } from 'vitest'
import { ReportSchema } from '../../server/contract/report.ts'
import {
  answerField,
  answerToTheEnd,
  answerWith,
  findAxeViolations,
  openPage,
  startInterview,
} from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts'

const KEY = 'sk-test-key-that-nobody-may-see'
let model: OpenAiServer
const room = serveGreenroom(async () => {
  model = await startOpenAiServer({ apiKey: KEY, models: ['stand-in', 'stand-in-judge'] })
  return { LLM_BASE_URL: model.url, LLM_API_KEY: KEY, LLM_MODEL: 'stand-in', JUDGE_MODEL: 'stand-in-judge' }
})
afterAll(() => model.close())

const ANSWER =
  'I ask engineering to lay out the options with their cost, I look at what customers struggle with, and then I decide with the numbers on the table.'

const readReport = async (sessionId: string) =>
  ReportSchema.parse(await (await fetch(`${room.server.url}/api/sessions/${sessionId}/report`)).json())

describe('a whole interview with a model', () => {
  it('[M1] the settings say what is in use, test the connection, and never hold the key', async () => {
    const { page, errors } = await openPage(room.browser)
    await page.goto(`${room.server.url}/settings`)
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText(/stand-in answered in/).waitFor()
    await page.getByText(/stand-in-judge answered in/).waitFor()
    expect(await page.content()).not.toContain(KEY)
    expect(await findAxeViolations(page)).toEqual([])
    expect(errors).toEqual([])
  })

  it('[M2] follow-ups are worded by the model, and every criterion has a level with a quote that was said', async () => {
    const { page, errors } = await openPage(room.browser)
    const sessionId = await startInterview(page, room.server.url, { questions: 1 })
    await answerToTheEnd(page, ANSWER)
    await page
      .getByText(/graded by stand-in-judge/i)
      .first()
      .waitFor()
    await expect.poll(async () => (await readReport(sessionId)).counts.grading).toBe(0)
    const { questions, counts } = await readReport(sessionId)
    expect(counts).toMatchObject({ graded: 1, notGraded: 0 })
    const [question] = questions
    expect(question?.turns.filter((t) => t.kind === 'follow_up').map((t) => t.by)).toContainEqual({
      engine: { kind: 'model', model: 'stand-in' },
      insteadOf: null,
    })
    const criteria = question?.outcome.status === 'graded' ? question.outcome.criteria : []
    expect(criteria.length).toBeGreaterThan(1)
    for (const { mark, id } of criteria) {
      expect(mark.status, id).toBe('marked')
      if (mark.status !== 'marked') continue
      for (const quote of mark.evidence) expect(ANSWER).toContain(quote.text)
    }
    expect(errors).toEqual([])
  })

  it('[M3] a model that fails in a live turn gives it to the built-in interviewer, and the log says so', async () => {
    const { page } = await openPage(room.browser)
    const sessionId = await startInterview(page, room.server.url, { questions: 1 })
    model.script({ faults: ['reset_early'] }, { faults: ['reset_early'] })
    await answerToTheEnd(page, ANSWER)
    const [question] = (await readReport(sessionId)).questions
    const [first] = question?.turns.filter((turn) => turn.kind === 'follow_up') ?? []
    expect(first?.by).toMatchObject({
      engine: { kind: 'built-in' },
      insteadOf: { model: 'stand-in', because: 'unreachable' },
    })
  })

  it('[M4] a judge that fails gives no number but a way to grade again', async () => {
    const { page } = await openPage(room.browser)
    await startInterview(page, room.server.url, { questions: 1 })
    // Three readings, each tried three times.
    const broken = Array.from({ length: 9 }, () => ({ faults: ['server_error' as const] }))
    await answerField(page)
    await answerWith(page, ANSWER)
    await answerField(page)
    await answerWith(page, ANSWER)
    await answerField(page)
    model.script(...broken)
    await (await answerField(page)).fill(ANSWER)
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/\/report$/)
    const sessionId = page.url().split('/').at(-2) ?? ''
    await expect.poll(async () => (await readReport(sessionId)).counts.notGraded, { timeout: 20_000 }).toBe(1)
    const [question] = (await readReport(sessionId)).questions
    expect(question?.keyPoints.every((point) => point.verdict === null)).toBe(true)
    const report = JSON.stringify(question?.outcome)
    expect(report).not.toMatch(/level|coverage/)
    await page.reload()
    await page
      .getByText(/not graded/i)
      .first()
      .waitFor()
    const opener = page.getByRole('button', { name: 'Open all' })
    if (await opener.isVisible()) await opener.click()
    await page.getByRole('button', { name: /grade again/i }).click()
    await expect.poll(async () => (await readReport(sessionId)).counts.graded, { timeout: 30_000 }).toBe(1)
    await page.getByText('What would change most').first().waitFor()
  })

  it('[M5] what was said and the key are in no line that the server printed', async () => {
    expect(room.server.output()).toContain('stand-in')
    expect(room.server.output()).not.toContain(KEY)
    expect(room.server.output()).not.toContain('numbers on the table')
  })
})
