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
  ])('[MJ13] says "covered" of everything, with %s: no grade, high or low', async (_, brainFor) => {
    const { server, llm } = await startPair()
    const judge = createModelJudge({ llm, model: MODEL, prompts })
    // The best answer to each question: where a judge is most easily believed.
    const best = Map.groupBy(readIntendedLevels(), ({ questionId }) => questionId)
    for (const [questionId, answers] of best) {
      const question = questionOf(questionId)
      const text = answers.at(-1)?.answer ?? ''
      const brain = brainFor(question.sampleAnswer)
      server.script({ brain }, { brain })
      const turns = [{ turnId: 't2', inReplyTo: question.question, text }]
      const request = { question, rubric: buildRubric(), turns }
      const grade = await gradeAnswer(request, judge, { samples: 1, signal: never })
      expect(grade, questionId).toMatchObject({ status: 'not_graded', reason: 'judge_quotes_invented' })
    }
    expect(server.requests).toHaveLength(2 * best.size)
  })

  it('[MJ14] is told once which of its quotes nobody said, and may copy better', async () => {
    const { server, llm } = await startPair()
    const judge = createModelJudge({ llm, model: MODEL, prompts })
    const [{ questionId, answer } = { questionId: '', answer: '' }] = readIntendedLevels().slice(-1)
    const question = questionOf(questionId)
    server.script({ brain: inventingBrain }, {})
    const turns = [{ turnId: 't2', inReplyTo: question.question, text: answer }]
    const grade = await gradeAnswer({ question, rubric: buildRubric(), turns }, judge, { samples: 1, signal: never })
    expect(grade.status).toBe('graded')
    expect(server.requests.map(({ body }) => body.response_format?.type)).toEqual(['json_schema', 'json_schema'])
    expect(server.requests[1]?.body.messages.at(-1)?.content).toContain('purple elephant')
  })
})
