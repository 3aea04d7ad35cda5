import { describe, expect, it } from 'vitest'
import { createLlm } from '../../server/llm/client.ts'
import { testConnection } from '../../server/llm/connection-test.ts'
import type { Fault } from '../support/openai-faults.ts'
import { MODEL, never, prompts, startPair, startServer } from './fixtures.ts'

const KEY = 'sk-very-secret'

describe('the connection test', () => {
  it('[CT1] says how long it took and on which rung', async () => {
    const { llm } = await startPair({ apiKey: KEY })
    const outcome = await testConnection({ llm, model: MODEL, prompts }, never)
    expect(outcome).toEqual({ status: 'ok', latencyMs: expect.any(Number), rung: 'json_schema' })
  })

  it('[CT1] finds the rung that the endpoint takes', async () => {
    const { llm } = await startPair({ faults: ['refuse_json_schema', 'refuse_json_object', 'fenced_json'] })
    expect(await testConnection({ llm, model: MODEL, prompts }, never)).toMatchObject({ status: 'ok', rung: 'text' })
  })

  it.each([
    ['wrong_key', 'does not accept the key. Check LLM_API_KEY.'],
    ['no_model', 'does not know the model test-model. Check LLM_MODEL, JUDGE_MODEL and the path in LLM_BASE_URL.'],
    ['rate_limited', 'has reached a limit of your account. Try again later.'],
    ['server_error', 'answers with an error of its own (500).'],
    ['context_too_long', 'refuses the request (400, context_length_exceeded).'],
    ['stall', 'did not answer in time. If the model is still loading, try again.'],
    ['reset', 'failed'],
    ['refusal', 'test-model declined to answer.'],
    ['schema_broken_json', 'test-model answers, but not in the form that grading needs. Try another model.'],
    ['empty', 'test-model answers, but not in the form that grading needs. Try another model.'],
    ['web_page', 'is no model. Check the path in LLM_BASE_URL.'],
    ['unknown_path', 'is no model. Check the path in LLM_BASE_URL.'],
    ['provider_error', 'answers with an error of its own (502).'],
  ] as [Fault, string][])('[CT2] %s: %s', async (fault, message) => {
    const server = await startServer({ faults: [fault] })
    const limits = fault === 'stall' ? { live: { firstTokenMs: 60, betweenTokensMs: 60 } } : {}
    const llm = createLlm({ baseUrl: server.url, apiKey: KEY, limits })
    const outcome = await testConnection({ llm, model: MODEL, prompts }, never)
    expect(outcome).toMatchObject({ status: 'failed', message: expect.stringContaining(message) })
    expect(JSON.stringify(outcome)).not.toContain(KEY)
  })

  it('[CT9] passes a model that thinks long before it answers, as grading does', async () => {
    const { server, llm } = await startPair()
    server.script({ needsTokens: 1_500 })
    expect(await testConnection({ llm, model: MODEL, prompts }, never)).toMatchObject({ status: 'ok' })
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['http://127.0.0.1:1/v1', 'Nothing answers at 127.0.0.1:1. Is the server running?', 'ECONNREFUSED'],
    ['http://nowhere.invalid/v1', 'The host nowhere.invalid cannot be found. Check LLM_BASE_URL.', 'ENOTFOUND'],
  ])('[CT3] %s: %s', async (baseUrl, message, code) => {
    const refuse: typeof fetch = async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) })
    }
    const llm = createLlm({ baseUrl, apiKey: KEY, fetch: refuse, limits: { live: { maxRetries: 0 } } })
    expect(await testConnection({ llm, model: MODEL, prompts }, never)).toEqual({ status: 'failed', message })
  })
})
