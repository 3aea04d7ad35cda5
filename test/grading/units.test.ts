import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../server/grading/answer-text.ts'
import { readStatements } from '../../server/grading/clauses.ts'
import { findDenials } from '../../server/grading/contradiction.ts'
import { bandOf, levelOf } from '../../server/grading/levels.ts'
import { getLexicon } from '../../server/grading/lexicon.ts'
import { decodeNumbers, decodeWords, encodeNumbers, encodeWords } from '../../server/grading/lexicon-code.ts'
import { observeAnswer } from '../../server/grading/observe.ts'
import { shareInOrder } from '../../server/grading/shingles.ts'
import { editDistance } from '../../server/grading/vocabulary.ts'

const turn = (text: string) => [{ turnId: 't1', text }]

describe('levels', () => {
  it.each([
    [0, 1],
    [0.1, 1],
    [0.25, 2],
    [0.5, 3],
    [0.9, 5],
    [1, 5],
  ])('[UN1] coverage %f is level %i', (coverage, level) => {
    expect(levelOf(coverage)).toBe(level)
  })

  it('[UN1] a band holds the level and one neighbour at most', () => {
    for (let coverage = 0; coverage <= 1; coverage += 0.01) {
      const { low, high } = bandOf(coverage)
      expect(high - low).toBeLessThanOrEqual(1)
      expect(levelOf(coverage)).toBeGreaterThanOrEqual(low)
      expect(levelOf(coverage)).toBeLessThanOrEqual(high)
    }
    expect(bandOf(0.5)).toEqual({ low: 3, high: 3 })
  })
})

describe('the lexicon', () => {
  it('[LX1] knows words, what they are near to, and how rare they are', () => {
    const lexicon = getLexicon()
    const near = new Map(lexicon.findRelated('price'))
    expect(near.get('cost')).toBeGreaterThan(0)
    expect(near.has('banana')).toBe(false)
    expect(lexicon.rarityOf('algorithm')).toBeGreaterThan(lexicon.rarityOf('person'))
    expect(lexicon.isKnown('measur')).toBe(true)
    expect(lexicon.isKnown('qzxvkj')).toBe(false)
  })

  it('[LX1] asks twice, says the same', () => {
    expect(getLexicon().findRelated('risk')).toEqual(getLexicon().findRelated('risk'))
  })

  it('[LX2] reads the numbers and words that it wrote', () => {
    const numbers = [0, 1, 31, 32, 33, 1023, 1024, 99_999]
    expect([...decodeNumbers(encodeNumbers(numbers))]).toEqual(numbers)
    const words = ['a', 'abandon', 'abandoned', 'zebra', 'zebras']
    expect(decodeWords(encodeWords(words))).toEqual(words)
  })
})

describe('contradiction', () => {
  const denied = (answer: string, sample: string) =>
    findDenials(readAnswer(turn(answer)).sentences, readStatements(sample)).map(({ sentence }) => sentence)
  const SAMPLE = 'The estimate names the largest unknowns. The team plans a short spike before committing.'

  it.each<[string, string, number[]]>([
    ['a negation in a clause', 'The team never plans a short spike before committing.', [0]],
    ['a denial in front of a copy', 'It is false that the estimate names the largest unknowns.', [0]],
    ['copies that follow a denial', `It is not true that ${SAMPLE}`, [0, 1]],
    ['the same without negation', SAMPLE, []],
    ['a negation of something else', 'The team does not like long meetings on Fridays.', []],
    ['a denial of something else', 'It is not true that Fridays are bad for meetings.', []],
    ['"not only"', 'The team plans not only a short spike before committing.', []],
    [
      'a correction',
      'The team does not plan a short spike before committing. The team plans a short spike before committing.',
      [],
    ],
  ])('[CN1] %s', (_, answer, expected) => {
    expect(denied(answer, SAMPLE)).toEqual(expected)
  })

  it('[CN1] sees a negation that only the sample answer has', () => {
    expect(denied('I promise engineers a fixed date.', 'I do not promise engineers a fixed date.')).toEqual([0])
  })
})

describe('observations', () => {
  it('[UNI1] count words, numbers and own actions, and judge none', () => {
    expect(observeAnswer(turn('I decided to wait. We sold 40 in three weeks. I then built it. I need help.'))).toEqual({
      words: 17,
      numbersGiven: 2,
      ownActions: 2,
    })
    expect(observeAnswer(turn(''))).toEqual({ words: 0, numbersGiven: 0, ownActions: 0 })
  })
})

describe('likeness of words', () => {
  it('[VO1] counts letters changed, left out, added and swapped', () => {
    expect(editDistance('engineer', 'enginer', 2)).toBe(1)
    expect(editDistance('stakeholder', 'stakehodler', 2)).toBe(1)
    expect(editDistance('latency', 'literacy', 2)).toBeGreaterThan(2)
  })

  it('[VO2] finds the share that stands in the same order', () => {
    expect(shareInOrder([['a', 'b', 'c', 'd']], ['x', 'a', 'c', 'b', 'd'])).toBe(0.75)
    expect(shareInOrder([['a', 'b'], ['c']], ['b', 'a', 'c'])).toBeCloseTo(2 / 3)
    expect(shareInOrder([], ['a'])).toBe(0)
  })
})
