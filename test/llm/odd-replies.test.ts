import { describe, expect, it } from 'vitest'
import { createEventParser } from '../../server/llm/event-parser.ts'
import { cutErrors } from '../../server/llm/read-body.ts'
import type { Meter } from '../../server/ports.ts'
import type { Fault } from '../support/openai-faults.ts'
import { ask, startPair } from './fixtures.ts'

const TEXT = 'Grüße — “naïve” façade 🚂 und ein Ende.'

describe('a valid reply in an odd form', () => {
  it.each<Fault[][]>([
    [['no_finish']],
    [['empty_finish']],
    [['content_parts']],
    [['content_parts', 'thinking_parts']],
    [['other_type']],
    [['other_type', 'crlf', 'split_utf8', 'no_finish']],
    [['ignores_stream', 'no_finish']],
    [['ignores_stream', 'no_usage']],
    [['ignores_stream', 'content_parts']],
    [['ignores_stream', 'other_type']],
  ])('[LLM21] is read with %j', async (faults) => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults })
    const { reply, error } = await ask(llm)
    expect(error).toBeNull()
    expect(reply).toEqual({ text: TEXT, truncated: false, isPlain: true })
  })

  it('[LLM21] thoughts that come as parts of the content are no text, and a sign that they come apart', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: ['thinking_parts'] })
    const { deltas } = await ask(llm)
    expect(deltas.length).toBeGreaterThan(5)
    expect(deltas.join('')).toBe(TEXT)
  })

  it('[LLM22] an empty reason in every chunk does not hide that the cap ended it', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, needsTokens: 200, faults: ['empty_finish'] })
    expect((await ask(llm)).reply?.truncated).toBe(true)
  })

  it('[LLM22] without a reason and without a word that it is done it broke off', async () => {
    const { server, llm } = await startPair()
    server.script({ text: TEXT, faults: ['no_finish', 'no_done'] })
    expect((await ask(llm)).error).toMatchObject({ reason: 'output_incomplete' })
  })

  it('[LLM23] events are taken apart wherever the text is cut', () => {
    const text = ': hello\r\nevent: x\r\ndata: one\r\ndata:two\r\n\r\ndata: \n\n\rdata: three\r\rdata: four'
    for (let at = 0; at <= text.length; at++) {
      const parser = createEventParser()
      const events = [...parser.push(text.slice(0, at)), ...parser.push(text.slice(at)), ...parser.end()]
      expect(events, `cut at ${at}`).toEqual(['one\ntwo', 'three', 'four'])
    }
  })
})

describe('what answers with 200 and is no reply', () => {
  it.each([
    ['web_page', 'output_invalid', null, 'no_completion'],
    ['unknown_path', 'output_invalid', null, 'no_completion'],
    ['provider_error', 'unreachable', 502, null],
  ] as const)('[LLM24] %s is %s (status %s, code %s)', async (fault, reason, status, code) => {
    const { server, llm } = await startPair({ faults: [fault] })
    expect((await ask(llm)).error).toMatchObject({ name: 'EngineError', reason, status, code })
    expect(server.requests).toHaveLength(1)
  })
})

describe('a reply without measure', () => {
  it('[LLM25] is cut off, with the reason, and hung up on', async () => {
    const { server, llm } = await startPair({ faults: ['endless'] })
    const { error } = await ask(llm)
    expect(error).toMatchObject({ reason: 'output_invalid', message: 'the reply did not end within 16 MB' })
    await expect.poll(() => server.requests[0]?.cut).toBe(true)
  })

  it('[LLM25] so is a refusal: its beginning says enough', async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000
        controller.enqueue(new Uint8Array(1_000))
      },
    })
    const response = await cutErrors(async () => new Response(body, { status: 500 }))('http://127.0.0.1/')
    expect((await response.arrayBuffer()).byteLength).toBe(65_536)
    expect(sent).toBeLessThan(100_000)
  })

  it.each([
    [1e16, 1],
    [1e300, 1],
    [-5_000, 5_001],
  ])('[LLM26] a usage of %d and %d tokens is no count: the length is', async (prompt_tokens, completion_tokens) => {
    const { server, llm } = await startPair()
    server.script({ text: 'x'.repeat(400), usage: { prompt_tokens, completion_tokens } })
    const taken: number[] = []
    const meter: Meter = { begin: () => (tokens) => void taken.push(tokens) }
    await ask(llm, { meter })
    expect(taken).toHaveLength(1)
    expect(taken[0]).toBeGreaterThan(100)
    expect(taken[0]).toBeLessThan(150)
  })
})
