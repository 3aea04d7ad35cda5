import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium: run node test/support/ensure-chromium.ts')
  return chromium.launch({ executablePath, args: CHROMIUM_FLAGS })
}

/** A page in a fresh profile; whatever it logs as an error is collected, and the test says at its end that there was nothing. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  return { page, errors }
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/** Everything that axe finds on the page as it is now, a line each. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
  )
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary ?? ''}`))
}

/** No page scrolls sideways, at whatever width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }))
  expect(scroll, page.url()).toBeLessThanOrEqual(client)
}

/** The answer field, once the candidate has the floor. */
export async function answerField(page: Page) {
  const field = page.locator('#answer:not([readonly])')
  await field.waitFor()
  return field
}

/** Starts an interview on the pages that a person would use. @returns the session's id. */
export async function startInterview(
  page: Page,
  url: string,
  wish: { questions?: 1 | 3 | 5; feedback?: 'each' | 'end' } = {},
): Promise<string> {
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
