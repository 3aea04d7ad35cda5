import { describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { foldSession } from '../../server/contract/fold-session.ts'
import { EventsResponseSchema } from '../../server/contract/http.ts'
import { ReportSchema } from '../../server/contract/report.ts'
import {
  answerField,
  answerToTheEnd,
  answerWith,
  findAxeViolations,
  openPage,
  setUpInterview,
  startInterview,
} from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'

const room = serveGreenroom()

const ANSWERS: [string, ...string[]] = [
  'I write down the problem, why it matters to the business and what success looks like, and I leave the solution to the engineers.',
  'In my last team I asked engineering to challenge a vague requirement about exports before anyone had written code.',
  'We tested it with two customers for a week, and then we decided with the numbers on the table.',
]

/** Ends of quotes whose last word, number and full stop do not stand on one line. Runs in the page. */
function findLoneEnds(): string[] {
  const middleOf = ({ top, bottom }: DOMRect) => (top + bottom) / 2
  return [...document.querySelectorAll('mark + button')].flatMap((label) => {
    const behind = document.createRange()
    const next = label.nextSibling ?? label.parentElement?.nextSibling ?? label
    if (next.nodeType === Node.TEXT_NODE && /^[.,;:!?]/.test(next.textContent ?? '')) {
      behind.setStart(next, 0)
      behind.setEnd(next, 1)
    } else behind.selectNode(label)
    const word = label.previousElementSibling?.getClientRects() ?? []
    const middles = [
      word[word.length - 1] ?? new DOMRect(),
      label.getBoundingClientRect(),
      behind.getBoundingClientRect(),
    ].map(middleOf)
    // Half a line apart is another line; a label stands a little higher than the words.
    return Math.max(...middles) - Math.min(...middles) > 14 ? [label.parentElement?.textContent ?? ''] : []
  })
}

describe('a whole interview in the browser, without a model', () => {
  it('[E1] from the roles to the report: what is quoted was said, and what graded stands on the page', async () => {
    const { page, errors } = await openPage(room.browser)
    const sessionId = await setUpInterview(page, room.server.url)
    await answerToTheEnd(page, ...ANSWERS)
    await page.getByRole('heading', { name: 'Question by question' }).waitFor()
    expect(await page.getByText(/graded by word matching/i).count()).toBeGreaterThan(0)
    const report = ReportSchema.parse(await (await fetch(`${room.server.url}/api/sessions/${sessionId}/report`)).json())
    expect(report.counts).toMatchObject({ graded: 3, notGraded: 0 })
    for (const question of report.questions) {
      const said = new Map(question.turns.map((turn) => [turn.id, turn.text]))
      const quotes = question.keyPoints.flatMap((point) => point.evidence)
      for (const quote of quotes) expect(said.get(quote.turnId)?.slice(quote.from, quote.to)).toBe(quote.text)
    }
    await page.getByRole('button', { name: 'Open all' }).click()
    const marked = await page.locator('mark').allTextContents()
    const allSaid = ANSWERS.join('\n')
    expect(marked.length).toBeGreaterThan(0)
    for (const text of marked) expect(allSaid).toContain(text.replace(/\d+$/, '').trim())
    for (let width = 900; width >= 360; width -= 12) {
      await page.setViewportSize({ width, height: 800 })
      expect(await page.evaluate(findLoneEnds), `at ${width} pixels`).toEqual([])
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await findAxeViolations(page)).toEqual([])
    expect(errors).toEqual([])
  })

  it('[E2] feedback after each question comes before the next, and the way on is a key press', async () => {
    const { page, errors } = await openPage(room.browser)
    await setUpInterview(page, room.server.url, { questions: 1, feedback: 'each' })
    while (await page.locator('#answer').count()) {
      await answerWith(page, ANSWERS[1] ?? '')
      await page.locator('#answer:not([readonly]), :text("What would change most")').first().waitFor()
    }
    await page.getByText('What would change most').first().waitFor()
    expect(await findAxeViolations(page)).toEqual([])
    await page.getByRole('button', { name: /see the report/i }).click()
    await page.waitForURL(/\/report$/)
    expect(errors).toEqual([])
  })

  it('[E3] by keyboard alone, from the first page to the report', async () => {
    const { page, errors } = await openPage(room.browser)
    await page.goto(`${room.server.url}/`)
    const tabTo = async (name: RegExp) => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          const element = document.activeElement
          return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
        })
        if (name.test(focused)) return
      }
      throw new Error(`nothing named ${name} can be reached by Tab`)
    }
    await page.getByRole('link', { name: /Technical Product Manager/ }).waitFor()
    await tabTo(/Technical Product Manager/)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /start/i }).waitFor()
    await tabTo(/start/i)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/sessions\/[a-z0-9]{20}$/)
    await page.getByRole('button', { name: /begin/i }).waitFor()
    await page.keyboard.press('Enter')
    await answerField(page)
    await page.keyboard.type('I would ask the engineers first, because the risk sits in what nobody knows yet.')
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => (document.querySelector('#answer') as HTMLTextAreaElement | null)?.value === '')
    await page.keyboard.type('Half an answer that is kept')
    await tabTo(/End interview/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await tabTo(/^End/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/report$/)
    await page.getByText('Half an answer that is kept').first().waitFor({ state: 'attached' })
    expect(errors).toEqual([])
  })

  it('[E4] the replay shows the same text at the same times as the log', async () => {
    const { page, errors } = await openPage(room.browser)
    const sessionId = await startInterview(page, room.server.url, { questions: 1 })
    const field = await answerField(page)
    for (const words of ['I start with the users. ', 'Then I weigh the cost. ', 'At last I decide.']) {
      await field.pressSequentially(words, { delay: 5 })
      await page.getByText('Saved', { exact: true }).waitFor()
    }
    await answerToTheEnd(page, ...ANSWERS)
    const log = await (await fetch(`${room.server.url}/api/sessions/${sessionId}/events`)).json()
    const { events } = EventsResponseSchema.parse(log)
    await page.goto(`${room.server.url}/sessions/${sessionId}/replay`)
    await page.getByRole('switch', { name: 'Skip long pauses' }).setChecked(false, { force: true })
    const position = page.getByLabel('Position')
    await position.waitFor()
    const startAt = events[0]?.at ?? 0
    const drafts = events.filter((event) => event.type === 'draft_spliced' || event.type === 'draft_copied')
    expect(drafts.length).toBeGreaterThan(2)
    for (const event of drafts) {
      const upTo = events.filter((other) => other.at <= event.at)
      const wanted = openTurn(foldSession(upTo).phase)?.draft
      if (wanted === undefined) continue
      await position.fill(String(event.at - startAt))
      // Answers that were handed in before stand above the one that is being written.
      const shown = page.getByRole('region', { name: 'The interview' }).locator('[data-empty]').last()
      await expect.poll(() => shown.textContent()).toBe(wanted)
    }
    expect(await findAxeViolations(page)).toEqual([])
    expect(errors).toEqual([])
  })

  it('[E5] the exports are there, and the JSON comes in again on the page of sessions', async () => {
    const { page, errors } = await openPage(room.browser)
    const sessionId = await startInterview(page, room.server.url, { questions: 1 })
    await answerToTheEnd(page, ...ANSWERS)
    const markdown = await (await fetch(`${room.server.url}/api/sessions/${sessionId}/export.md`)).text()
    expect(markdown).toContain(ANSWERS[0])
    const json = Buffer.from(
      await (await fetch(`${room.server.url}/api/sessions/${sessionId}/export.json`)).arrayBuffer(),
    )
    await page.goto(`${room.server.url}/sessions`)
    const before = await page.getByRole('link', { name: /replay/i }).count()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'session.json', mimeType: 'application/json', buffer: json })
    await expect
      .poll(
        async () =>
          page.url().includes('/report') || (await page.getByRole('link', { name: /replay/i }).count()) > before,
      )
      .toBe(true)
    const broken = Buffer.from(json.toString().replace('"turn_committed"', '"turn_imagined"'))
    await page.goto(`${room.server.url}/sessions`)
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: broken })
    await page
      .getByText(/events\.\d+/)
      .first()
      .waitFor()
    await page.goto(`${room.server.url}/sessions/${sessionId}/print`)
    await page.getByText(ANSWERS[0]).first().waitFor()
    expect(errors.filter((text) => !/status of 400/.test(text))).toEqual([])
  })
})
