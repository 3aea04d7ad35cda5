import type { CriterionGrade, Flag, Grade } from '#contract/grade.ts'
import { EngineError, NOT_GRADED_REASONS } from '../errors.ts'
import type { Judge, JudgeRequest } from '../ports.ts'
import { buildNextStep, findWorked } from './advise.ts'
import { readAnswer } from './answer-text.ts'
import { buildCoverage } from './build-coverage.ts'
import { type CheckedJudgement, checkJudgement } from './check-judgement.ts'
import { gradeCoverage, positionOf } from './levels.ts'
import { type MergedJudgement, mergeSamples } from './merge-samples.ts'
import { observeAnswer } from './observe.ts'
import { getReference } from './reference.ts'
import { screenAnswer } from './screen-answer.ts'

export interface GradeOptions {
  /** How often the judge is asked; the medians count. */
  readonly samples: number
  readonly signal: AbortSignal
}

/** A larger difference, between samples or to word matching, is a reason to doubt the grade. */
const DOUBTFUL_LEVELS = 1.5
/** Share of characters that stand for something unreadable. */
const UNREADABLE = 0.2

/**
 * The one function that grades. Gates in code first, then the judge, then its quotes against the transcript and the sums. It
 * never rejects and never invents a number: whatever goes wrong is `not_graded` with the reason.
 */
export async function gradeAnswer(request: JudgeRequest, judge: Judge, options: GradeOptions): Promise<Grade> {
  const by = {
    judge: judge.engine,
    rubricVersion: `${request.rubric.id}@${request.rubric.version}`,
    promptVersion: judge.promptVersion,
  }
  if (isUnreadable(request)) {
    return { status: 'not_graded', ...by, reason: 'transcript_unreadable', retryable: false }
  }
  try {
    const reference = getReference(request.question)
    const screened = screenAnswer(request.turns, readAnswer(request.turns), reference)
    const merged = screened.isEmpty
      ? coverNothing(request, judge)
      : await askJudge(request, judge, options, reference.questionStems)
    const flags = [...new Set([...screened.flags, ...merged.flags])]
    return {
      status: 'graded',
      ...by,
      ...addUp(request, judge, merged, flags),
      samples: screened.isEmpty ? 1 : options.samples,
    }
  } catch (error) {
    const failure = error instanceof EngineError ? error.reason : isAbort(error) ? 'timed_out' : 'output_invalid'
    return { status: 'not_graded', ...by, reason: NOT_GRADED_REASONS[failure], retryable: true }
  }
}

const isAbort = (error: unknown) => error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name)

/** No turn at all, or text that a broken encoding left. Empty words are an answer: nothing was said. */
function isUnreadable({ turns }: JudgeRequest): boolean {
  const text = turns.map((turn) => turn.text).join('')
  const broken = [...text].filter((c) => c === '\uFFFD' || (c < ' ' && !'\n\r\t'.includes(c))).length
  return turns.length === 0 || broken > UNREADABLE * text.length
}

/** All samples at once; a failure of one is a failure of the grade. */
async function askJudge(
  request: JudgeRequest,
  judge: Judge,
  { samples, signal }: GradeOptions,
  questionStems: ReadonlySet<string>,
): Promise<MergedJudgement> {
  signal.throwIfAborted()
  const checked = await Promise.all(
    Array.from({ length: samples }, async (): Promise<CheckedJudgement> => {
      return checkJudgement(await judge.judge(request, signal), request, judge, questionStems)
    }),
  )
  return mergeSamples(checked, request.question)
}

/** Nothing was said: every point is missing, every criterion at its lowest level where a judge would tell it. */
function coverNothing({ question, rubric }: JudgeRequest, judge: Judge): MergedJudgement {
  return {
    keyPoints: question.keyPoints.map(({ id }) => ({ keyPointId: id, verdict: 'missing', evidence: [], reason: '' })),
    criteria: rubric.criteria
      .filter(({ id }) => id !== 'coverage')
      .map(({ id }): CriterionGrade => {
        if (judge.engine.kind === 'built-in') return { status: 'withheld', criterionId: id, why: 'needs_model' }
        const reason = 'Nothing was said that could be marked.'
        return { status: 'marked', criterionId: id, level: 1, band: null, evidence: [], reason }
      }),
    coverage: 0,
    flags: [],
    spread: 0,
  }
}

function addUp(request: JudgeRequest, judge: Judge, merged: MergedJudgement, flags: Flag[]) {
  const { question, rubric, turns } = request
  const { coverage, spread } = merged
  const isModel = judge.engine.kind === 'model'
  const keyPoints = [...merged.keyPoints]
  const criteria = rubric.criteria.flatMap(({ id }) =>
    id === 'coverage'
      ? [gradeCoverage(coverage, keyPoints, !isModel)]
      : merged.criteria.filter(({ criterionId }) => criterionId === id),
  )
  const observations = observeAnswer(turns)
  const other = isModel ? buildCoverage(question, turns).coverage : coverage
  return {
    coverage,
    keyPoints,
    criteria,
    observations,
    flags,
    worked: findWorked(question, keyPoints),
    nextStep: buildNextStep(question, rubric, { keyPoints, criteria, observations }),
    spread,
    lowConfidence: Math.max(spread, Math.abs(positionOf(coverage) - positionOf(other))) > DOUBTFUL_LEVELS,
  }
}
