import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { CreateSessionResponseSchema } from '../../server/contract/http.ts'
import type { SpeechSettings } from '../../server/contract/speech.ts'
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts'
import { buildSettings } from './factories.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export function launchBrowser(...flags: string[]): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium: run node test/support/ensure-chromium.ts')
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags] })
}

/** A fresh profile; whatever its pages log as an error is collected, and the test says at its end that there was nothing. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(20_000)
  const errors: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  context.on('weberror', (thrown) => errors.push(thrown.error().message))
  return { context, errors }
}

/** A page in a fresh profile, see `openContext`. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const { context, errors } = await openContext(browser, options)
  return { page: await context.newPage(), errors }
}

interface Axe {
  run(options: { resultTypes: ['violations'] }): Promise<{
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[]
  }>
}
type WithAxe = { axe: Axe }

/** Everything that axe finds on the page as it is now, a line each. What passes is not gathered: it is most of axe's work. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as WithAxe).axe.run({ resultTypes: ['violations'] })
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary ?? ''}`))
  })
}

/** No page scrolls sideways, at whatever width. After a change of width a part that measures itself follows a frame later. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overhang = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(overhang, { message: page.url() }).toBeLessThanOrEqual(0)
}

/** The answer field, once the candidate has the floor. */
export async function answerField(page: Page) {
  const field = page.locator('#answer:not([readonly])')
  await field.waitFor()
  return field
}

interface Wish {
  questions?: number
  feedback?: 'each' | 'end'
}

/** Starts an interview on the pages that a person would use. @returns the session's id. */
export async function setUpInterview(page: Page, url: string, wish: Wish = {}): Promise<string> {
  await page.goto(`${url}/`)
  await page.getByRole('link', { name: /Technical Product Manager/ }).click()
  const { questions = 3, feedback = 'end' } = wish
  await page
    .getByRole('group', { name: 'How many questions' })
    .getByRole('radio', { name: String(questions), exact: true })
    .check()
  await page.getByRole('radio', { name: feedback === 'each' ? /^After each question/ : /^At the end/ }).check()
  await page.getByRole('button', { name: /start/i }).click()
  await page.waitForURL(/\/sessions\/[a-z0-9]{20}$/)
  await page.getByRole('button', { name: /begin/i }).click()
  await answerField(page)
  return page.url().split('/').at(-1) ?? ''
}

/** A typed interview that has begun, for tests that begin in the room: what the pages before it do has tests of its own. */
export async function startInterview(page: Page, url: string, wish: Wish = {}): Promise<string> {
  const sessionId = await createSession(url, wish)
  await page.goto(`${url}/sessions/${sessionId}`)
  await page.getByRole('button', { name: /begin/i }).click()
  await answerField(page)
  return sessionId
}

/** Set up as the page does it. @returns the session's id. */
export async function createSession(
  url: string,
  { questions = 3, feedback = 'end', speech, seed }: Wish & { speech?: SpeechSettings; seed?: number } = {},
): Promise<string> {
  const settings = buildSettings({ questionCount: questions, feedback, ...(speech && { speech }) })
  const response = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ roleId: 'technical-product-manager', seed, settings }),
  })
  return CreateSessionResponseSchema.parse(await response.json()).sessionId
}

/** Writes an answer and hands it in by keyboard. */
export async function answerWith(page: Page, text: string): Promise<void> {
  const field = await answerField(page)
  await field.fill(text)
  await page.keyboard.press('Control+Enter')
  await page.waitForFunction(
    (said) => (document.querySelector('#answer') as HTMLTextAreaElement | null)?.value !== said,
    text,
  )
}

/** Answers with these, one after the other, until nothing more is asked and the report is there. */
export async function answerToTheEnd(page: Page, ...answers: [string, ...string[]]): Promise<void> {
  for (let i = 0; !page.url().endsWith('/report'); i++) {
    if (i > 20) throw new Error('the interview does not end')
    const isOver = page.waitForURL(/\/report$/).then(() => true)
    const hasFloor = answerField(page).then(
      () => false,
      () => true,
    )
    if (await Promise.race([isOver, hasFloor])) return
    await answerWith(page, answers[i % answers.length] ?? '')
  }
}
