import { describe, expect, it } from 'vitest'
import { findSharedContentNgram } from '../../server/text/ngrams.ts'

const find = (text: string, others: string[], aside: string[] = []) =>
  findSharedContentNgram(text, others, { n: 4, aside })

describe('findSharedContentNgram', () => {
  it('[TX6] finds four content words in a row, whatever their endings and the stop words between them', () => {
    expect(find('Would you quantify long-term costs?', ['I quantify the long term cost.'])).toEqual([
      'quantifi',
      'long',
      'term',
      'cost',
    ])
  })

  it('[TX6] three in a row are not enough, nor four in another order', () => {
    expect(find('the long term cost', ['I quantify the long term cost.'])).toBeNull()
    expect(find('cost term long quantify', ['I quantify the long term cost.'])).toBeNull()
  })

  it('[TX6] sees through the end of a sentence', () => {
    expect(find('We quantify. Long term cost', ['quantify long-term cost'])).not.toBeNull()
  })

  it('[TX7] excuses what stands just so in the question or in the own words', () => {
    const said = 'so I quantify the long-term cost of it'
    expect(find('quantify long term cost', ['quantify the long-term cost'], [said])).toBeNull()
  })

  it('[TX7] does not excuse the same words in other company', () => {
    const scattered = 'the cost is long; we quantify every term'
    expect(find('quantify long term cost', ['quantify the long-term cost'], [scattered])).not.toBeNull()
  })

  it('[TX7] excuses only the part that was said', () => {
    const found = find(
      'quantify long term cost savings',
      ['quantify long term cost savings'],
      ['quantify long term cost'],
    )
    expect(found).toEqual(['long', 'term', 'cost', 'save'])
  })
})
