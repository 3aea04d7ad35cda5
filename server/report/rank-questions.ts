import type { KeyPointReport, QuestionReport, Report } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'
import { findShownGrade } from './build-outcome.ts'

const MOST_STEPS = 3
const SKIPPED =
  'You skipped this one. Answer it once in full, however roughly, before you read the sample answer again.'

interface Standing {
  readonly index: number
  /** Mean of the levels that were marked, weighted as the rubric weighs them. */
  readonly level: number
  readonly coverage: number
}

/** The question that stands highest and the one that stands lowest; both null where there is nothing to tell apart. */
export function findExtremes(
  session: Session,
  questions: readonly QuestionReport[],
): Pick<Report, 'strongest' | 'weakest'> {
  const standings = questions.flatMap((question) => findStanding(session, question) ?? [])
  // Coverage settles which of several equal levels is named first; alone it is too fine to call a question weaker.
  const ranked = standings.toSorted((a, b) => b.level - a.level || b.coverage - a.coverage || a.index - b.index)
  const [best, worst] = [ranked[0], ranked.at(-1)]
  if (best === undefined || worst === undefined || best.level === worst.level) return { strongest: null, weakest: null }
  return { strongest: best.index, weakest: worst.index }
}

function findStanding(session: Session, { index, kind, outcome }: QuestionReport): Standing | null {
  const state = session.questions.find((question) => question.index === index)
  const grade = state === undefined ? undefined : findShownGrade(state)
  if (outcome.status !== 'graded' || grade === undefined) return null
  const criteria = session.drawn?.rubrics.find((rubric) => rubric.kind === kind)?.criteria ?? []
  const marks = outcome.criteria.flatMap(({ id, mark }) =>
    mark.status === 'marked' ? { level: mark.level, weight: criteria.find((c) => c.id === id)?.weight ?? 1 } : [],
  )
  const weight = sum(marks.map((mark) => mark.weight))
  if (weight === 0) return null
  return { index, level: sum(marks.map((mark) => mark.level * mark.weight)) / weight, coverage: grade.coverage }
}

/** The next steps of the questions that lost most, one a competency; then what was skipped. */
export function findPractiseNext(questions: readonly QuestionReport[]): Report['practiseNext'] {
  const gaps = questions
    .flatMap(({ index, competency, keyPoints, outcome }) =>
      outcome.status === 'graded' ? { index, competency, text: outcome.nextStep, lost: findLostShare(keyPoints) } : [],
    )
    .filter(({ lost, text }) => lost > 0 && text !== '')
    .toSorted((a, b) => b.lost - a.lost || a.index - b.index)
  const skipped = questions
    .filter(({ outcome }) => outcome.status === 'skipped')
    .map(({ index, competency }) => ({ index, competency, text: SKIPPED }))
  return withoutRepeats([...gaps, ...skipped])
    .slice(0, MOST_STEPS)
    .map(({ index, competency, text }) => ({ index, competency, text }))
}

function withoutRepeats<T extends { competency: string }>(steps: readonly T[]): T[] {
  return steps.filter((step, i) => steps.findIndex(({ competency }) => competency === step.competency) === i)
}

/** Share of the key points' weight that the answer did not earn, 0 to 1; half of a point that is there in part. */
function findLostShare(keyPoints: readonly KeyPointReport[]): number {
  const lost = keyPoints.map(
    ({ verdict, weight }) => weight * (verdict === 'covered' ? 0 : verdict === 'partly' ? 0.5 : 1),
  )
  return sum(lost) / sum(keyPoints.map(({ weight }) => weight))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
