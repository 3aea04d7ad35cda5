import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ObjectRequest, requestObject } from '../../server/llm/structured.ts'
import { MODEL, never, prompts, startPair } from './fixtures.ts'

const schema = z.object({ mood: z.enum(['calm', 'not calm']), words: z.array(z.string()) })
type Mood = z.infer<typeof schema>

const request: ObjectRequest<Mood> = {
  model: MODEL,
  name: 'weather',
  prompt: { system: 'Tell the mood.', user: 'How is it?' },
  schema,
  pace: 'unhurried',
  maxTokens: 100,
}

/** What is read from these replies, and how many of them were asked for. */
async function read(replies: string[], more: Partial<ObjectRequest<Mood>> = {}) {
  const { server, llm } = await startPair()
  server.script(...replies.map((text) => ({ text })))
  const { value } = await requestObject(llm, prompts, { ...request, ...more }, never)
  return { value, asked: server.requests.length }
}

const CALM = '{"mood":"calm","words":["still"]}'
const TENSE = '{"mood":"not calm","words":["storm"]}'

describe('the object of a reply', () => {
  it.each([
    ['an example before it', `They wrote ${CALM}, which I ignore. My answer:\n${TENSE}`],
    ['something else behind it', `Here: ${TENSE}\nI was sure: {"sure": true}`],
    ['braces around both', `In {so} ${CALM} {then} ${TENSE} {end}`],
  ])('[SO11] is the last that fits: %s', async (_, reply) => {
    expect(await read([reply])).toEqual({ value: { mood: 'not calm', words: ['storm'] }, asked: 1 })
  })

  it('[SO11] is not one that lacks what was asked for, while another has it', async () => {
    const findShortfall = ({ words }: Mood) =>
      words.includes('storm') ? null : { reason: 'output_incomplete' as const, problems: ['The storm is missing.'] }
    const { value, asked } = await read([`As in ${TENSE} and ${CALM}`], { findShortfall })
    expect({ words: value.words, asked }).toEqual({ words: ['storm'], asked: 1 })
  })

  it.each(['Not Calm', ' not calm\n', 'NOT_CALM', 'not-calm', 'Not calm.'])(
    '[SO12] may spell a label as %j',
    async (mood) => {
      const { value, asked } = await read([JSON.stringify({ mood, words: [] })])
      expect({ mood: value.mood, asked }).toEqual({ mood: 'not calm', asked: 1 })
    },
  )

  it('[SO12] may not have a label of its own, nor none', async () => {
    for (const mood of ['furious', 'notcalm', 3, null]) {
      const wrong = JSON.stringify({ mood, words: [] })
      expect(await read([wrong, CALM])).toMatchObject({ value: { mood: 'calm' }, asked: 2 })
    }
  })
})
