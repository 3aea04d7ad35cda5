import { createServer } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../server/errors.ts'
import { createLlm } from '../../server/llm/client.ts'
import type { Fault } from '../support/openai-faults.ts'
import { ask, never, startPair } from './fixtures.ts'

const TEXT = 'Grüße — “naïve” façade 🚂 und ein Ende.'

describe('a reply on the wire', () => {
  it('[LLM1] comes in deltas, word by word, where its thoughts come apart', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: ['reasoning_content'] })
    const { reply, deltas } = await ask(llm)
    expect(reply).toEqual({ text: TEXT, truncated: false, isPlain: true })
    expect(deltas.length).toBeGreaterThan(5)
    expect(deltas.join('')).toBe(TEXT)
  })

  const HARMLESS: Fault[] = ['missing_role', 'empty_choices', 'no_done', 'crlf', 'split_utf8', 'ignores_stream']
  it.each(HARMLESS)('[LLM2] is read all the same with %s', async (fault) => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: [fault] })
    const { reply, error } = await ask(llm)
    expect(error).toBeNull()
    expect(reply?.text).toBe(TEXT)
  })

  it('[LLM2] is read with everything odd at once', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: ['missing_role', 'empty_choices', 'no_done', 'crlf', 'split_utf8'] })
    expect((await ask(llm)).reply?.text).toBe(TEXT)
  })

  it('[LLM3] says when its cap ended it', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, needsTokens: 200 })
    const { reply } = await ask(llm)
    expect(reply?.truncated).toBe(true)
  })

  it.each(['reasoning_content', 'think'] as const)('[LLM4] %s is never passed on', async (fault) => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: [fault] })
    const { reply, deltas } = await ask(llm)
    expect(reply?.text.trim()).toBe(TEXT)
    expect(deltas.join('')).not.toMatch(/secret|think/)
  })

  it('[LLM5] a thought whose opening tag is in the prompt is held back, and its turn is not lost', async () => {
    const { server, llm } = await startPair({ faults: ['unopened_think'] })
    server.script({ text: TEXT })
    const { reply, deltas } = await ask(llm)
    expect(reply?.text).toBe(TEXT)
    expect(deltas.join('')).toBe(TEXT)
  })

  it('[LLM5] what might still turn out to be a thought is in the reply alone', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT })
    expect(await ask(llm)).toMatchObject({ deltas: [], reply: { text: TEXT } })
  })
})

describe('a reply that fails', () => {
  const FAILURES: [Fault, string][] = [
    ['eof', 'output_incomplete'],
    ['reset', 'unreachable'],
    ['error_event', 'unreachable'],
    ['malformed_event', 'output_invalid'],
    ['content_filter', 'refused'],
    ['refusal', 'refused'],
    ['wrong_key', 'rejected'],
    ['no_model', 'rejected'],
    ['context_too_long', 'rejected'],
  ]
  it.each(FAILURES)('[LLM6] %s is %s, at the first try', async (fault, reason) => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: [fault] })
    const { error } = await ask(llm)
    expect(error).toMatchObject({ name: 'EngineError', reason })
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    [402, 'insufficient_balance', 'busy'],
    [403, 'permission_denied', 'rejected'],
    [400, 'content_filter', 'refused'],
    [422, 'invalid_value', 'rejected'],
  ])('[LLM18] %i with %s is %s: who said no is told apart', async (status, code, reason) => {
    const error = { code, message: 'no', type: 'invalid_request_error', param: null }
    const answer: typeof fetch = async () => Response.json({ error }, { status })
    const llm = createLlm({ baseUrl: 'http://127.0.0.1:1/v1', apiKey: null, fetch: answer })
    expect((await ask(llm)).error).toMatchObject({ name: 'EngineError', reason, status, code })
  })

  it.each(['server_error', 'rate_limited'] as const)('[LLM7] %s is tried again once', async (fault) => {
    const { server, llm } = await startPair()
    server.script({ faults: [fault] }, { text: TEXT })
    expect((await ask(llm)).reply?.text).toBe(TEXT)
    expect(server.requests).toHaveLength(2)
  })

  it.each([
    ['server_error', 'unreachable'],
    ['rate_limited', 'busy'],
  ] as const)('[LLM7] %s twice fails a live turn: %s', async (fault, reason) => {
    const { server, llm } = await startPair({ faults: [fault] })
    expect((await ask(llm)).error).toMatchObject({ reason })
    expect(server.requests).toHaveLength(2)
  })

  it('[LLM8] a retry-after within the limits is obeyed, a longer one is a failure at once', async () => {
    const { server, llm } = await startPair()
    server.script({ faults: ['rate_limited'], retryAfterSeconds: 0.02 }, { text: TEXT })
    expect((await ask(llm)).reply?.text).toBe(TEXT)
    server.script({ faults: ['rate_limited'], retryAfterSeconds: 30 })
    expect((await ask(llm)).error).toMatchObject({ reason: 'busy', status: 429 })
    expect(server.requests).toHaveLength(3)
  })

  it('[LLM9] a connection that is reset at once is unreachable', async () => {
    const { llm } = await startPair({ faults: ['reset_early'], limits: { live: { maxRetries: 0 } } })
    expect((await ask(llm)).error).toMatchObject({ reason: 'unreachable', status: null })
  })

  it('[LLM9] a port where nobody listens is unreachable, by its code', async () => {
    const llm = createLlm({
      baseUrl: `http://127.0.0.1:${await findFreePort()}/v1`,
      apiKey: null,
      limits: { live: { maxRetries: 0 } },
    })
    expect((await ask(llm)).error).toMatchObject({ reason: 'unreachable', code: 'ECONNREFUSED' })
  })
})

