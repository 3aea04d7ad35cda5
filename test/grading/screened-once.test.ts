import { describe, expect, it } from 'vitest'
import { getReference } from '../../server/grading/reference.ts'
import { screenAnswer } from '../../server/grading/screen-answer.ts'
import { QUESTIONS } from './bank.ts'

describe('the gates of one grade', () => {
  const [first, second] = QUESTIONS.map(getReference)
  const turns = [{ turnId: 't1', text: 'I listed what we did not know first, and asked the engineers.' }]

  it('[SCO1] are gone through once for the same turns, and anew for another question or other turns', () => {
    if (!first || !second) throw new Error('the bank has two questions')
    const once = screenAnswer(turns, first)
    expect(screenAnswer(turns, first)).toBe(once)
    expect(screenAnswer(turns, second)).not.toBe(once)
    expect(screenAnswer([...turns], first)).not.toBe(once)
    expect(screenAnswer([...turns], first)).toEqual(once)
  })
})
