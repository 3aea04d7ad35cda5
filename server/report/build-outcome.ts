import type { CriterionGrade, GradedGrade, Verdict } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { CriterionReport, KeyPointReport, Outcome } from '#contract/report.ts'
import { type Criterion, LEVELS, type Rubric } from '#contract/rubric.ts'
import type { QuestionState, Session, Turn } from '#contract/session.ts'
import { findShownIndex } from '#contract/shown-grade.ts'
import { isSaid, keepQuotes } from './check-evidence.ts'

/** The grade that the report shows; undefined while there is none, and while the one that is there is being made anew. */
export function findShownGrade(session: Session, state: QuestionState): GradedGrade | undefined {
  const at = findShownIndex(session, state)
  const grade = at === null ? undefined : state.grades[at]
  if (state.closed !== 'answered' || (state.grading && state.regrading === null)) return undefined
  return grade?.status === 'graded' ? grade : undefined
}

/** The question's key points in their order, with a verdict where a grade is given. */
export function buildKeyPoints(
  question: Question,
  grade: GradedGrade | undefined,
  turns: readonly Turn[],
): KeyPointReport[] {
  return question.keyPoints.map(({ id, point, weight }) => {
    const graded = grade?.keyPoints.find(({ keyPointId }) => keyPointId === id)
    const evidence = keepQuotes(turns, graded?.evidence ?? [])
    return {
      id,
      point,
      weight,
      verdict: verdictOf(graded?.verdict, evidence.length),
      evidence,
      reason: graded?.reason ?? '',
    }
  })
}

/** A verdict other than missing stands on a quote or not at all. */
function verdictOf(verdict: Verdict | undefined, quotes: number): Verdict | null {
  if (verdict === undefined) return null
  return quotes === 0 ? 'missing' : verdict
}

/** What became of the answer to one question. */
export function buildOutcome(
  session: Session,
  state: QuestionState,
  rubric: Rubric | undefined,
  keyPoints: readonly KeyPointReport[],
  turns: readonly Turn[],
): Outcome {
  if (state.closed === null) return { status: 'open' }
  if (state.closed === 'skipped') return { status: 'skipped' }
  const shown = findShownGrade(session, state)
  if (shown !== undefined) return buildGraded(shown, rubric, keyPoints, turns)
  const failure = state.grades.at(-1)
  if (state.grading || failure?.status !== 'not_graded') return { status: 'grading' }
  const { status, judge, reason, retryable } = failure
  return { status, judge, reason, retryable }
}

function buildGraded(
  grade: GradedGrade,
  rubric: Rubric | undefined,
  keyPoints: readonly KeyPointReport[],
  turns: readonly Turn[],
): Outcome {
  const { judge, rubricVersion, promptVersion, observations, flags, samples, spread, lowConfidence } = grade
  return {
    status: 'graded',
    judge,
    rubricVersion,
    promptVersion,
    criteria: buildCriteria(grade, rubric, turns),
    observations,
    flags,
    counts: countVerdicts(keyPoints),
    worked: findWorked(grade, keyPoints, turns),
    nextStep: grade.nextStep.text,
    nextStepKeyPointId: grade.nextStep.keyPointId,
    samples,
    spread,
    lowConfidence,
    inPlaceOf: grade.inPlaceOf?.model ?? null,
  }
}

function findWorked(grade: GradedGrade, keyPoints: readonly KeyPointReport[], turns: readonly Turn[]) {
  const keyPoint = keyPoints.find(({ id }) => id === grade.worked?.keyPointId)
  if (grade.worked === null || keyPoint === undefined || !isSaid(turns, grade.worked.evidence)) return null
  return { point: keyPoint.point, evidence: grade.worked.evidence }
}

/** The criteria that a grade speaks of, in the rubric's order. */
export function buildCriteria(
  grade: GradedGrade,
  rubric: Rubric | undefined,
  turns: readonly Turn[],
): CriterionReport[] {
  return (rubric?.criteria ?? []).flatMap((criterion) => {
    const graded = grade.criteria.find(({ criterionId }) => criterionId === criterion.id)
    return graded === undefined ? [] : [buildCriterion(criterion, graded, turns)]
  })
}

function buildCriterion(criterion: Criterion, grade: CriterionGrade, turns: readonly Turn[]): CriterionReport {
  const { id, name, looksAt, anchors } = criterion
  if (grade.status === 'withheld') return { id, name, looksAt, mark: { status: 'withheld', why: grade.why } }
  const evidence = keepQuotes(turns, grade.evidence)
  if (evidence.length === 0 && grade.evidence.length > 0) {
    return { id, name, looksAt, mark: { status: 'withheld', why: 'quote_not_found' } }
  }
  const { level, band, reason } = grade
  const next = LEVELS.find((other) => other === level + 1)
  const nextAnchor = next === undefined ? null : anchors[next]
  return {
    id,
    name,
    looksAt,
    mark: { status: 'marked', level, band, anchor: anchors[level], nextAnchor, evidence, reason },
  }
}

export function countVerdicts(keyPoints: readonly { verdict: Verdict | null }[]): Record<Verdict, number> {
  const counts = { covered: 0, partly: 0, missing: 0, contradicted: 0 }
  for (const { verdict } of keyPoints) if (verdict !== null) counts[verdict] += 1
  return counts
}