describe('the watchdog', () => {
  it.each(['slow_headers', 'stall_first'] as const)('[LLM10] %s: no first token in time', async (fault) => {
    const { llm } = await startPair({ faults: [fault], limits: { live: { firstTokenMs: 40 } } })
    const { error } = await ask(llm)
    expect(error).toMatchObject({ reason: 'timed_out', message: 'the model was silent for 40 ms' })
  })

  it('[LLM11] stall: silence between tokens', async () => {
    const { server, llm } = await startPair({ limits: { live: { betweenTokensMs: 30 } } })
    server.script({ text: TEXT, faults: ['reasoning_content', 'stall'] })
    const { error, deltas } = await ask(llm)
    expect(error).toMatchObject({ reason: 'timed_out', message: 'the model was silent for 30 ms' })
    expect(deltas.length).toBeGreaterThan(0)
  })

  it('[LLM12] a model that only ever thinks runs into the limit on the whole', async () => {
    const { server, llm } = await startPair({ limits: { live: { totalMs: 50 } } })
    server.script({ text: TEXT, faults: ['trickle'] })
    expect((await ask(llm)).error).toMatchObject({ reason: 'timed_out', message: 'the model was not done after 50 ms' })
  })

  it('[LLM13] an abort ends the call, before it, and in the middle of the stream', async () => {
    const { server, llm } = await startPair()
    expect((await ask(llm, {}, AbortSignal.abort())).error).toMatchObject({ reason: 'timed_out' })
    const controller = new AbortController()
    server.script({ text: TEXT, faults: ['reasoning_content', 'stall'] })
    const request = { model: 'test-model', messages: [], pace: 'live', maxTokens: 10 } as const
    const call = llm.generate(request, () => controller.abort(), controller.signal)
    await expect(call).rejects.toMatchObject({ reason: 'timed_out', message: 'the call was cancelled' })
  })

  it('[LLM13] a listener that has heard enough hangs up', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: ['reasoning_content', 'stall'] })
    const request = { model: 'test-model', messages: [], pace: 'live', maxTokens: 10 } as const
    const refuse = () => {
      throw new EngineError('unsuitable_wording', 'enough')
    }
    const call = llm.generate(request, refuse, never)
    await expect(call).rejects.toMatchObject({ reason: 'unsuitable_wording', message: 'enough' })
    await vi.waitFor(() => expect(server.requests[0]?.cut).toBe(true), { interval: 5 })
  })
})

describe('what is learned about a model', () => {
  it.each([
    ['refuse_max_tokens', 'max_tokens', 'max_completion_tokens'],
    ['refuse_max_completion_tokens', 'max_completion_tokens', 'max_tokens'],
  ] as const)('[LLM14] %s: the other name is used and remembered', async (fault, refused, accepted) => {
    const { server, llm } = await startPair({ faults: [fault] })
    llm.getTraits('test-model').tokenParam = refused
    expect((await ask(llm, { maxTokens: 77 })).error).toBeNull()
    expect((await ask(llm, { maxTokens: 77 })).error).toBeNull()
    expect(server.requests.map(({ body }) => [body[refused], body[accepted]])).toEqual([
      [77, undefined],
      [undefined, 77],
      [undefined, 77],
    ])
  })

  it('[LLM14] a server that refuses both gets each once', async () => {
    const { server, llm } = await startPair({ faults: ['refuse_max_tokens', 'refuse_max_completion_tokens'] })
    expect((await ask(llm)).error).toMatchObject({ reason: 'rejected', status: 400 })
    expect(server.requests.length).toBeLessThanOrEqual(3)
  })

  it('[LLM15] refuse_temperature: it is left out from then on', async () => {
    const { server, llm } = await startPair({ faults: ['refuse_temperature'] })
    await ask(llm, { temperature: 0.3 })
    await ask(llm, { temperature: 0.3 })
    expect(server.requests.map(({ body }) => body.temperature)).toEqual([0.3, undefined, undefined])
  })

  it('[LLM16] is kept for each model apart', async () => {
    const { server, llm } = await startPair({ faults: ['refuse_max_tokens'] })
    await ask(llm, { model: 'a' })
    await ask(llm, { model: 'b' })
    expect(
      server.requests.map(({ body }) => `${body.model} ${Object.keys(body).find((k) => k.startsWith('max'))}`),
    ).toEqual(['a max_tokens', 'a max_completion_tokens', 'b max_tokens', 'b max_completion_tokens'])
  })

  it('[LLM17] the key is sent if there is one, and no header at all if there is none', async () => {
    const withKey = await startPair({ apiKey: 'sk-test' })
    await ask(withKey.llm)
    expect(withKey.server.requests[0]?.authorization).toBe('Bearer sk-test')
    const without = await startPair()
    await ask(without.llm)
    expect(without.server.requests[0]?.authorization).toBeNull()
  })
})

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
