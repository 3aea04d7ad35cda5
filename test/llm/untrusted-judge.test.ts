import { describe, expect, it } from 'vitest'
import { gradeAnswer } from '../../server/grading/grade-answer.ts'
import { createModelJudge } from '../../server/llm/judge.ts'
import { QUESTIONS, readIntendedLevels } from '../grading/bank.ts'
import { buildRubric } from '../support/factories.ts'
import { buildJudgingBrain, inventingBrain } from '../support/openai-brain.ts'
import type { Brain } from '../support/openai-faults.ts'
import { MODEL, never, prompts, startPair } from './fixtures.ts'

const questionOf = (id: string) => {
  const question = QUESTIONS.find((other) => other.id === id)
  if (!question) throw new Error(`${id} is not in the bank`)
  return question
}

/** A judge that says "covered" and quotes the sample answer, which the candidate has not said. */
function quotingBrain(sampleAnswer: string): Brain {
  return buildJudgingBrain({ verdict: 'covered', level: 'strong', quotes: () => [sampleAnswer.slice(0, 80)] })
}

describe('a judge over the wire that cannot be trusted', () => {
  it.each([
    ['quotes that nobody said', () => inventingBrain],
    ['quotes out of the sample answer', quotingBrain],
  ])(
    '[MJ13] says "covered" of everything, with %s: every point is missing and every mark withheld',
    async (_, brainFor) => {
      const { server, llm } = await startPair()
      const judge = createModelJudge({ llm, model: MODEL, prompts })
      // The best answer to each question: where a judge is most easily believed.
      const best = Map.groupBy(readIntendedLevels(), ({ questionId }) => questionId)
      for (const [questionId, answers] of best) {
        const question = questionOf(questionId)
        const text = answers.at(-1)?.answer ?? ''
        server.script({ brain: brainFor(question.sampleAnswer) })
        const turns = [{ turnId: 't2', inReplyTo: question.question, text }]
        const request = { question, rubric: buildRubric(), turns }
        const grade = await gradeAnswer(request, judge, { samples: 1, signal: never })
        if (grade.status !== 'graded') throw new Error(`${questionId} was not graded: ${grade.reason}`)
        expect(grade.keyPoints.map(({ verdict }) => verdict)).toEqual(question.keyPoints.map(() => 'missing'))
        expect(grade.coverage).toBe(0)
        const marks = grade.criteria.filter(({ criterionId }) => criterionId !== 'coverage')
        expect(marks.length).toBeGreaterThan(0)
        expect(marks.every((mark) => mark.status === 'withheld')).toBe(true)
      }
      expect(server.requests.length).toBeGreaterThanOrEqual(best.size)
    },
  )
})
