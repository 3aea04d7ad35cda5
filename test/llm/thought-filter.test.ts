import { describe, expect, it } from 'vitest'
import { createThoughtFilter } from '../../server/llm/thought-filter.ts'

/** The visible text, the reply having come in two parts cut at `at`. */
function filter(reply: string, at: number, startsInside = false) {
  const thoughts = createThoughtFilter(startsInside)
  const visible = thoughts.push(reply.slice(0, at)) + thoughts.push(reply.slice(at)) + thoughts.end()
  return { visible, unopened: thoughts.sawUnopened() }
}
const everyCut = (reply: string) => Array.from({ length: reply.length + 1 }, (_, at) => at)

describe('thoughts', () => {
  it.each([
    ['<think>secret</think>What then?', 'What then?'],
    ['\n <thinking>\nsecret <b> </thinking>\n\nWhat then?', 'What then?'],
    ['<THINK>secret</THINK>What then?', 'What then?'],
    ['Is 3 < 4 and <thin>?', 'Is 3 < 4 and <thin>?'],
    ['{"text":"</think> and <think> are tags"}', '{"text":"</think> and <think> are tags"}'],
    ['```json\n{"a":"</think>"}\n```', '```json\n{"a":"</think>"}\n```'],
    ['<think>secret without an end', ''],
    ['<thi', '<thi'],
    ['', ''],
  ])('[TH1] %j leaves %j, wherever it is cut', (reply, visible) => {
    for (const at of everyCut(reply)) expect(filter(reply, at).visible, `cut at ${at}`).toBe(visible)
  })

  it('[TH2] a closing tag that nobody opened is reported, and the tag itself never passes', () => {
    const reply = 'secret musings</think>\nWhat then?'
    for (const at of everyCut(reply)) {
      const { visible, unopened } = filter(reply, at)
      expect(unopened).toBe(true)
      // What came in an earlier part is out: who listens has to be told.
      expect(`${reply.slice(0, Math.min(at, 'secret musings'.length))}What then?`).toContain(visible)
      expect(visible.endsWith('What then?')).toBe(true)
    }
  })

  it('[TH3] a model known for it is held back until the tag, or to the end where it has none', () => {
    for (const at of everyCut('secret musings</think>\nWhat then?')) {
      expect(filter('secret musings</think>\nWhat then?', at, true).visible).toBe('What then?')
    }
    expect(filter('<think>secret</think>What then?', 4, true).visible).toBe('What then?')
    expect(filter('What then?', 3, true).visible).toBe('What then?')
    expect(filter('{"a":"</think>"}', 3, true).visible).toBe('{"a":"</think>"}')
  })
})
