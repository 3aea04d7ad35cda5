import type { Question } from './question.ts'
import type { Rubric } from './rubric.ts'

/** The rubric as it holds for one question: the question's own anchors take the place of the general ones. */
export function buildQuestionRubric(rubric: Rubric, { anchors }: Pick<Question, 'anchors'>): Rubric {
  if (anchors === undefined) return rubric
  return { ...rubric, criteria: rubric.criteria.map((one) => ({ ...one, anchors: anchors[one.id] ?? one.anchors })) }
}
