import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildSegments } from '../../../client/components/question-report/segments.ts'

describe('buildSegments', () => {
  it('[QR1] marks a quote, and leaves the rest plain', () => {
    expect(buildSegments('one two three', [{ id: 'a', from: 4, to: 7 }])).toEqual([
      { from: 0, text: 'one ', ids: [], ending: [] },
      { from: 4, text: 'two', ids: ['a'], ending: ['a'] },
      { from: 7, text: ' three', ids: [], ending: [] },
    ])
  })

  it('[QR2] lets quotes overlap: the shared piece belongs to both, each ends where it ends', () => {
    const stretches = [
      { id: 'a', from: 0, to: 6 },
      { id: 'b', from: 4, to: 9 },
    ]
    const pieces = buildSegments('abcdefghij', stretches).map(({ text, ids, ending }) => [text, ids, ending])
    expect(pieces).toEqual([
      ['abcd', ['a'], []],
      ['ef', ['a', 'b'], ['a']],
      ['ghi', ['b'], ['b']],
      ['j', [], []],
    ])
  })

  it('[QR3] loses no character, whatever the quotes, and every quote ends exactly once', () => {
    const stretch = fc.record({ from: fc.nat(40), length: fc.nat(20) })
    const checks = fc.property(fc.string({ maxLength: 40 }), fc.array(stretch, { maxLength: 8 }), (text, list) => {
      const stretches = list.map(({ from, length }, i) => ({ id: `${i}`, from, to: from + length }))
      const segments = buildSegments(text, stretches)
      expect(segments.map((segment) => segment.text).join('')).toBe(text)
      for (const { id, from, to } of stretches) {
        const own = segments.filter(({ ids }) => ids.includes(id)).map((segment) => segment.text)
        expect(own.join('')).toBe(text.slice(from, to))
        expect(segments.filter(({ ending }) => ending.includes(id))).toHaveLength(own.length > 0 ? 1 : 0)
      }
    })
    fc.assert(checks)
  })
})
