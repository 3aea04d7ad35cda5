import { describe, expect, it } from 'vitest'
import { EngineError } from '../../server/errors.ts'
import { createModelInterviewer } from '../../server/llm/interviewer.ts'
import { createModelJudge } from '../../server/llm/judge.ts'
import type { JudgeRequest, Meter } from '../../server/ports.ts'
import type { Fault } from '../support/openai-faults.ts'
import {
  ANSWER,
  ask,
  candidateTurn,
  interviewerTurn,
  MODEL,
  never,
  prompts,
  question,
  rubric,
  startPair,
} from './fixtures.ts'

/** A meter that writes down what it is told, with room for so many calls. */
function createTestMeter(room = Number.POSITIVE_INFINITY): Meter & { estimates: number[]; taken: number[] } {
  const estimates: number[] = []
  const taken: number[] = []
  return {
    estimates,
    taken,
    begin(estimate) {
      if (estimates.length >= room) throw new EngineError('budget_spent', 'full')
      estimates.push(estimate)
      return (tokens) => void taken.push(tokens)
    },
  }
}

const request: JudgeRequest = {
  question,
  rubric,
  turns: [{ turnId: 't2', inReplyTo: question.question, text: ANSWER }],
}
const USAGE = { prompt_tokens: 900, completion_tokens: 77 }

describe('what a call takes', () => {
  it.each<[string, Fault[]]>([
    ['at the end of the stream', []],
    ['in one piece', ['ignores_stream']],
  ])('[TK1] is what the endpoint counted %s', async (_how, faults) => {
    const { server, llm } = await startPair({ faults })
    server.script({ text: 'Hello there.', usage: USAGE })
    const meter = createTestMeter()
    await ask(llm, { meter })
    expect(meter.taken).toEqual([977])
    expect(server.requests[0]?.body.stream_options).toEqual({ include_usage: true })
  })

  it.each<[string, Fault[]]>([
    ['says nothing of it', ['no_usage']],
    ['refuses the question', ['refuse_stream_options']],
  ])('[TK2] is reckoned at four characters a token where the endpoint %s', async (_how, faults) => {
    const { server, llm } = await startPair({ faults })
    server.script({ text: 'x'.repeat(400) }, { text: 'x'.repeat(400) })
    const meter = createTestMeter()
    const { reply } = await ask(llm, { meter, messages: [{ role: 'user', content: 'y'.repeat(4_000) }] })
    expect(reply?.text).toHaveLength(400)
    expect(meter.taken).toHaveLength(1)
    expect(meter.taken[0]).toBeGreaterThanOrEqual(1_100)
    expect(meter.taken[0]).toBeLessThan(1_120)
  })

  it('[TK3] an endpoint that refuses to count is asked for it once', async () => {
    const { server, llm } = await startPair({ faults: ['refuse_stream_options'] })
    expect((await ask(llm)).error).toBeNull()
    expect((await ask(llm)).error).toBeNull()
    expect(server.requests.map(({ body }) => body.stream_options !== undefined)).toEqual([true, false, false])
  })

  it('[TK4] counts where the reply broke off, and is nothing where the endpoint took no request', async () => {
    const { llm } = await startPair({ faults: ['eof'], limits: { live: { maxRetries: 0 } } })
    const meter = createTestMeter()
    expect((await ask(llm, { meter })).error).toMatchObject({ reason: 'output_incomplete' })
    const refusing = await startPair({ faults: ['wrong_key'] })
    expect((await ask(refusing.llm, { meter })).error).toMatchObject({ reason: 'rejected' })
    expect(meter.taken[0]).toBeGreaterThan(0)
    expect(meter.taken.slice(1)).toEqual([0])
  })

  it('[TK5] is announced before, and a call without room is not made', async () => {
    const { server, llm } = await startPair()
    const meter = createTestMeter(0)
    expect((await ask(llm, { meter })).error).toMatchObject({ reason: 'budget_spent' })
    expect(server.requests).toEqual([])
  })

  it('[TK6] a judge tells of its repair too, an interviewer of its follow-up', async () => {
    const { server, llm } = await startPair()
    server.script({ text: 'no JSON' })
    const meter = createTestMeter()
    await createModelJudge({ llm, model: MODEL, prompts }).judge(request, never, meter)
    expect(meter.taken).toHaveLength(2)
    expect(meter.estimates[0]).toBeGreaterThan(1_000)
    const builtIn = { engine: { kind: 'built-in' as const }, say: () => Promise.reject(new Error('nobody asked')) }
    const interviewer = createModelInterviewer({ llm, model: MODEL, prompts, builtIn, isLeak: () => false })
    const keyPoint = question.keyPoints[0]!
    const turns = [interviewerTurn(question.question), candidateTurn(ANSWER)]
    const base = { kind: 'follow_up', question, manner: 'neutral', seed: 1, turns, index: 0, keyPoint } as const
    await interviewer.say({ ...base, because: 'missing', citing: null }, () => undefined, never, meter)
    expect(meter.taken).toHaveLength(3)
  })
})

describe('what endpoints can keep of a prompt', () => {
  const textOf = (messages: readonly { role: string; content: string }[]) =>
    messages.map(({ role, content }) => `${role}\n${content}`).join('\n')

  async function promptsFor(...requests: JudgeRequest[]): Promise<string[]> {
    const { server, llm } = await startPair()
    const judge = createModelJudge({ llm, model: MODEL, prompts })
    for (const one of requests) await judge.judge(one, never)
    return server.requests.map(({ body }) => textOf(body.messages))
  }
  const answering = (text: string) => ({ ...request, turns: [{ turnId: 't2', inReplyTo: question.question, text }] })

  it('[TK7] two answers to one question share everything up to the answer', async () => {
    const [one = '', other = ''] = await promptsFor(answering('Zebras first.'), answering('Otters at once.'))
    const at = one.indexOf('Zebras')
    expect(at).toBeGreaterThan(0)
    expect(other.slice(0, at)).toBe(one.slice(0, at))
    const before = one.slice(0, at)
    for (const part of [question.question, question.sampleAnswer, rubric.criteria[1]!.anchors[5]]) {
      expect(before).toContain(part)
    }
    for (const { point } of question.keyPoints) expect(before).toContain(point)
    // Nothing but the form of the answer stands between.
    expect(one.slice(one.indexOf('}', one.lastIndexOf('"point"', at)), at).length).toBeLessThan(500)
  })

  it('[TK8] questions with other anchors share all the instructions', async () => {
    const anchors = { 1: 'One.', 2: 'Two.', 3: 'Three.', 4: 'Four.', 5: 'Five.' }
    const changed = { ...rubric, criteria: rubric.criteria.map((criterion) => ({ ...criterion, anchors })) }
    const [one = '', other = ''] = await promptsFor(request, { ...request, rubric: changed })
    const at = one.indexOf('Criteria:')
    expect(at).toBeGreaterThan(3_000)
    expect(other.slice(0, at)).toBe(one.slice(0, at))
  })
})
