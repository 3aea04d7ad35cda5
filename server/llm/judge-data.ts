import type { KeyPoint, Question } from '#contract/question.ts'
import type { Criterion, CriterionId, Rubric } from '#contract/rubric.ts'
import { LEVELS } from '#contract/rubric.ts'
import type { JudgedTurn } from '../ports.ts'
import { toLevelLabel } from './level-labels.ts'

/** Key points by the short names that the model sees: sorted by id, so that the order in the bank changes nothing. */
export function buildPointNames(keyPoints: readonly KeyPoint[]): ReadonlyMap<string, KeyPoint> {
  const sorted = [...keyPoints].sort((a, b) => (a.id < b.id ? -1 : 1))
  return new Map(sorted.map((keyPoint, i) => [`P${i + 1}`, keyPoint]))
}

/** What the model is to mark. Coverage is added up by code from the key points. */
export function listMarkedCriteria(rubric: Rubric): (Criterion & { id: Exclude<CriterionId, 'coverage'> })[] {
  return rubric.criteria.filter(
    (criterion): criterion is Criterion & { id: Exclude<CriterionId, 'coverage'> } => criterion.id !== 'coverage',
  )
}

/** The rubric as JSON, levels low to high. The same for every question of a kind. */
export function describeCriteria(rubric: Rubric): string {
  const criteria = listMarkedCriteria(rubric).map(({ id, looksAt, anchors }) => ({
    id,
    looksAt,
    levels: Object.fromEntries(LEVELS.map((level) => [toLevelLabel(level), anchors[level]])),
  }))
  return JSON.stringify(criteria, null, 1)
}

/** Question, sample answer and key points as JSON. The same for every answer to a question. */
export function describeQuestion(question: Question, names: ReadonlyMap<string, KeyPoint>): string {
  const keyPoints = Array.from(names, ([id, { point, aliases, options }]) => ({
    id,
    point,
    ...(aliases && { alsoSaidAs: aliases }),
    ...(options && { enough: `any ${options.required} of: ${options.items.join('; ')}` }),
  }))
  return JSON.stringify({ question: question.question, sampleAnswer: question.sampleAnswer, keyPoints }, null, 1)
}

/** The candidate's words as JSON, in numbered sentences under what they reply to. */
export function describeAnswer(turns: readonly JudgedTurn[]): string {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  let number = 0
  const answer = turns.map(({ inReplyTo, text }) => ({
    inReplyTo,
    sentences: Array.from(segmenter.segment(text), ({ segment }) => segment.trim())
      .filter((sentence) => sentence !== '')
      .map((sentence) => ({ number: ++number, text: sentence })),
  }))
  return JSON.stringify({ answer }, null, 1)
}
