import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { JudgementSchema } from '../../server/llm/judge.ts'
import { type ObjectRequest, requestObject, toStrictSchema } from '../../server/llm/structured.ts'
import type { ChatRequest, Fault } from '../support/openai-faults.ts'
import { MODEL, never, prompts, startPair } from './fixtures.ts'

const schema = z.object({ mood: z.enum(['calm', 'tense']), words: z.array(z.string()) })
const GOOD = { mood: 'calm', words: ['a } in a string', '{"nested": "text"}'] }

const request: ObjectRequest<z.infer<typeof schema>> = {
  model: MODEL,
  name: 'weather',
  prompt: { system: 'Tell the mood.', user: 'How is it?' },
  schema,
  pace: 'unhurried',
  maxTokens: 100,
}
const formats = (requests: readonly { body: ChatRequest }[]) =>
  requests.map(({ body }) => body.response_format?.type ?? 'text')

describe('the ladder', () => {
  it('[SO1] begins with a strict JSON schema', async () => {
    const { server, llm } = await startPair()
    server.script({ json: GOOD })
    expect(await requestObject(llm, prompts, request, never)).toEqual({ value: GOOD, rung: 'json_schema' })
    expect(server.requests[0]?.body.response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'weather', strict: true, schema: toStrictSchema(schema) },
    })
  })

  it.each([
    [['refuse_json_schema'], 'json_object', ['json_schema', 'json_object']],
    [['error_without_envelope'], 'json_object', ['json_schema', 'json_object']],
    [['refuse_json_schema', 'refuse_json_object'], 'text', ['json_schema', 'json_object', 'text']],
  ] as [Fault[], string, string[]][])('[SO2] %s: steps down to %s and stays there', async (faults, rung, tried) => {
    const { server, llm } = await startPair({ faults })
    server.script(...tried.map(() => ({ json: GOOD })), { json: GOOD })
    expect(await requestObject(llm, prompts, request, never)).toEqual({ value: GOOD, rung })
    await requestObject(llm, prompts, request, never)
    expect(formats(server.requests)).toEqual([...tried, rung])
    expect(server.requests.at(-1)?.body.messages[0]?.content).toContain(JSON.stringify(toStrictSchema(schema)))
  })

  it.each(['wrong_key', 'no_model', 'context_too_long'] as const)(
    '[SO3] %s is no reason to step down',
    async (fault) => {
      const { server, llm } = await startPair({ faults: [fault] })
      await expect(requestObject(llm, prompts, request, never)).rejects.toMatchObject({ reason: 'rejected' })
      expect(server.requests).toHaveLength(1)
      expect(llm.getTraits(MODEL).rung).toBeNull()
    },
  )

  it.each([
    'fenced_json',
    'prose_around_json',
    'think',
    'unopened_think',
    'reasoning_content',
    'split_utf8',
    'crlf',
  ] as const)('[SO4] %s: the object is found at the first try', async (fault) => {
    const { server, llm } = await startPair()
    server.script({ json: GOOD, faults: [fault] })
    expect((await requestObject(llm, prompts, request, never)).value).toEqual(GOOD)
    expect(server.requests).toHaveLength(1)
  })
})

describe('the repair', () => {
  it.each(['truncated_json', 'schema_broken_json', 'empty'] as const)(
    '[SO5] %s is mended by one repair',
    async (fault) => {
      const { server, llm } = await startPair()
      server.script({ json: GOOD, faults: [fault] }, { json: GOOD })
      expect((await requestObject(llm, prompts, request, never)).value).toEqual(GOOD)
      expect(server.requests).toHaveLength(2)
    },
  )

  it('[SO5] quotes what is wrong, after the reply itself', async () => {
    const { server, llm } = await startPair()
    server.script({ json: { mood: 'sunny', words: [1] } }, { json: GOOD })
    await requestObject(llm, prompts, request, never)
    const [, , reply, repair] = server.requests[1]!.body.messages
    expect(reply).toEqual({ role: 'assistant', content: '{"mood":"sunny","words":[1]}' })
    expect(repair?.role).toBe('user')
    expect(repair?.content).toContain('- mood: Invalid option: expected one of "calm"|"tense"')
    expect(repair?.content).toContain('- words.0: Invalid input: expected string')
  })

  it('[SO6] there is one repair and no second', async () => {
    const { server, llm } = await startPair()
    server.script({ json: { mood: 'sunny' } }, { json: { mood: 'rainy' } }, { json: GOOD })
    await expect(requestObject(llm, prompts, request, never)).rejects.toMatchObject({ reason: 'output_invalid' })
    expect(server.requests).toHaveLength(2)
  })

  it('[SO7] a server that takes the schema and forgets it is asked one rung lower from then on', async () => {
    const { server, llm } = await startPair({ faults: ['ignores_response_format'] })
    server.script({ json: GOOD }, { json: GOOD }, { json: GOOD })
    expect((await requestObject(llm, prompts, request, never)).rung).toBe('json_object')
    await requestObject(llm, prompts, request, never)
    expect(formats(server.requests)).toEqual(['json_schema', 'json_object', 'json_object'])
  })

  it('[SO8] what the schema cannot say is repaired too, on the same rung', async () => {
    const { server, llm } = await startPair()
    const shortfall = { reason: 'output_incomplete', problems: ['The third word is missing.'] } as const
    const findShortfall = ({ words }: { words: string[] }) => (words.length < 3 ? shortfall : null)
    server.script({ json: GOOD }, { json: { ...GOOD, words: ['a', 'b', 'c'] } })
    const { value, rung } = await requestObject(llm, prompts, { ...request, findShortfall }, never)
    expect(value.words).toEqual(['a', 'b', 'c'])
    expect(rung).toBe('json_schema')
    expect(server.requests[1]?.body.messages.at(-1)?.content).toContain('- The third word is missing.')
    server.script({ json: GOOD }, { json: GOOD })
    const again = requestObject(llm, prompts, { ...request, findShortfall }, never)
    await expect(again).rejects.toMatchObject({ reason: 'output_incomplete' })
  })
})

describe('a cap that cuts the object off', () => {
  it('[SO9] is raised once, and stays raised', async () => {
    const { server, llm } = await startPair()
    server.script(...Array.from({ length: 3 }, () => ({ json: GOOD, needsTokens: 250 })))
    expect((await requestObject(llm, prompts, request, never)).value).toEqual(GOOD)
    await requestObject(llm, prompts, request, never)
    expect(server.requests.map(({ body }) => body.max_tokens)).toEqual([100, 300, 300])
  })

  it('[SO9] twice is incomplete', async () => {
    const { server, llm } = await startPair()
    server.script({ json: GOOD, needsTokens: 999 }, { json: GOOD, needsTokens: 999 })
    await expect(requestObject(llm, prompts, request, never)).rejects.toMatchObject({ reason: 'output_incomplete' })
    expect(server.requests).toHaveLength(2)
  })
})

describe('the schema', () => {
  it('[SO10] of a judgement is one that strict mode takes: all required, nothing beside, no root union', () => {
    const check = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      if ('properties' in node && 'type' in node) {
        expect(node).toMatchObject({ type: 'object', additionalProperties: false })
        expect('required' in node && node.required).toEqual(Object.keys(node.properties as object))
      }
      for (const value of Object.values(node)) check(value)
    }
    const strict = toStrictSchema(JudgementSchema)
    expect(strict.type).toBe('object')
    check(strict)
  })
})
