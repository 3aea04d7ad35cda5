import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createLlm } from '../../server/llm/client.ts'
import { createModelJudge } from '../../server/llm/judge.ts'
import { FAULTS } from '../support/openai-faults.ts'
import { MODEL, never, prompts, question, rubric, startServer } from './fixtures.ts'

const KEY = 'sk-very-secret'
const SAID = 'my grandmother’s recipe'

describe('what an error tells', () => {
  it.each(FAULTS)('[PV1] with %s: neither the key nor what was said, in the error or on the console', async (fault) => {
    const printed: unknown[] = []
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      const spy = vi.spyOn(console, method).mockImplementation((...args) => void printed.push(...args))
      onTestFinished(() => spy.mockRestore())
    }
    const server = await startServer({ faults: [fault], apiKey: fault === 'wrong_key' ? 'another' : KEY })
    const hangs = ['slow_headers', 'stall_first', 'stall', 'trickle'].includes(fault)
    const limits = { maxRetries: 0, ...(hangs && { totalMs: 80 }) }
    const llm = createLlm({ baseUrl: server.url, apiKey: KEY, limits: { unhurried: limits } })
    const judge = createModelJudge({ llm, model: MODEL, prompts })
    const turns = [{ turnId: 't2', inReplyTo: question.question, text: `I keep ${SAID} in mind.` }]
    const outcome = await judge.judge({ question, rubric, turns }, never).catch((error: unknown) => error)
    const told = inspect(outcome instanceof Error ? outcome : null, { depth: 10, showHidden: true }) + inspect(printed)
    expect(server.requests.length).toBeGreaterThan(0)
    expect(told).not.toContain(KEY)
    expect(told).not.toContain('grandmother')
  })
})
