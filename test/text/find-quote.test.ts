import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createQuoteFinder } from '../../server/text/find-quote.ts'
import { isStopWord, splitWords } from '../../server/text/words.ts'

const TEXT =
  'I didn’t guess: I asked five engineers what the migration would cost, and they said 3.5 weeks. ' +
  'So I told the sponsor – in writing – that “two weeks” was not a plan.\nShe agreed… and we moved the date to 4 May. 🎉 ' +
  'Afterwards nobody was angry, because the numbers were on the table and everyone could check them.'
const WORDS = splitWords(TEXT)

const find = createQuoteFinder(TEXT)

const found = (quote: string) => {
  const place = find(quote)
  return place && TEXT.slice(place.from, place.to)
}

describe('the finder of quotes', () => {
  it('[TX8] folds case, white space, punctuation and typographic marks, and gives the place in the original', () => {
    expect(found("i DIDN'T   guess, I asked")).toBe('I didn’t guess: I asked')
    expect(found('"two weeks" was\nnot a plan')).toBe('two weeks” was not a plan')
    expect(found('agreed and we moved')).toBe('agreed… and we moved')
  })

  it('[TX16] takes the bracket that closes one of its own, and no other', () => {
    const text = 'It is O(n log n), O(n) in the worst case (as in [a (b)]). Then (once) it ends) here.'
    const foundIn = (quote: string) => {
      const place = createQuoteFinder(text)(quote)
      return place && text.slice(place.from, place.to)
    }
    expect(foundIn('O(n log n), O(n)')).toBe('O(n log n), O(n)')
    expect(foundIn('worst case (as in [a (b')).toBe('worst case (as in [a (b)])')
    expect(foundIn('worst case (as')).toBe('worst case (as')
    expect(foundIn('(once) it ends')).toBe('once) it ends')
  })

  it('[TX8] matches whole words only', () => {
    expect(found('engineer')).toBeNull()
    expect(found('ask five engineers')).toBeNull()
    expect(found('.5 weeks')).toBeNull()
  })

  it('[TX9] wants at least one content word', () => {
    expect(found('and they')).toBeNull()
    expect(found('  …  ')).toBeNull()
    expect(found('')).toBeNull()
  })

  it('[TX10] finds every slice on word borders', () => {
    const spot = fc.nat(WORDS.length - 1)
    fc.assert(
      fc.property(spot, spot, (a, b) => {
        const words = WORDS.slice(Math.min(a, b), Math.max(a, b) + 1)
        const quote = TEXT.slice(words[0]!.from, words.at(-1)!.to)
        fc.pre(words.some((word) => !isStopWord(word.lower)))
        const slice = splitWords(found(quote) ?? '')
        expect(slice.map((word) => word.lower)).toEqual(words.map((word) => word.lower))
      }),
    )
  })

  it('[TX11] never finds an altered or invented quote: 1,000 of them', () => {
    const others = 'budget never twelve roadmap pleased not sponsor engineers weeks nobody table'.split(' ')
    const original = WORDS.map((word) => word.lower).join(' ')
    const alter = fc.record({
      from: fc.nat(WORDS.length - 5),
      length: fc.integer({ min: 3, max: 12 }),
      at: fc.nat(2),
      how: fc.constantFrom('swap', 'insert', 'drop', 'negate', 'reorder'),
      other: fc.constantFrom(...others),
    })
    let tried = 0
    fc.assert(
      fc.property(alter, ({ from, length, at, how, other }) => {
        const words = WORDS.slice(from, from + length).map((word) => word.text)
        const here = Math.min(at, words.length - 2)
        if (how === 'swap') words[here] = other
        if (how === 'insert') words.splice(here + 1, 0, other)
        if (how === 'drop') words.splice(here + 1, 1)
        if (how === 'negate') words.splice(here + 1, 0, 'not')
        if (how === 'reorder') words.push(words.shift()!)
        const quote = words.join(' ')
        const spelt = splitWords(quote).map((word) => word.lower)
        // An alteration may by chance give words that were said.
        fc.pre(!` ${original} `.includes(` ${spelt.join(' ')} `))
        tried++
        expect(found(quote)).toBeNull()
      }),
      { numRuns: 1_000, seed: 20_261 },
    )
    expect(tried).toBe(1_000)
  })
})
