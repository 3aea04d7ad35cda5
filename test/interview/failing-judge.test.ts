import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { gradedByWords, judgesInWords, NOT_GRADED_WORDS } from '#contract/report-words.ts'
import { AppError, EngineError, findReportable } from '../../server/errors.ts'
import { createModelJudge } from '../../server/llm/judge.ts'
import type { Judge } from '../../server/ports.ts'
import { buildReport } from '../../server/report/build-report.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { MODEL, prompts, startPair } from '../llm/fixtures.ts'
import { createTestClock } from '../support/clock.ts'
import { buildSettings } from '../support/factories.ts'
import type { Fault } from '../support/openai-faults.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'

const KEY = 'sk-very-secret'
const SAID = 'We feed my grandmother’s starter, wait for a slow rise and use a closed pot.'

interface Failure {
  readonly sessionId: string
  readonly what: string
  readonly error: unknown
}

/** A session of one question with this judge, its candidate at the question. */
async function begin(judge: Judge, feedback: 'each' | 'end' = 'end') {
  const failures: Failure[] = []
  const runner = createTestRunner({
    store: await createSqliteStore(':memory:'),
    clock: createTestClock(),
    judge,
    onFailure: (sessionId, what, error) => failures.push({ sessionId, what, error }),
  })
  onTestFinished(() => runner.stop())
  const id = await runner.createSession({
    roleId: 'baker',
    settings: buildSettings({ feedback, questionCount: 1 }),
    seed: 1,
  })
  const tab = createTestTab(runner, id, 'client-one')
  await tab.join()
  await tab.send({ type: 'session:begin' })
  const countOf = (type: string) => tab.events.filter((event) => event.type === type).length
  const until = (type: string, count = 1) => tab.until(() => countOf(type) >= count)
  await until('question_asked')
  return { runner, id, tab, failures, until, grades: async () => (await runner.getSession(id)).questions[0]?.grades }
}

/** A model as judge over real HTTP, each of whose requests meets these faults. */
async function startJudge(faults: readonly Fault[]) {
  const { server, llm } = await startPair({ faults, apiKey: KEY })
  return { server, judge: createModelJudge({ llm, model: MODEL, prompts }) }
}

describe('a judge that fails', () => {
  it.each([
    ['wrong_key', 'judge_rejected', /did not accept.*key.*Test the connection in Settings/, 'rejected', '401'],
    ['no_model', 'judge_rejected', /name of the model.*Settings/, 'rejected', '404'],
    ['context_too_long', 'judge_rejected', /too long/, 'rejected', '400'],
    ['rate_limited', 'judge_busy', /limit.*Try again later/, 'busy', '429'],
    ['refusal', 'judge_refused', /The model declined/, 'refused', 'declined'],
    ['server_error', 'judge_unreachable', /could not be reached/, 'unreachable', '500'],
  ] as const)(
    '[JF1] %s is %s in the grade and its words, and one line for whoever runs the server',
    async (fault, reason, words, failure, detail) => {
      const { judge } = await startJudge([fault])
      const { tab, id, until, grades, failures } = await begin(judge)
      await tab.send({ type: 'answer:submit', turnId: 't2', text: SAID })
      await until('answer_graded')
      expect(await grades()).toMatchObject([{ status: 'not_graded', reason, retryable: true }])
      expect(NOT_GRADED_WORDS[reason]).toMatch(words)
      expect(failures).toMatchObject([{ sessionId: id, what: `grading by ${MODEL}`, error: { reason: failure } }])
      const [told] = failures
      expect(told?.error).toBeInstanceOf(EngineError)
      expect(inspect(told)).toContain(detail)
      expect(inspect(told, { depth: 10, showHidden: true })).not.toMatch(/grandmother|very-secret|key points/i)
    },
  )

  it('[JF2] by a fault of our own says so, and hands on what logs its place', async () => {
    const { judge } = await startJudge([])
    const broken: Judge = {
      ...judge,
      judge: async () => {
        throw new TypeError('x is undefined')
      },
    }
    const { tab, until, grades, failures } = await begin(broken)
    await tab.send({ type: 'answer:submit', turnId: 't2', text: SAID })
    await until('answer_graded')
    expect(await grades()).toMatchObject([{ status: 'not_graded', reason: 'grading_failed' }])
    expect(NOT_GRADED_WORDS.grading_failed).not.toMatch(/model/i)
    expect(failures).toEqual([
      { sessionId: expect.anything(), what: `grading by ${MODEL}`, error: expect.any(TypeError) },
    ])
  })

  it('[JF3] because the server stops is no failure', async () => {
    const { server, judge } = await startJudge(['slow_headers'])
    const { tab, until, runner, grades, failures } = await begin(judge)
    await tab.send({ type: 'answer:submit', turnId: 't2', text: SAID })
    await until('session_ended')
    while (server.requests.length < 3) await new Promise((resolve) => setImmediate(resolve))
    await runner.stop()
    expect(failures).toEqual([])
    expect(await grades()).toEqual([])
  })
})

describe('an answer in which nothing was said', () => {
  it('[JF4] is graded without a reading, by no model, and has none to complete', async () => {
    const { server, judge } = await startJudge([])
    const { tab, until, runner, id, grades } = await begin(judge, 'each')
    await tab.send({ type: 'answer:unknown', turnId: 't2', text: '' })
    // What a grade says is withheld while the session is open.
    await tab.until((events) => events.some((event) => event.type === 'event_withheld' && event.of === 'answer_graded'))
    await tab.send({ type: 'question:next', index: 0 })
    await until('session_ended')
    expect(await grades()).toMatchObject([{ status: 'graded', samples: 0, coverage: 0, judge: { model: MODEL } }])
    expect(server.requests).toEqual([])
    const report = buildReport(await runner.getSession(id))
    const { outcome, regrading } = report.questions[0] ?? {}
    expect(regrading).toBe(false)
    if (outcome?.status !== 'graded') throw new Error('not graded')
    expect(gradedByWords(outcome)).toBe('No judge was asked: there was nothing to read.')
    expect(judgesInWords(report)).toBe('')
  })
})

describe('what the operator is told of an error', () => {
  it('[JF5] the failure of a model behind a refusal, what nobody foresaw, and nothing where the request was at fault', () => {
    const failure = new EngineError('rejected', 'the endpoint did not accept the request (401)')
    const fault = new TypeError('x is undefined')
    expect(findReportable(new AppError('engine_failed', 'The voice did not answer.', { cause: failure }))).toBe(failure)
    expect([failure, fault].map(findReportable)).toEqual([failure, fault])
    expect(findReportable(new AppError('bad_request', 'no'))).toBeNull()
    expect(findReportable(new AppError('storage_full', 'no', { cause: fault }))).toBeNull()
  })
})
