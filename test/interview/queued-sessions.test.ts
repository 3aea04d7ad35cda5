import { expect, it, onTestFinished, vi } from 'vitest'
import { createEngines } from '../../server/engines.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { PROMPTS_DIR } from '../llm/fixtures.ts'
import { startHeldServer } from '../llm/held-server.ts'
import { createTestClock } from '../support/clock.ts'
import { buildSettings } from '../support/factories.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'

it('[LQ11] the readings of two sessions take turns at an endpoint that serves one call at a time', async () => {
  const server = await startHeldServer()
  const model = { baseUrl: server.url, apiKey: '', interviewerModel: 'small', judgeModel: 'large', concurrency: 1 }
  const config = { model, tokenBudget: 60_000, transcriber: null, voice: null, dataDir: '/data' }
  const builtIn = { interviewer: createBuiltInInterviewer(), judge: createBuiltInJudge() }
  const { judge } = await createEngines(config, PROMPTS_DIR, builtIn)
  let asked = 0
  const runner = createTestRunner({
    store: await createSqliteStore(':memory:'),
    clock: createTestClock(),
    judge: {
      ...judge,
      judge: (...call) => {
        asked += 1
        return judge.judge(...call)
      },
    },
    judgeSamples: 3,
  })
  onTestFinished(() => runner.stop())

  /** An interview of one question, all of it answered alike. */
  const playToTheEnd = async (clientId: string, text: string) => {
    const settings = buildSettings({ feedback: 'end', questionCount: 1 })
    const tab = createTestTab(runner, await runner.createSession({ roleId: 'baker', settings, seed: 1 }), clientId)
    await tab.join()
    await tab.send({ type: 'session:begin' })
    const countOf = (...types: string[]) => tab.events.filter(({ type }) => types.includes(type)).length
    for (let answered = 0; ; answered++) {
      await tab.until(() => countOf('session_ended') > 0 || countOf('question_asked', 'follow_up_asked') > answered)
      if (countOf('session_ended') > 0) return
      const turnId = tab.events.findLast((event) => 'turnId' in event)?.turnId ?? ''
      await tab.send({ type: 'answer:submit', turnId: `t${Number(turnId.slice(1)) + 1}`, text })
    }
  }

  await playToTheEnd('client-one', 'We feed my grandmother’s starter and wait for a slow rise.')
  await playToTheEnd('client-two', 'I weigh the flour and the water, and I keep the oven hot.')
  await vi.waitFor(() => expect(asked).toBe(6), { interval: 5 })
  const order: string[] = []
  for (let i = 0; i < 6; i++) {
    const held = await server.next()
    order.push(JSON.stringify(held.body).includes('grandmother') ? 'one' : 'two')
    held.reply()
  }
  expect(order.slice(0, 3)).toEqual(['one', 'one', 'two'])
  expect(order.filter((session) => session === 'one')).toHaveLength(3)
})
