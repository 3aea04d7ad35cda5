import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../server/text/sentences.ts'
import { type Finished, soundsFinished } from '../../server/text/sounds-finished.ts'
import { SPOKEN_ANSWERS } from './spoken-answers.ts'

interface Cut {
  /** The text up to the cut, as it stands. */
  readonly plain: string
  /** A full stop after the fragment. */
  readonly stopped: string
  /** Lower case, no marks. */
  readonly bare: string
}
const bare = (text: string) => text.toLowerCase().replace(/[.,?!;:]/g, '')

/** Every answer cut after every word but the last of each sentence. */
const CUTS: readonly Cut[] = SPOKEN_ANSWERS.flatMap((answer) =>
  splitSentences(answer).flatMap((sentence) =>
    [...sentence.text.matchAll(/\S+/g)].slice(0, -1).map((word) => {
      const plain = answer.slice(0, sentence.from + word.index + word[0].length)
      return { plain, stopped: `${plain.replace(/[,;:]$/, '')}.`, bare: bare(plain) }
    }),
  ),
)
const ENDS = SPOKEN_ANSWERS.flatMap((answer) => splitSentences(answer).map((sentence) => answer.slice(0, sentence.to)))

const share = (texts: readonly string[], ...verdicts: Finished[]) =>
  texts.filter((text) => verdicts.includes(soundsFinished(text))).length / texts.length

describe(`fifteen answers cut after each of ${CUTS.length} words in mid-sentence`, () => {
  it('[SF20] without a full stop none is complete, and 2 in 100 at most are unsure', () => {
    const texts = CUTS.map((cut) => cut.plain)
    expect(share(texts, 'complete')).toBe(0)
    expect(share(texts, 'unsure')).toBeLessThanOrEqual(0.02)
  })

  it('[SF21] with a full stop after each fragment 18 in 100 at most are complete: those that are sentences as they stand', () => {
    const texts = CUTS.map((cut) => cut.stopped)
    expect(share(texts, 'complete')).toBeLessThanOrEqual(0.18)
    expect(share(texts, 'incomplete')).toBeGreaterThan(0.75)
  })

  it('[SF22] with a full stop after every fourth word none is complete: such stops are no longer believed', () => {
    const texts = CUTS.map(({ plain }) => {
      const fragments = plain.replace(/[.,?!;:]/g, '').match(/(?:\S+\s*){1,4}/g) ?? []
      return fragments.map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1).trim()}.`).join(' ')
    })
    expect(share(texts, 'complete')).toBe(0)
  })

  it('[SF23] bare of marks and capitals none is complete, and 25 in 100 at most are unsure', () => {
    const texts = CUTS.map((cut) => cut.bare)
    expect(share(texts, 'complete')).toBe(0)
    expect(share(texts, 'unsure')).toBeLessThanOrEqual(0.25)
  })

  it('[SF24] at the true ends of sentences 9 in 10 are complete, or unsure where there are no marks', () => {
    expect(share(ENDS, 'complete')).toBeGreaterThanOrEqual(0.9)
    expect(share(ENDS.map(bare), 'unsure')).toBeGreaterThanOrEqual(0.9)
  })
})
