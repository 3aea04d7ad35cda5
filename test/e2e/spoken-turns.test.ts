import { afterAll, describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { foldSession } from '../../server/contract/fold-session.ts'
import { serveGreenroom } from '../support/greenroom.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import { joinSpeech, synthesize } from '../support/speech.ts'
import { beginSpoken, launchBrowserThatHears, openSpokenPage, readLog } from '../support/spoken-page.ts'

const FIRST = 'I would ask the customer what they need before I write the plan.'
const NEXT = 'Then I would show them a small version of it.'
const heard = [FIRST, NEXT]

let endpoint: Awaited<ReturnType<typeof startOpenAiServer>>
const room = serveGreenroom(async () => {
  endpoint = await startOpenAiServer({ transcription: { transcribe: () => heard.shift() ?? '' } })
  return { STT_BASE_URL: endpoint.url, STT_MODEL: 'test-ears' }
}, hearBoth)

async function hearBoth() {
  const sound = joinSpeech([2_500, await synthesize(FIRST), 10_000, await synthesize(NEXT), 60_000])
  return launchBrowserThatHears(sound.samples)
}
afterAll(() => endpoint.close())

describe('turn-taking in real time', () => {
  it('[SPT1] ten seconds after a whole sentence the countdown has ended the answer, and the next words open it again', async () => {
    const { page, errors } = await openSpokenPage(room.browser)
    const sessionId = await beginSpoken(page, room.server.url, 3)
    const log = () => readLog(room.folder, sessionId)
    await page.getByText('Taking that as your answer').waitFor({ timeout: 30_000 })
    await page.getByRole('timer').first().waitFor()
    await expect.poll(async () => (await log()).some((event) => event.type === 'follow_up_asked')).toBe(true)
    await page.getByRole('button', { name: 'I wasn’t finished' }).waitFor()
    await expect
      .poll(async () => (await log()).some((event) => event.type === 'turn_reopened'), { timeout: 30_000 })
      .toBe(true)
    await expect.poll(() => page.locator('#answer').inputValue()).toBe(`${FIRST} ${NEXT}`)
    const session = foldSession(await log())
    expect(openTurn(session.phase)?.turnId).toBe('t2')
    expect(session.turns.map((turn) => turn.speaker)).toEqual(['interviewer'])
    expect(session.questions[0]?.followUps).toEqual([])
    expect(errors).toEqual([])
  })
})
