import { describe, expect, it } from 'vitest'
import { sayNothingCovered } from '../../../client/components/question-report/nothing-covered.ts'

const points = (...verdicts: readonly ('missing' | 'contradicted')[]) => verdicts.map((verdict) => ({ verdict }))

describe('an answer that covers nothing', () => {
  it('[NC1] is said to match nothing only where nothing is contradicted either', () => {
    expect(sayNothingCovered(points('missing', 'missing'))).toMatch(/^No part of this answer could be matched/)
    expect(sayNothingCovered(points('missing', 'contradicted'))).toMatch(/^No key point is covered: .* the opposite/)
  })

  it('[NC2] is not spoken of as an answer where there was none', () => {
    expect(sayNothingCovered(points('missing'), ['non_answer'])).toMatch(/^There is no answer yet/)
  })
})
