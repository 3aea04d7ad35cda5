import type { GradedGrade } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { GivenGrade } from '#contract/report.ts'
import type { Rubric } from '#contract/rubric.ts'
import type { QuestionState, Session, Turn } from '#contract/session.ts'
import { findShownIndex } from '#contract/shown-grade.ts'
import { buildCriteria, buildKeyPoints, countVerdicts } from './build-outcome.ts'

/** Every grade that was given for an answer, oldest first, each with who gave it. None is ever overwritten. */
export function buildGivenGrades(
  session: Session,
  state: QuestionState,
  { question, rubric, turns }: { question: Question; rubric: Rubric | undefined; turns: readonly Turn[] },
): GivenGrade[] {
  const shown = findShownIndex(session, state)
  return state.grades.map((grade, i) => ({
    judge: grade.judge,
    inPlaceOf: grade.inPlaceOf?.model ?? null,
    gradedAt: state.gradedAt[i] ?? session.lastAt,
    shown: i === shown,
    result:
      grade.status === 'not_graded'
        ? { status: 'not_graded', reason: grade.reason }
        : describe(grade, question, rubric, turns),
  }))
}

function describe(
  grade: GradedGrade,
  question: Question,
  rubric: Rubric | undefined,
  turns: readonly Turn[],
): GivenGrade['result'] {
  const keyPoints = buildKeyPoints(question, grade, turns).flatMap(({ id, verdict }) =>
    verdict === null ? [] : { id, verdict },
  )
  return {
    status: 'graded',
    keyPoints,
    counts: countVerdicts(keyPoints),
    criteria: buildCriteria(grade, rubric, turns).map(({ id, name, mark }) => ({
      id,
      name,
      mark: mark.status === 'marked' ? { level: mark.level, band: mark.band } : null,
    })),
    samples: grade.samples,
    spread: grade.spread,
    lowConfidence: grade.lowConfidence,
  }
}
