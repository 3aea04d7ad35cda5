import { beforeAll, describe, expect, it } from 'vitest'
import {
  answerField,
  answerWith,
  expectNoSidewaysScroll,
  findAxeViolations,
  openContext,
  openPage,
  startInterview,
} from '../support/browser.ts'
import { serveGreenroom } from '../support/greenroom.ts'

let ended: string
const room = serveGreenroom()
beforeAll(async () => {
  const { page } = await openPage(room.browser)
  ended = await startInterview(page, room.server.url)
  await answerWith(page, 'I would ask the engineers for the options and their cost, and then decide with numbers.')
  await (await answerField(page)).fill('And half of another answer')
  await page.getByRole('button', { name: 'End interview' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^End/ }).click()
  await page.waitForURL(/\/report$/)
  await page.context().close()
})

const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 }, hasTouch: true },
] as const

const pages = (): [string, string][] => [
  ['roles', '/'],
  ['setup', '/roles/technical-product-manager'],
  ['import', '/roles/import'],
  ['sessions', '/sessions'],
  ['settings', '/settings'],
  ['report', `/sessions/${ended}/report`],
  ['replay', `/sessions/${ended}/replay`],
  ['print', `/sessions/${ended}/print`],
  ['unknown session', '/sessions/zzzzzzzzzzzzzzzzzzzz'],
  ['report of none', '/sessions/zzzzzzzzzzzzzzzzzzzz/report'],
  ['replay of none', '/sessions/zzzzzzzzzzzzzzzzzzzz/replay'],
]

describe('every page', () => {
  for (const { name, ...look } of LOOKS) {
    it(`[P1] ${name}: axe finds nothing, nothing scrolls sideways, nothing is logged as an error`, async () => {
      const { context, errors } = await openContext(room.browser, look)
      const all = pages()
      /** Past the last one: a tab with nothing in it. */
      const open = async (at: number) => {
        const page = await context.newPage()
        const path = all[at]?.[1]
        if (path === undefined) return page
        await page.goto(room.server.url + path, { waitUntil: 'networkidle' })
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        return page
      }
      let next = open(0)
      for (const [i, [what]] of all.entries()) {
        const page = await next
        // The next one loads, and comes to rest, while axe reads this one.
        next = open(i + 1)
        expect(await findAxeViolations(page), `${what}, ${name}`).toEqual([])
        await expectNoSidewaysScroll(page)
        await page.close()
      }
      await next
      expect(errors.filter((text) => !/status of 404/.test(text))).toEqual([])
      await context.close()
    })

    it(`[P2] ${name}: the room too, in every state`, async () => {
      const { page } = await openPage(room.browser, look)
      const check = async (state: string) => {
        expect(await findAxeViolations(page), `${state}, ${name}`).toEqual([])
        await expectNoSidewaysScroll(page)
      }
      await startInterview(page, room.server.url)
      await check('question')
      await answerWith(page, 'I would ask the engineers for the options and their cost, and then decide with numbers.')
      await answerField(page)
      await check('follow-up')
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.getByRole('button', { name: 'Go on' }).waitFor()
      await check('paused')
      await page.getByRole('button', { name: 'Go on' }).click()
      await answerField(page)
      await page
        .getByRole('button', { name: /transcript/i })
        .first()
        .click()
      await check('transcript')
      await page.context().close()
    })
  }

  it('[P3] the page is served with a nonce of its own each time and breaks no policy', async () => {
    const nonces = new Set<string>()
    for (let i = 0; i < 3; i++) {
      const response = await fetch(`${room.server.url}/settings`)
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? ''
      const html = await response.text()
      expect(html).toContain(nonce)
      expect(html).not.toContain('__NONCE__')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })
})
