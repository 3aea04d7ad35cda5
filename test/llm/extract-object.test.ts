import { describe, expect, it } from 'vitest'
import { findObjects } from '../../server/llm/extract-object.ts'

describe('the balanced objects', () => {
  it.each([
    ['{"a":1}', [{ a: 1 }]],
    ['```json\n{"a":1}\n```', [{ a: 1 }]],
    ['Sure: {"a":{"b":"}"}} and {"c":2}', [{ a: { b: '}' } }, { c: 2 }]],
    ['{not json} then {"a":"\\"{"}', [{ a: '"{' }]],
    ['unbalanced { then {"a":1}', [{ a: 1 }]],
    ['{"a":"unterminated', []],
    ['{"a":1', []],
    ['no object at all', []],
    ['[1, 2]', []],
    ['', []],
  ])('[EX1] of %j are %j', (text, objects) => {
    expect(findObjects(text)).toEqual(objects)
  })

  it('[EX2] is given up on after a few tries: a wall of braces costs nothing', () => {
    expect(findObjects('{'.repeat(200_000))).toEqual([])
  })
})
