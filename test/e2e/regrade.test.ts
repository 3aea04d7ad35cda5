import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { ReportSchema } from '../../server/contract/report.ts'
import { answerToTheEnd, findAxeViolations, openContext, startInterview } from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts'

/** Long enough for a second tab to ask as well. */
const LATENCY_MS = 2_000

let model: OpenAiServer
const room = serveGreenroom(async () => {
  model = await startOpenAiServer({ latencyMs: LATENCY_MS })
  const { url } = model
  // Nothing listens there until a test brings it back.
  await model.close()
  return { LLM_BASE_URL: url, LLM_MODEL: 'stand-in' }
})
afterAll(() => model.close())

const ANSWER =
  'I ask engineering to lay out the options with their cost, I look at what customers struggle with, and then I decide with the numbers on the table.'

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('grading again', () => {
  it('[M8] a model that is down: word matching grades instead, and the focus stays with the question', async () => {
    const { context, errors } = await openContext(room.browser)
    const page = await context.newPage()
    const sessionId = await startInterview(page, room.server.url, { questions: 1 })
    const read = async () => {
      const response = await fetch(`${room.server.url}/api/sessions/${sessionId}/report`)
      return ReportSchema.parse(await response.json()).questions[0]
    }
    await answerToTheEnd(page, ANSWER)
    await expect.poll(async () => (await read())?.outcome.status, { timeout: 60_000 }).toBe('not_graded')
    await page.goto(`${room.server.url}/sessions/${sessionId}/report#question-1`)
    const question = (await read())?.question
    await page.getByRole('button', { name: 'Grade again' }).press('Enter')
    await page.getByText('Being graded', { exact: true }).waitFor()
    expect(await focused(page)).toBe(question)
    const instead = page.getByRole('button', { name: 'Grade by word matching' })
    await instead.waitFor({ timeout: 60_000 })
    expect(await findAxeViolations(page)).toEqual([])
    await instead.press('Enter')
    await page.getByText('Graded by word matching.').first().waitFor()
    await page.getByText('What would change most').waitFor()
    expect(await focused(page)).toBe(question)
    expect(await read()).toMatchObject({ outcome: { judge: { kind: 'built-in' } } })

    // The model is back; two tabs ask for it at once.
    model = await startOpenAiServer({ port: Number(new URL(model.url).port), latencyMs: LATENCY_MS })
    const other = await context.newPage()
    await other.goto(page.url())
    const again = (tab: Page) => tab.getByRole('button', { name: 'Grade it again by stand-in' })
    await again(other).waitFor()
    await again(page).press('Enter')
    await page.getByText(/is being graded again/).waitFor()
    const refused = other.waitForResponse((response) => response.status() === 409)
    await again(other).press('Enter')
    await refused
    await other.getByText('What would change most').waitFor()
    await other.getByText(/Graded by stand-in, read three times/).waitFor()
    expect(await other.getByRole('alert').count()).toBe(0)
    expect(errors.filter((error) => !error.includes('409'))).toEqual([])
  })
})
