import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildSegments, cutTail, giveClosers } from '../../../client/components/question-report/segments.ts'

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

describe('the end of a quote', () => {
  it('[QR4] takes the signs behind it, so that none of them begins a line', () => {
    const pieces = giveClosers(
      buildSegments('I asked (“five”), then six.', [
        { id: 'a', from: 9, to: 14 },
        { id: 'b', from: 23, to: 26 },
      ]),
    )
    expect(pieces.map(({ text, closers }) => [text, closers])).toEqual([
      ['I asked (', ''],
      ['“five', '”),'],
      [' then ', ''],
      ['six', '.'],
      ['', ''],
    ])
  })

  it('[QR4] keeps every character in its place, whatever the quotes', () => {
    const stretch = fc.record({ from: fc.nat(40), length: fc.nat(20) })
    const checks = fc.property(
      fc.string({ maxLength: 40, unit: 'grapheme' }),
      fc.array(stretch, { maxLength: 8 }),
      (text, list) => {
        const stretches = list.map(({ from, length }, i) => ({ id: `${i}`, from, to: from + length }))
        const said = giveClosers(buildSegments(text, stretches)).map((piece) => {
          const { head, tail } = cutTail(piece.text)
          return head + tail + piece.closers
        })
        expect(said.join('')).toBe(text)
      },
    )
    fc.assert(checks)
  })

  it('[QR5] is its last word; of one that fills a line only the end', () => {
    expect(cutTail('what it would cost')).toEqual({ head: 'what it would ', tail: 'cost' })
    expect(cutTail('see https://example.org/a/long/address')).toEqual({
      head: 'see https://example.org/a/long',
      tail: '/address',
    })
    expect(cutTail('alone')).toEqual({ head: '', tail: 'alone' })
  })
})
