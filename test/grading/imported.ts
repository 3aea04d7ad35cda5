import type { Question } from '../../server/contract/question.ts'
import { splitKeyPoints } from '../../server/text/key-points.ts'
import { buildQuestion } from '../support/factories.ts'

/** As an imported bank has it: a question, a sample answer, and key points cut from that. */
export function importQuestion(question: string, sampleAnswer: string): Question {
  const keyPoints = splitKeyPoints(sampleAnswer).map((point, i) => ({ id: `point-${i + 1}`, point, weight: 1 }))
  return buildQuestion({ question, sampleAnswer, keyPoints })
}
