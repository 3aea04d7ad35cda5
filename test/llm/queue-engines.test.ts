import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEngines } from '../../server/engines.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import type { Meter, SayRequest } from '../../server/ports.ts'
import { ANSWER, candidateTurn, interviewerTurn, never, PROMPTS_DIR, question, rubric } from './fixtures.ts'
import { startHeldServer } from './held-server.ts'

const builtIn = { interviewer: createBuiltInInterviewer(), judge: createBuiltInJudge() }
const session = { question, manner: 'neutral', seed: 1, index: 0 } as const
const turn: SayRequest = {
  ...session,
  kind: 'follow_up',
  turns: [interviewerTurn(question.question), candidateTurn(ANSWER)],
  keyPoint: question.keyPoints[0]!,
  because: 'missing',
  citing: null,
}

/** The engines of an endpoint that gets so many calls at a time. */
async function startEngines(concurrency: number) {
  const server = await startHeldServer()
  const model = { baseUrl: server.url, apiKey: '', interviewerModel: 'small', judgeModel: 'large', concurrency }
  const config = { model, tokenBudget: 60_000, transcriber: null, voice: null, dataDir: '/data' }
  const { judge, interviewer, info } = await createEngines(config, PROMPTS_DIR, builtIn)
  const turns = [{ turnId: 't2', inReplyTo: question.question, text: ANSWER }]
  return {
    ...server,
    read: (signal = never, meter?: Meter) => judge.judge({ question, rubric, turns }, signal, meter),
    say: (request = turn) => interviewer.say(request, () => undefined, never),
    testConnection: info.testConnection,
  }
}

afterEach(() => void vi.useRealTimers())

describe('an endpoint that serves one call at a time', () => {
  it('[LQ1] gets all readings of a report one by one', async () => {
    const { read, next, counts } = await startEngines(1)
    const readings = Array.from({ length: 10 }, () => read())
    for (const _ of readings) (await next()).reply()
    for (const { keyPoints } of await Promise.all(readings)) expect(keyPoints).toHaveLength(3)
    expect(counts).toMatchObject({ requests: 10, mostOpen: 1 })
  })

  it('[LQ2] is waited for without limit: the clocks of a call begin when it is sent', async () => {
    const { read, next } = await startEngines(1)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const readings = Array.from({ length: 4 }, () => read())
    for (const _ of readings) {
      const held = await next()
      // The longest silence before a first token is 60 s.
      vi.advanceTimersByTime(50_000)
      held.reply()
    }
    await expect(Promise.all(readings)).resolves.toHaveLength(4)
  })

  it('[LQ3] is given up by a reading for a live turn; the reading is made again, and both count', async () => {
    const { read, say, next, counts } = await startEngines(1)
    const begun: number[] = []
    const meter: Meter = {
      begin: (estimate) => {
        begun.push(estimate)
        return () => undefined
      },
    }
    const readings = [read(never, meter), read()]
    const first = await next()
    const said = say()
    await first.cut
    const second = await next()
    expect(second.kind).toBe('turn')
    second.reply()
    expect((await said).by).toEqual({ engine: { kind: 'model', model: 'small' }, insteadOf: null })
    const third = await next()
    expect(third.body).toEqual(first.body)
    third.reply()
    const fourth = await next()
    fourth.reply()
    await Promise.all(readings)
    expect(begun).toHaveLength(2)
    expect(counts).toMatchObject({ requests: 4 })
  })

  it('[LQ4] never gets what was cancelled while it waited', async () => {
    const { read, next, counts } = await startEngines(1)
    const controller = new AbortController()
    const [kept, called] = [read(), read(controller.signal)]
    const held = await next()
    controller.abort()
    await expect(called).rejects.toMatchObject({ name: 'EngineError', reason: 'timed_out' })
    held.reply()
    await kept
    expect(counts.requests).toBe(1)
  })

  it('[LQ5] is not waited for by the bank’s own questions', async () => {
    const { read, say, next } = await startEngines(1)
    const reading = read()
    const held = await next()
    await say({ ...session, kind: 'question', count: 1, turns: [] })
    held.reply()
    await expect(reading).resolves.toMatchObject({ flags: [] })
  })

  it('[LQ6] is tested before the readings, one model after the other', async () => {
    const { read, next, testConnection, counts } = await startEngines(1)
    const readings = [read(), read()]
    await next()
    const tested = testConnection()
    for (const kind of ['test', 'test', 'reading', 'reading']) {
      const held = await next()
      expect(held.kind).toBe(kind)
      held.reply()
    }
    expect((await tested).results.map(({ outcome }) => outcome.status)).toEqual(['ok', 'ok'])
    await Promise.all(readings)
    expect(counts.requests).toBe(5)
  })

  it('[LQ7] that is busy for long is called busy by the test of the connection', async () => {
    const { say, next, testConnection, url } = await startEngines(1)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const said = say()
    const held = await next()
    const tested = testConnection()
    vi.advanceTimersByTime(7_000)
    held.reply()
    await said
    await next()
    vi.advanceTimersByTime(8_000)
    const message = `${new URL(url).host} was busy with other calls. Try again when they are done.`
    const { results } = await tested
    expect(results[0]?.outcome).toMatchObject({ status: 'failed' })
    expect(results[1]?.outcome).toEqual({ status: 'failed', message })
  })
})

describe('an endpoint that serves several calls at a time', () => {
  it('[LQ8] keeps a place for a live turn, and no reading is cut', async () => {
    const { read, say, next, counts } = await startEngines(4)
    const readings = Array.from({ length: 6 }, () => read())
    const held = [await next(), await next(), await next()]
    const said = say()
    const fourth = await next()
    expect([...held, fourth].map(({ kind }) => kind)).toEqual(['reading', 'reading', 'reading', 'turn'])
    for (const one of [fourth, ...held]) one.reply()
    for (let i = 0; i < 3; i++) (await next()).reply()
    await Promise.all([...readings, said])
    expect(counts).toMatchObject({ requests: 7, mostOpen: 4 })
  })
})

describe('what siblings have learnt', () => {
  it.each([
    ['temperature', 'temperature'],
    ['max_tokens', 'max_tokens'],
  ] as const)('[LQ9] %s, refused to three readings at once, costs each one try and no rung', async (param, field) => {
    const { read, next, counts } = await startEngines(8)
    const readings = [read(), read(), read()]
    const first = [await next(), await next(), await next()]
    expect(first.every(({ body }) => body[field] !== undefined)).toBe(true)
    for (const held of first) held.refuse(param)
    for (let i = 0; i < 3; i++) {
      const held = await next()
      expect(held.body[field]).toBeUndefined()
      expect(held.body.response_format?.type).toBe('json_schema')
      held.reply()
    }
    await Promise.all(readings)
    expect(counts.requests).toBe(6)
  })

  it('[LQ10] a cap that cut three readings off at once is raised once, not three times', async () => {
    const { read, next } = await startEngines(8)
    const readings = [read(), read(), read()]
    const first = [await next(), await next(), await next()]
    for (const held of first) held.cutOff()
    for (const held of [await next(), await next(), await next()]) held.reply()
    await Promise.all(readings)
    const later = read()
    const held = await next()
    expect(held.body.max_tokens).toBe(3 * (first[0]?.body.max_tokens ?? 0))
    held.reply()
    await later
  })
})
