import type { Evidence, Verdict } from '#contract/grade.ts'
import type { CriterionReport, KeyPointReport, QuestionReport } from '#contract/report.ts'
import { VERDICT_WORDS } from '#contract/report-words.ts'

/** Which of the two lists earned the quotes that are marked in the transcript. */
export type QuoteSet = 'keyPoints' | 'criteria'

export interface Quote extends Evidence {
  readonly id: string
  readonly set: QuoteSet
  /** What the mark carries: the key point's number or the criterion's name. */
  readonly label: string
  /** The same for somebody who cannot see the list beside it. */
  readonly spoken: string
  readonly verdict: Verdict | null
}

/** Every quote of a question, key points first. Coverage is made of the key points and has none of its own. */
export function collectQuotes(report: QuestionReport): Quote[] {
  const keyPoints = report.keyPoints.flatMap((keyPoint, i) => quotesOfKeyPoint(keyPoint, i))
  const { outcome } = report
  return outcome.status === 'graded' ? [...keyPoints, ...outcome.criteria.flatMap(quotesOfCriterion)] : keyPoints
}

/** `position` counts from 0 in the question's list of key points. */
export function quotesOfKeyPoint({ id, point, verdict, evidence }: KeyPointReport, position: number): Quote[] {
  const label = `${position + 1}`
  const word = verdict === null ? '' : `, ${VERDICT_WORDS[verdict].toLowerCase()}`
  return evidence.map((quote, i) => {
    const spoken = `Key point ${label}${word}: ${point}`
    return { ...quote, id: `point-${id}-${i}`, set: 'keyPoints', label, spoken, verdict }
  })
}

export function quotesOfCriterion({ id, name, mark }: CriterionReport): Quote[] {
  if (id === 'coverage' || mark.status !== 'marked') return []
  return mark.evidence.map((quote, i) => {
    return {
      ...quote,
      id: `criterion-${id}-${i}`,
      set: 'criteria',
      label: name,
      spoken: `Criterion ${name}`,
      verdict: null,
    }
  })
}
