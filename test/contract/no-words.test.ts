import { describe, expect, it } from 'vitest'
import { noWordsOf } from '../../server/contract/no-words.ts'

describe('a turn without words', () => {
  it('[NW1] says why there are none', () => {
    const words = (['unknown', 'skipped', 'left', 'submitted'] as const).map((how) => noWordsOf({ how, spoken: false }))
    expect(words).toEqual([
      'You said that you don’t know.',
      'You skipped this.',
      'You ended the interview here.',
      'No words here.',
    ])
    expect(noWordsOf({ how: 'submitted', spoken: true })).toBe('There is no transcript of what you said here.')
  })
})
