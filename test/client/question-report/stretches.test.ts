import { describe, expect, it } from 'vitest'
import { findStretches } from '../../../client/components/question-report/stretches.ts'
import { alignWords } from '../../../client/lib/align-words.ts'
import { speak } from '../replay/spoken-log.ts'

const A = 'track0000001'
const B = 'track0000002'
const TEXT = 'I met the team, and we talked.'
const spoken = [
  ...speak('I met the team', 1).words.map((word) => ({ ...word, trackId: A })),
  ...speak('and we talked', 5).words.map((word) => ({ ...word, trackId: B })),
]
const words = alignWords(TEXT, spoken)
const partOf = (quote: string) => [TEXT.indexOf(quote), TEXT.indexOf(quote) + quote.length] as const

describe('what plays for a quote', () => {
  it('[RS25] begins within 300 ms before its first word and ends shortly after its last', () => {
    expect(findStretches(words, ...partOf('met the'))).toEqual([{ trackId: A, fromMs: 1_350, toMs: 2_400 }])
  })

  it('[RS26] goes from one recording to the next', () => {
    expect(findStretches(words, ...partOf('the team, and we'))).toEqual([
      { trackId: A, fromMs: 1_750, toMs: 2_800 },
      { trackId: B, fromMs: 4_950, toMs: 6_000 },
    ])
  })

  it('[RS27] is nothing for words that were typed', () => {
    expect(findStretches(alignWords('typed by hand', []), 0, 5)).toEqual([])
  })

  it('[RS28] never begins before the recording', () => {
    const early = alignWords('I', [{ text: 'I', fromSample: 160, toSample: 1_600, trackId: A }])
    expect(findStretches(early, 0, 1)[0]?.fromMs).toBe(0)
  })
})
