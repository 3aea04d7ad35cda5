import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_SENTENCE_LENGTH,
  sentenceEndsByRule,
  type TextSpan,
  takeSentences,
} from '../../../../client/lib/speech/sentences.ts'

function sentencesOf(text: string, done = true): string[] {
  return takeSentences(text, done, 0).map(({ from, to }) => text.slice(from, to))
}

/** Takes what can be taken whenever a piece of the text has come. */
function takeInPieces(text: string, cuts: readonly number[]): TextSpan[] {
  const taken: TextSpan[] = []
  for (const end of [...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length]) {
    taken.push(...takeSentences(text.slice(0, end), false, taken.at(-1)?.to ?? 0))
  }
  return [...taken, ...takeSentences(text, true, taken.at(-1)?.to ?? 0)]
}

describe('sentences of a text that is still growing', () => {
  it('[SE1] a sentence is taken when more text follows it, and the last one when the text is done', () => {
    const text = 'Thank you for that. How would you measure it?'
    expect(sentencesOf(text, false)).toEqual(['Thank you for that.'])
    expect(sentencesOf(text)).toEqual(['Thank you for that.', 'How would you measure it?'])
    expect(sentencesOf('Thank you for that. ', false)).toEqual([])
  })

  it('[SE2] goes on where the last sentence ended', () => {
    const text = 'Thank you for that. How would you measure it?'
    expect(takeSentences(text, true, 19)).toEqual([{ from: 20, to: 45 }])
    expect(takeSentences(text, true, 45)).toEqual([])
  })

  it('[SE3] a very short sentence is spoken with the next one, or alone at the end', () => {
    expect(sentencesOf('I see. What happened to the model then? Why?')).toEqual([
      'I see. What happened to the model then?',
      'Why?',
    ])
  })

  it('[SE4] neither a number with a point nor an abbreviation ends a sentence', () => {
    expect(sentencesOf('The loss fell by 3.5 percent. Would Dr. Smith call that a success?')).toEqual([
      'The loss fell by 3.5 percent.',
      'Would Dr. Smith call that a success?',
    ])
    expect(sentencesOf('We talked to approx. 30 customers, e.g. Hotels in Leeds.')).toHaveLength(1)
    expect(sentencesOf('It came to version 3. 14', false)).toEqual([])
  })

  it('[SE5] what is too long for a voice is cut at a comma, else between words, and not waited for', () => {
    const clause = `${'word '.repeat(30).trim()}, `
    const long = `${clause.repeat(3)}and so on`
    const [first] = sentencesOf(long, false)
    expect(first).toBe(clause.repeat(2).trimEnd())
    expect(sentencesOf('word '.repeat(100))[0]).toBe('word '.repeat(80).trimEnd())
    expect(sentencesOf('x'.repeat(900)).map((s) => s.length)).toEqual([400, 400, 100])
  })

  it('[SE6] marks without a word are not spoken', () => {
    expect(sentencesOf('… — ')).toEqual([])
    expect(sentencesOf(' \n ')).toEqual([])
    expect(sentencesOf('')).toEqual([])
  })

  it('[SE7] without Intl.Segmenter sentences end after their marks and at new lines', () => {
    const text = 'First one here. "Second?" Third… no, third still!\nFourth'
    expect([...sentenceEndsByRule(text)].map((end) => text.slice(0, end).length)).toEqual([16, 26, 50, 56])
  })

  const fragment = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('word', 'Word', 'metric', 'churn', 'I', 'Dr', 'e.g', 'U.S', '3', '14', '🙂', 'ß'),
    },
    { weight: 4, arbitrary: fc.constantFrom(' ', ' ', ' ', '\n') },
    { weight: 2, arbitrary: fc.constantFrom('. ', '? ', '! ', ', ', '… ', '." ', '.', ': ', ') ') },
    { weight: 1, arbitrary: fc.constantFrom('word '.repeat(50), 'y'.repeat(300)) },
  )
  const texts = fc.array(fragment, { maxLength: 80, size: 'max' }).map((parts) => parts.join(''))

  it('[SE8] the same sentences come out in whatever pieces the text came in', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(2_000), { maxLength: 30, size: 'max' }), (text, cuts) => {
        expect(takeInPieces(text, cuts)).toEqual(takeSentences(text, true, 0))
      }),
      { numRuns: 500 },
    )
  })

  it('[SE9] every letter is spoken once, in order, and no sentence is longer than a voice takes', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const letters = (s: string) => s.replace(/[^\p{L}\p{N}]/gu, '')
        const sentences = sentencesOf(text)
        expect(sentences.map(letters).join('')).toBe(letters(text))
        for (const sentence of sentences) expect(sentence.length).toBeLessThanOrEqual(MAX_SENTENCE_LENGTH)
      }),
      { numRuns: 500 },
    )
  })
})
