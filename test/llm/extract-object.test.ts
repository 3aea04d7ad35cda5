import { describe, expect, it } from 'vitest'
import { findObject } from '../../server/llm/extract-object.ts'

describe('the first balanced object', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['Sure: {"a":{"b":"}"}} and {"c":2}', { a: { b: '}' } }],
    ['{not json} then {"a":"\\"{"}', { a: '"{' }],
    ['unbalanced { then {"a":1}', { a: 1 }],
    ['{"a":"unterminated', undefined],
    ['{"a":1', undefined],
    ['no object at all', undefined],
    ['[1, 2]', undefined],
    ['', undefined],
  ])('[EX1] of %j is %j', (text, object) => {
    expect(findObject(text)).toEqual(object)
  })

  it('[EX2] is given up on after a few tries: a wall of braces costs nothing', () => {
    expect(findObject('{'.repeat(200_000))).toBeUndefined()
  })
})
