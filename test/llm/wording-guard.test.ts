import { describe, expect, it } from 'vitest'
import { createWordingGuard } from '../../server/llm/wording-guard.ts'

const SECRET = 'measure every delay by cause'

/** Pushes a turn letter by letter, the hardest way to cut it; `rest` was not pushed. */
function speak(turn: string, { maxWords = 40, step = 1, rest = '' } = {}) {
  const released: string[] = []
  const guard = createWordingGuard({
    maxWords,
    isUnfit: (text) => text.toLowerCase().includes(SECRET),
    release: (delta) => released.push(delta),
  })
  let text: string | null = null
  let error: unknown = null
  try {
    for (let at = 0; at < turn.length; at += step) guard.push(turn.slice(at, at + step))
    text = guard.finish(turn + rest)
  } catch (thrown) {
    error = thrown
  }
  return { text, heard: released.join(''), deltas: released.length, error }
}
const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ')

describe('the wording guard', () => {
  it.each([1, 3, 7, 1_000])('[WG1] lets a fit question through, whole and in order, in pieces of %i', (step) => {
    const question = 'You said it was “late”. What did you do about the order that week?'
    const { text, heard, error } = speak(question, { step })
    expect(error).toBeNull()
    expect(text).toBe(question)
    expect(heard).toBe(question)
  })

  it('[WG2] streams: words leave while others are still to come', () => {
    expect(speak('What did you do about the order of that week?').deltas).toBeGreaterThan(2)
  })

  it.each([
    ['a leak', `And would you not ${SECRET} first?`, SECRET],
    ['a second question', 'What did you do? And what came of it in the end?', 'And'],
    ['words after the question', 'What did you do then? I would have called them.', 'I would'],
    ['more than 40 words', `${words(41)}?`, 'word40'],
    ['praise', 'That was a great answer. What did you do next, then?', 'great answer'],
    ['praise at the start', 'Great answer. What did you do next, then?', 'Great'],
    ['a grade', 'So far, well. That is a 3 out of 5. What else is there?', '3 out'],
  ])('[WG3] %s never completes on the wire', (_, turn, forbidden) => {
    for (const step of [1, 5, 1_000]) {
      const { text, heard, error } = speak(turn, { step })
      expect(error).toMatchObject({ name: 'EngineError', reason: 'unsuitable_wording' })
      expect(text).toBeNull()
      expect(heard).not.toContain(forbidden)
      expect(turn.startsWith(heard)).toBe(true)
    }
  })

  it.each([
    ['no question', 'Tell me more about the order of that week.'],
    ['a bare word', 'Why?'],
    ['a leak in the last word', `You would ${SECRET}?`],
    ['praise in the last words', 'What do you say to the fact that well done?'],
  ])('[WG4] %s is refused at the end', (_, turn) => {
    const { error, heard } = speak(turn)
    expect(error).toMatchObject({ reason: 'unsuitable_wording' })
    expect(heard).not.toMatch(/cause|done/)
  })

  it.each(['', '  \n ', '**'])('[WG8] %j is no bad wording: nothing was said', (turn) => {
    expect(speak(turn).error).toMatchObject({ reason: 'output_invalid' })
  })

  it.each([
    'What did you do about the order of that week?',
    'That was a great answer. What did you do about the order of that week?',
    'What did you do about the order of that week? I would have asked.',
  ])('[WG9] of %j nothing leaves before the whole has passed, where nothing was pushed', (turn) => {
    const { text, heard, deltas } = speak('', { rest: turn })
    expect(heard).toBe(text ?? '')
    expect(deltas).toBe(text === null ? 0 : 1)
  })

  it('[WG5] 40 words are enough, and may all be said', () => {
    expect(speak(`${words(40)}?`).heard).toBe(`${words(40)}?`)
  })

  it.each([
    ['  "What did you do next?"\n', 'What did you do next?'],
    ['“What did you do next?”', 'What did you do next?'],
    ['**Follow-up question:** What did you do next?', 'What did you do next?'],
    ['Interviewer: What did you do next?', 'What did you do next?'],
    ['Thank you! What did\nyou do **next**?', 'Thank you. What did you do next?'],
    ['“Always late” was your word. What did you do next?', '“Always late” was your word. What did you do next?'],
  ])('[WG6] %j is tidied to %j, on the wire too', (turn, tidy) => {
    const { text, heard } = speak(turn)
    expect(text).toBe(tidy)
    expect(heard).toBe(tidy)
  })

  it.each([
    ['Interviewer: What did you do next?<|im_end|>', 'What did you do next?'],
    ['What did you do next?</s>', 'What did you do next?'],
  ])('[WG10] %j loses its template’s mark', (turn, tidy) => {
    expect(speak(turn)).toMatchObject({ text: tidy, heard: tidy })
  })

  it('[WG7] says why in words of its own, never in those of the turn', () => {
    const { error } = speak(`And would you not ${SECRET} first?`)
    expect(String(error)).not.toContain('measure')
  })
})
