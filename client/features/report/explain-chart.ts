import type { QuestionReport, Report } from '#contract/report.ts'
import { formatList } from '../../components/format.ts'

/** What has to be known to read the chart of criteria, in sentences. */
export function explainChart({ criteria, questions }: Pick<Report, 'criteria' | 'questions'>): string[] {
  const marks = criteria.flatMap((criterion) => criterion.marks.filter((mark) => mark !== null))
  const needing = criteria.filter(({ id, marks: [...own] }) => own.every((mark) => mark === null) && needsModel(id))
  return [
    'Each mark stands in the column of its level.',
    ...(marks.some(({ band }) => band !== null && band.low < band.high) ? [RANGES] : []),
    ...(questions.some(isUnsure) ? ['A dashed mark is of low confidence.'] : []),
    ...(needing.length === 0 ? [] : [sayNeeding(needing.map(({ name }) => name))]),
  ]

  function needsModel(id: string): boolean {
    return questions.some(
      ({ outcome }) =>
        outcome.status === 'graded' &&
        outcome.criteria.some(
          (one) => one.id === id && one.mark.status === 'withheld' && one.mark.why === 'needs_model',
        ),
    )
  }
}

const RANGES = 'A bar over several is the range in which the level lies: word matching cannot tell it closer.'

const sayNeeding = (names: readonly string[]) => `${formatList(names)} need${names.length === 1 ? 's' : ''} a model.`

/** Whether the grade of an answer may well not hold. */
export function isUnsure({ outcome }: QuestionReport): boolean {
  return outcome.status === 'graded' && outcome.lowConfidence
}
