import { describe, expect, it } from 'vitest'
import type { Flag } from '../../server/contract/grade.ts'
import { buildNextStep } from '../../server/grading/advise.ts'
import { observeAnswer } from '../../server/grading/observe.ts'
import { buildQuestion, buildRubric } from '../support/factories.ts'

const question = buildQuestion()
const first = question.keyPoints[0]?.id ?? ''

function advise(verdict: 'missing' | 'partly', readBy: 'built-in' | 'model', flags: readonly Flag[] = []): string {
  const keyPoints = question.keyPoints.map(({ id }) => ({
    keyPointId: id,
    verdict: id === first ? verdict : ('covered' as const),
    evidence: [],
    reason: '',
  }))
  const observations = observeAnswer([{ turnId: 't2', text: 'So.' }])
  return buildNextStep(question, buildRubric(), { keyPoints, criteria: [], observations, flags, readBy }).text
}

describe('the next step', () => {
  it('[AV1] says that word matching does not find a point, and never that an answer leaves it out', () => {
    expect(advise('missing', 'built-in')).toMatch(
      /^Word matching does not find this point in your answer: “.+If you made it/,
    )
    expect(advise('partly', 'built-in')).toMatch(/^Word matching finds this point in part: “/)
  })

  it('[AV1] takes a model, which reads what is meant, at its word', () => {
    expect(advise('missing', 'model')).toMatch(/^Your answer leaves this point out: “/)
    expect(advise('partly', 'model')).toMatch(/^You touch on this point without spelling it out: “/)
  })

  it('[AV2] after “I don’t know” is a beginning: there is nothing to make more plainly', () => {
    for (const readBy of ['built-in', 'model'] as const) {
      const step = advise('missing', readBy, ['non_answer'])
      expect(step).toMatch(/^Next time answer it, however roughly\. Begin with this point: “/)
      expect(step).not.toMatch(/plainly|leaves/)
    }
  })

  it('[AV3] after the answer to another question leads back to this one', () => {
    expect(advise('missing', 'built-in', ['answers_another_question'])).toMatch(
      /^By its words your answer belongs to another question of this role\. Go back to what this one asks, such as this point: “/,
    )
  })
})
