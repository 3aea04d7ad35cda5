import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginSpeech,
  buildSpeechSpans,
  cancelSpeech,
  endSpeech,
  takeSpan,
} from '../../../../client/lib/speech/speech-spans.ts'
import type { Span } from '../../../../server/contract/speech.ts'

describe('where final words were said', () => {
  it('[SS1] from the first speech since the last words to the last end that is known', () => {
    let spans = endSpeech(beginSpeech(buildSpeechSpans(), 100), { fromSample: 100, toSample: 500 })
    spans = endSpeech(beginSpeech(spans, 700), { fromSample: 700, toSample: 900 })
    expect(takeSpan(spans, 2_000, 'words').span).toEqual({ fromSample: 100, toSample: 900 })
  })

  it('[SS2] speech that goes on belongs to the next words', () => {
    const spans = beginSpeech(endSpeech(beginSpeech(buildSpeechSpans(), 100), { fromSample: 100, toSample: 500 }), 700)
    const first = takeSpan(spans, 1_000, 'words')
    expect(first.span).toEqual({ fromSample: 100, toSample: 500 })
    const ended = endSpeech(first.spans, { fromSample: 700, toSample: 1_500 })
    expect(takeSpan(ended, 2_000, 'more').span).toEqual({ fromSample: 700, toSample: 1_500 })
  })

  it('[SS3] words in the middle of speech cut it where they came', () => {
    const first = takeSpan(beginSpeech(buildSpeechSpans(), 100), 5_000, 'words')
    expect(first.span).toEqual({ fromSample: 100, toSample: 5_000 })
    const ended = endSpeech(first.spans, { fromSample: 100, toSample: 9_000 })
    expect(takeSpan(ended, 9_500, 'more').span).toEqual({ fromSample: 5_000, toSample: 9_000 })
  })

  it('[SS4] where no speech was detected they lie just before, as long as they take to say', () => {
    const { span } = takeSpan(buildSpeechSpans(), 100_000, 'fifteen letters')
    expect(span).toEqual({ fromSample: 84_000, toSample: 100_000 })
  })

  it('[SS5] speech that was a mistake leaves nothing, speech before it stays', () => {
    const mistaken = cancelSpeech(beginSpeech(buildSpeechSpans(), 100))
    expect(mistaken).toEqual(buildSpeechSpans())
    const spans = endSpeech(beginSpeech(buildSpeechSpans(), 100), { fromSample: 100, toSample: 500 })
    expect(takeSpan(cancelSpeech(beginSpeech(spans, 700)), 900, 'words').span).toEqual({
      fromSample: 100,
      toSample: 500,
    })
  })

  it('[SS6] whatever comes in whatever order, each stretch has a sample at least and none overlaps another', () => {
    const op = fc.record({
      do: fc.constantFrom('begin', 'end', 'cancel', 'take' as const),
      after: fc.nat(3_000),
      back: fc.nat(2_000),
    })
    fc.assert(
      fc.property(fc.array(op, { maxLength: 60, size: 'max' }), (ops) => {
        let spans = buildSpeechSpans()
        let now = 0
        let begun = Number.POSITIVE_INFINITY
        const taken: Span[] = []
        const does = {
          begin: (at: number) => {
            begun = at
            return beginSpeech(spans, at)
          },
          end: (at: number) => (at > begun ? endSpeech(spans, { fromSample: begun, toSample: at }) : spans),
          cancel: () => cancelSpeech(spans),
          take: () => {
            const next = takeSpan(spans, now, 'some words')
            taken.push(next.span)
            return next.spans
          },
        }
        for (const one of ops) {
          now += one.after
          spans = does[one.do](Math.max(0, now - one.back))
        }
        taken.forEach(({ fromSample, toSample }, i) => {
          expect(fromSample).toBeLessThan(toSample)
          expect(fromSample).toBeGreaterThanOrEqual(taken[i - 1]?.toSample ?? 0)
        })
      }),
      { numRuns: 500 },
    )
  })
})
