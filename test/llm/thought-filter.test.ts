import { describe, expect, it } from 'vitest'
import { createThoughtFilter } from '../../server/llm/thought-filter.ts'

/** What may be used of a reply that came in two parts cut at `at`: `early` before its end, `all` by then. */
function filter(reply: string, at: number, { isApart = false, settles = false } = {}) {
  const thoughts = createThoughtFilter(isApart)
  if (settles) thoughts.settle()
  const early = thoughts.push(reply.slice(0, at)) + thoughts.push(reply.slice(at))
  return { early, all: early + thoughts.end() }
}
const everyCut = (reply: string) => Array.from({ length: reply.length + 1 }, (_, at) => at)

const CHANNELS = '<|channel|>analysis<|message|>secret<|end|><|start|>assistant'

describe('thoughts', () => {
  it.each([
    ['<think>secret</think>What then?', 'What then?'],
    ['\n <thinking>\nsecret <b> </thinking>\n\nWhat then?', 'What then?'],
    ['<THINK>secret</THINK>What then?', 'What then?'],
    ['<thought>secret</thought>\nWhat then?', 'What then?'],
    ['[THINK]secret {"a": 1}[/THINK]{"b": 2}', '{"b": 2}'],
    ['◁think▷secret◁/think▷What then?', 'What then?'],
    [`${CHANNELS}<|channel|>final<|message|>What then?`, 'What then?'],
    [`${CHANNELS}<|channel|>final <|constrain|>json<|message|>{"b": 2}`, '{"b": 2}'],
    ['<|channel>thought\nsecret<channel|>What then?', 'What then?'],
    ['<think></think>\n<think>secret</think>What then?', 'What then?'],
    ['<think>secret without an end', ''],
  ])('[TH1] %j leaves %j, wherever it is cut, and leaves it at once', (reply, visible) => {
    for (const at of everyCut(reply)) {
      const { early, all } = filter(reply, at)
      expect(all, `cut at ${at}`).toBe(visible)
      expect(early, `cut at ${at}`).toBe(visible)
    }
  })

  it.each([
    'What then?',
    'Is 3 < 4 and <thin>?',
    '{"text":"</think> and <think> are tags"}',
    '```json\n{"a":"</think>"}\n```',
    '<thi',
    '',
  ])('[TH1] %j is left as it is', (reply) => {
    for (const at of everyCut(reply)) expect(filter(reply, at).all, `cut at ${at}`).toBe(reply)
  })

  it.each([
    'secret musings</think>\nWhat then?',
    'secret [/THINK]What then?',
    'analysissecret musingsassistantfinalWhat then?',
    `${'secret '.repeat(500)}</think>What then?`,
  ])('[TH2] of %j nothing leaves before its thought closes, though nobody opened it', (reply) => {
    for (const at of everyCut(reply)) expect(filter(reply, at)).toEqual({ early: 'What then?', all: 'What then?' })
  })

  it('[TH3] a reply that shows no thought leaves at its end, as it might still have shown one', () => {
    const long = 'word '.repeat(500)
    for (const at of [0, 1, 3, 300, 2_000]) expect(filter(long, at)).toEqual({ early: '', all: long })
  })

  it('[TH4] where thoughts come apart words leave at once, but for what stands in tags', () => {
    for (const options of [{ isApart: true }, { settles: true }]) {
      for (const at of everyCut('What then?')) expect(filter('What then?', at, options).early).toBe('What then?')
      expect(filter('<think>secret</think>What then?', 9, options).early).toBe('What then?')
    }
  })

  it('[TH5] a thought of a million letters that comes in very many pieces is done with in no time', () => {
    const thoughts = createThoughtFilter(false)
    const startedAt = performance.now()
    thoughts.push('<think>')
    for (let i = 0; i < 250_000; i++) thoughts.push('hmm ')
    expect(thoughts.push('</think>Done.')).toBe('Done.')
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
