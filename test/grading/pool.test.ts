import { describe, expect, it } from 'vitest'
import type { Question } from '../../server/contract/question.ts'
import { buildQuestion } from '../support/factories.ts'
import { cover } from './bank.ts'

const OVEN = {
  id: 'closed-pot',
  point: 'Bakes in a closed pot so that the crust stays soft at first.',
  weight: 1,
  wordings: [
    'I bake with the lid on, and the steam keeps the crust from setting.',
    'A heavy casserole holds the moisture while the loaf springs.',
    'The lid comes off after twenty minutes, until then the steam is trapped.',
    'Without trapped moisture the crust hardens before the loaf has risen.',
  ],
}
const FLOUR = { id: 'flour', point: 'Chooses flour by its protein.', weight: 1 }

const ask = (wordings: string[] | undefined): Question =>
  buildQuestion({
    question: 'How do you bake?',
    sampleAnswer: 'I bake it in a closed pot. I choose strong flour.',
    keyPoints: [wordings === undefined ? { ...OVEN, wordings: undefined } : { ...OVEN, wordings }, FLOUR],
  })
const oven = (question: Question, answer: string) => cover(question, answer).keyPoints[0]

describe('the wordings of a point together', () => {
  const SAID =
    'I weigh everything the evening before. Moisture is trapped under a heavy lid for the first while. Then I let it cool on a rack.'

  it('[PL1] find a point in words that no single wording has', () => {
    expect(oven(ask(undefined), SAID)?.verdict).toBe('missing')
    expect(oven(ask(OVEN.wordings), SAID)?.verdict).toBe('covered')
  })

  it('[PL2] quote the sentence that has most of their words, first', () => {
    expect(oven(ask(OVEN.wordings), SAID)?.evidence[0]?.text).toBe(
      'Moisture is trapped under a heavy lid for the first while.',
    )
  })

  it('[PL3] count words less that stand alone in sentences about something else', () => {
    const scattered =
      'My neighbour has a heavy coat. A bird was trapped. The lid of the bin fell down. There is moisture on the wall.'
    const together = oven(ask(OVEN.wordings), SAID)?.coverage ?? 0
    expect(oven(ask(OVEN.wordings), scattered)?.coverage).toBeLessThan(0.6 * together)
  })

  it('[PL4] give the same in any order', () => {
    expect(oven(ask(OVEN.wordings.toReversed()), SAID)).toEqual(oven(ask(OVEN.wordings), SAID))
  })
})
