import type { CriterionGrade, Grade, GradedGrade, Verdict } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { CriterionReport, KeyPointReport, Outcome } from '#contract/report.ts'
import { type Criterion, LEVELS, type Rubric } from '#contract/rubric.ts'
import type { QuestionState, Turn } from '#contract/session.ts'
import { isSaid, keepQuotes } from './check-evidence.ts'

/** The grade that counts: the latest that is one, and a failure to grade only where nothing else is there. */
export function findGrade(state: QuestionState): Grade | undefined {
  return state.grades.findLast(({ status }) => status === 'graded') ?? state.grades.at(-1)
}

/** The grade that the report shows; undefined while grading runs and where there is none. */
export function findShownGrade(state: QuestionState): GradedGrade | undefined {
  const grade = state.closed === 'answered' && !state.grading ? findGrade(state) : undefined
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
  state: QuestionState,
  rubric: Rubric | undefined,
  keyPoints: readonly KeyPointReport[],
  turns: readonly Turn[],
): Outcome {
  if (state.closed === null) return { status: 'open' }
  if (state.closed === 'skipped') return { status: 'skipped' }
  const grade = findGrade(state)
  if (state.grading || grade === undefined) return { status: 'grading' }
  if (grade.status === 'not_graded') {
    const { status, judge, reason, retryable } = grade
    return { status, judge, reason, retryable }
  }
  return buildGraded(grade, rubric, keyPoints, turns)
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
    criteria: (rubric?.criteria ?? []).flatMap((criterion) => {
      const graded = grade.criteria.find(({ criterionId }) => criterionId === criterion.id)
      return graded === undefined ? [] : [buildCriterion(criterion, graded, turns)]
    }),
    observations,
    flags,
    counts: countVerdicts(keyPoints),
    worked: findWorked(grade, keyPoints, turns),
    nextStep: grade.nextStep.text,
    nextStepKeyPointId: grade.nextStep.keyPointId,
    samples,
    spread,
    lowConfidence,
  }
}

function findWorked(grade: GradedGrade, keyPoints: readonly KeyPointReport[], turns: readonly Turn[]) {
  const keyPoint = keyPoints.find(({ id }) => id === grade.worked?.keyPointId)
  if (grade.worked === null || keyPoint === undefined || !isSaid(turns, grade.worked.evidence)) return null
  return { point: keyPoint.point, evidence: grade.worked.evidence }
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

function countVerdicts(keyPoints: readonly KeyPointReport[]): Record<Verdict, number> {
  const counts = { covered: 0, partly: 0, missing: 0, contradicted: 0 }
  for (const { verdict } of keyPoints) if (verdict !== null) counts[verdict] += 1
  return counts
}
