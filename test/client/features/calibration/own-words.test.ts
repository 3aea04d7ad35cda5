import { describe, expect, it } from 'vitest'
import { marksOf, verdictsOf } from '../../../../client/features/calibration/own-words.ts'
import type { OwnWords } from '../../../../server/contract/calibration.ts'

const OWN_WORDS: OwnWords = {
  answers: 50,
  markedAlike: 0.946,
  pearson: { value: 0.63, low: 0.5, high: 0.74 },
  meanSignedError: -0.41,
  verdicts: [
    { verdict: 'covered', points: 42, made: 37 },
    { verdict: 'missing', points: 170, made: 48 },
    { verdict: 'contradicted', points: 0, made: 0 },
  ],
}

describe('answers in words of their own, on the calibration page', () => {
  it('[CW8] says how they were marked, how far the marks agree, and which way the grades lean', () => {
    expect(marksOf(OWN_WORDS)).toContain(
      'the same for 95 points in 100. Here coverage correlates with those marks at .63',
    )
    expect(marksOf(OWN_WORDS)).toMatch(/and its levels are 0\.4 too low, taken together\.$/)
    expect(marksOf({ ...OWN_WORDS, pearson: null, meanSignedError: 0.02 })).toMatch(
      /Here its levels are neither too low nor too high\.$/,
    )
  })

  it('[CW8] says of each verdict how often it was right, and nothing of one that was never given', () => {
    expect(verdictsOf(OWN_WORDS)).toEqual([
      'Of 42 points that it called covered, 37 were made at least in part.',
      'Of 170 that it did not find, 48 had been made all the same.',
    ])
  })
})
