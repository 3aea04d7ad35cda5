import { describe, expect, it } from 'vitest'
import { stemWord } from '../../server/text/stem.ts'
import { contentStems, isStopWord, splitWords } from '../../server/text/words.ts'

describe('splitWords', () => {
  it('[WO1] gives every word with its place in the text', () => {
    const text = 'We don’t “guess”: 1.5 trade-offs, twice.'
    const words = splitWords(text)
    expect(words.map((word) => word.lower)).toEqual(['we', "don't", 'guess', '1.5', 'trade', 'offs', 'twice'])
    for (const word of words) expect(text.slice(word.from, word.to)).toBe(word.text)
  })

  it('[WO1] counts in UTF-16 units past letters outside the basic plane', () => {
    const text = '🎉🎉 résumé done'
    expect(splitWords(text).map((word) => text.slice(word.from, word.to))).toEqual(['résumé', 'done'])
  })

  it('finds nothing in an empty text or in signs alone', () => {
    expect(splitWords('')).toEqual([])
    expect(splitWords(' — … !! ')).toEqual([])
  })
})

describe('stemWord', () => {
  it.each([
    ['prioritise', 'prioritize'],
    ['prioritisation', 'prioritization'],
    ['connected', 'connections'],
    ['measuring', 'measured'],
    ['stakeholders', 'stakeholder'],
    ['hopping', 'hop'],
    ["customer's", 'customers'],
    ['dependencies', 'dependency'],
    ['ties', 'tie'],
    ['chosen', 'choosing'],
    ['criteria', 'criterion'],
    ['organised', 'organization'],
    ['businesses', 'business'],
  ])('[WO2] brings %s and %s together', (a, b) => {
    expect(stemWord(a)).toBe(stemWord(b))
  })

  it.each([
    ['general', 'generous'],
    ['experience', 'experiment'],
    ['status', 'state'],
    ['bus', 'bush'],
    ['customer', 'custom'],
    ['engineer', 'engine'],
    ['business', 'busy'],
    ['important', 'import'],
  ])('[WO2] keeps %s and %s apart', (a, b) => {
    expect(stemWord(a)).not.toBe(stemWord(b))
  })

  it('[WO2] leaves short words, numbers and foreign letters alone', () => {
    expect(['is', '1.5', 'tcp3', 'naïve'].map(stemWord)).toEqual(['is', '1.5', 'tcp3', 'naïve'])
  })
})

describe('content words', () => {
  it('[WO3] are what is left without stop words, stemmed', () => {
    expect(contentStems('I would have measured the latencies of it')).toEqual(['measur', 'latenc'])
    expect(isStopWord("don't")).toBe(true)
    expect(isStopWord('latency')).toBe(false)
  })
})
