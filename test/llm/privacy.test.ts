import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createLlm } from '../../server/llm/client.ts'
import { createModelJudge } from '../../server/llm/judge.ts'
import { createTranscriber } from '../../server/llm/transcriber.ts'
import { createVoice } from '../../server/llm/voice.ts'
import { FAULTS } from '../support/openai-faults.ts'
import { SPEECH_FAULTS } from '../support/openai-speech.ts'
import { TRANSCRIPTION_FAULTS } from '../support/openai-transcription.ts'
import { MODEL, never, prompts, question, rubric, startServer } from './fixtures.ts'

const KEY = 'sk-very-secret'
const SAID = 'my grandmother’s recipe'
const HANGING: readonly string[] = ['slow_headers', 'stall_first', 'stall']

describe('what an error tells', () => {
  it.each(FAULTS)('[PV1] with %s: neither the key nor what was said, in the error or on the console', async (fault) => {
    const printed = watchConsole()
    const server = await startServer({ faults: [fault], apiKey: fault === 'wrong_key' ? 'another' : KEY })
    const hangs = ['slow_headers', 'stall_first', 'stall', 'trickle'].includes(fault)
    const limits = { maxRetries: 0, ...(hangs && { totalMs: 80 }) }
    const llm = createLlm({ baseUrl: server.url, apiKey: KEY, limits: { unhurried: limits } })
    const judge = createModelJudge({ llm, model: MODEL, prompts })
    const turns = [{ turnId: 't2', inReplyTo: question.question, text: `I keep ${SAID} in mind.` }]
    const outcome = await judge.judge({ question, rubric, turns }, never).catch((error: unknown) => error)
    expect(server.requests.length).toBeGreaterThan(0)
    expectSilence(outcome, printed)
  })

  it.each(TRANSCRIPTION_FAULTS)('[PV2] with %s: no word of what was heard, or was said before', async (fault) => {
    const printed = watchConsole()
    const apiKey = fault === 'wrong_key' ? 'another' : KEY
    const server = await startServer({ transcription: { faults: [fault], apiKey, transcribe: () => SAID.repeat(40) } })
    const limits = { attemptMs: HANGING.includes(fault) ? 80 : 10_000, maxRetries: 0 }
    const transcriber = createTranscriber({ baseUrl: server.url, apiKey: KEY, model: MODEL, limits })
    const request = { pcm: new Uint8Array(3_840), language: 'en', before: SAID }
    const outcome = await transcriber.transcribe(request, never).catch((error: unknown) => error)
    // The transcript is too much for the sound: every fault ends in an error, but for the one without a text.
    expect(outcome instanceof Error).toBe(fault !== 'empty_text')
    expect(server.transcriptions.length).toBeGreaterThan(0)
    expectSilence(outcome, printed)
  })

  it.each(SPEECH_FAULTS)('[PV3] with %s: no word of what was to be said', async (fault) => {
    const printed = watchConsole()
    const apiKey = fault === 'wrong_key' ? 'another' : KEY
    const server = await startServer({ speech: { faults: [fault], apiKey } })
    const waitMs = HANGING.includes(fault) ? 80 : 10_000
    const limits = { firstSoundMs: waitMs, betweenMs: waitMs, maxRetries: 0 }
    const voice = createVoice({ baseUrl: server.url, apiKey: KEY, model: MODEL, voice: 'ash', limits })
    const speak = async () => {
      const { pcm } = await voice.speak(`You said: ${SAID}. What then?`, never)
      for await (const piece of pcm) expect(piece.length).toBeGreaterThan(0)
    }
    const outcome = await speak().catch((error: unknown) => error)
    const isHarmless = ['odd_chunks', 'always_wav', 'refuse_pcm'].includes(fault)
    expect(outcome instanceof Error).toBe(!isHarmless)
    expect(server.speeches.length).toBeGreaterThan(0)
    expectSilence(outcome, printed)
  })
})

/** What goes to the console from now on. */
function watchConsole(): unknown[] {
  const printed: unknown[] = []
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const spy = vi.spyOn(console, method).mockImplementation((...args) => void printed.push(...args))
    onTestFinished(() => spy.mockRestore())
  }
  return printed
}

function expectSilence(outcome: unknown, printed: readonly unknown[]): void {
  const told = inspect(outcome instanceof Error ? outcome : null, { depth: 10, showHidden: true }) + inspect(printed)
  expect(told).not.toContain(KEY)
  expect(told).not.toContain('grandmother')
}
