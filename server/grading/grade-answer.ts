import type { CriterionGrade, Flag, Grade, GradedGrade, NotGradedReason } from '#contract/grade.ts'
import { buildQuestionRubric } from '#contract/question-rubric.ts'
import { DOUBTFUL_LEVELS } from '#contract/report-words.ts'
import { EngineError, NOT_GRADED_REASONS } from '../errors.ts'
import type { Judge, JudgeRequest, Meter } from '../ports.ts'
import { buildNextStep, findWorked } from './advise.ts'
import { buildCoverage } from './build-coverage.ts'
import { type CheckedJudgement, checkJudgement, createFaultFinder } from './check-judgement.ts'
import { gradeCoverage, positionOf } from './levels.ts'
import { type MergedJudgement, mergeSamples } from './merge-samples.ts'
import { observeAnswer } from './observe.ts'
import { getReference } from './reference.ts'
import { screenAnswer } from './screen-answer.ts'

export interface GradeOptions {
  /** How often the judge is asked; the medians count. */
  readonly samples: number
  readonly signal: AbortSignal
  /** Told what the readings take. */
  readonly meter?: Meter
  /** Grades in the judge's place where the meter has no room for a single reading. */
  readonly whenSpent?: Judge | undefined
  /** A grade of the same answer from one reading by the same judge: it counts as the first. Ignored where it is anything else. */
  readonly earlier?: GradedGrade | undefined
  /**
   * Told of every reading that failed and of every fault of our own, once for all that failed alike. Not of a call that was
   * cancelled, nor of spent tokens.
   */
  readonly onFailure?: (error: unknown) => void
}

/** Share of characters that stand for something unreadable. */
const UNREADABLE = 0.2

/**
 * The one function that grades. Gates in code first, then the judge, then its quotes against the transcript and the sums. It
 * never rejects and never invents a number: whatever goes wrong is `not_graded` with the reason.
 */
export async function gradeAnswer(given: JudgeRequest, judge: Judge, options: GradeOptions): Promise<Grade> {
  const request = { ...given, rubric: buildQuestionRubric(given.rubric, given.question) }
  const by = describeJudge(request, judge)
  if (isUnreadable(request)) {
    return { status: 'not_graded', ...by, reason: 'transcript_unreadable', retryable: false }
  }
  const tell = createTeller(options)
  try {
    const reference = getReference(request.question)
    const { screened } = screenAnswer(request.turns, reference)
    const { merged, samples } = screened.isEmpty
      ? { merged: coverNothing(request, judge), samples: judge.engine.kind === 'model' ? 0 : 1 }
      : await askJudge(request, judge, { ...options, tell }, reference.questionStems)
    const flags = [...new Set([...screened.flags, ...merged.flags])]
    return {
      status: 'graded',
      ...by,
      ...addUp(request, judge, merged, flags),
      samples,
    }
  } catch (error) {
    tell(error)
    const { whenSpent, signal, onFailure } = options
    if (!isSpent(error) || whenSpent === undefined || judge.engine.kind !== 'model') {
      return { status: 'not_graded', ...by, reason: findReason(error), retryable: true }
    }
    return {
      ...(await gradeAnswer(given, whenSpent, { samples: 1, signal, onFailure })),
      inPlaceOf: { model: judge.engine.model, because: 'budget_spent' },
    }
  }
}

/** The grade of an answer that was recorded and has no transcript yet. */
export function buildNotTranscribed(request: JudgeRequest, judge: Judge): Grade {
  return { status: 'not_graded', ...describeJudge(request, judge), reason: 'not_transcribed', retryable: true }
}

function describeJudge({ rubric }: JudgeRequest, judge: Judge) {
  return {
    judge: judge.engine,
    rubricVersion: `${rubric.id}@${rubric.version}`,
    promptVersion: judge.promptVersion,
  }
}

/** Whatever is neither a judge's failure nor a call that was broken off is a fault of our own, and no model's. */
function findReason(error: unknown): NotGradedReason {
  if (error instanceof EngineError) return NOT_GRADED_REASONS[error.reason]
  return isAbort(error) ? 'judge_timed_out' : 'grading_failed'
}

type Tell = (error: unknown) => void

/** Passes failures on: three readings that a wrong key made fail are one thing to know, not three. */
function createTeller({ signal, onFailure }: GradeOptions): Tell {
  const told = new Set<string>()
  return (error) => {
    const what = describeFailure(error)
    if (signal.aborted || isSpent(error) || told.has(what)) return
    told.add(what)
    onFailure?.(error)
  }
}

/** The same for failures that are alike. Stays here: the text of an error that is not ours may hold what was said. */
function describeFailure(error: unknown): string {
  if (error instanceof EngineError) return `${error.reason}: ${error.message}`
  return error instanceof Error ? (error.stack ?? error.name) : typeof error
}

const isAbort = (error: unknown) => error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name)

/** No turn at all, or text that a broken encoding left. Empty words are an answer: nothing was said. */
function isUnreadable({ turns }: JudgeRequest): boolean {
  const text = turns.map((turn) => turn.text).join('')
  const broken = [...text].filter((c) => c === '\uFFFD' || (c < ' ' && !'\n\r\t'.includes(c))).length
  return turns.length === 0 || broken > UNREADABLE * text.length
}

/**
 * All samples at once. Those that failed are left out where more than half came, those for which there were no tokens always.
 * @throws the failure where too few came.
 */
async function askJudge(
  request: JudgeRequest,
  judge: Judge,
  options: GradeOptions & { readonly tell: Tell },
  questionStems: ReadonlySet<string>,
): Promise<{ merged: MergedJudgement; samples: number }> {
  const { samples, signal, meter, tell } = options
  signal.throwIfAborted()
  const first = readEarlier(options.earlier, request, judge)
  const findQuoteFaults = createFaultFinder(request, judge, questionStems)
  const results = await Promise.allSettled(
    Array.from({ length: samples - first.length }, async (): Promise<CheckedJudgement> => {
      return checkJudgement(
        await judge.judge({ ...request, findQuoteFaults }, signal, meter),
        request,
        judge,
        questionStems,
      )
    }),
  )
  const came = [...first, ...results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))]
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  failures.forEach(tell)
  const failed = failures.filter((error) => !isSpent(error))
  if (failed.length >= came.length && failed.length > 0) throw failed[0]
  if (came.length === first.length && failures.length > 0) throw failures[0]
  return { merged: mergeSamples(came, request.question), samples: came.length }
}

const isSpent = (error: unknown) => error instanceof EngineError && error.reason === 'budget_spent'

/** The one reading that a grade was made from, if it holds for this request word for word. */
function readEarlier(grade: GradedGrade | undefined, request: JudgeRequest, judge: Judge): CheckedJudgement[] {
  if (grade === undefined || grade.samples !== 1 || grade.inPlaceOf !== undefined) return []
  const { judge: engine, rubricVersion, promptVersion } = describeJudge(request, judge)
  const isSame =
    engine.kind === 'model' &&
    grade.judge.kind === 'model' &&
    grade.judge.model === engine.model &&
    grade.rubricVersion === rubricVersion &&
    grade.promptVersion === promptVersion
  const quotes = [...grade.keyPoints, ...grade.criteria].flatMap((part) => ('evidence' in part ? part.evidence : []))
  const stands = quotes.every(({ turnId, from, to, text }) =>
    request.turns.some((turn) => turn.turnId === turnId && turn.text.slice(from, to) === text),
  )
  if (!isSame || !stands) return []
  const { keyPoints, coverage, flags } = grade
  return [{ keyPoints, criteria: grade.criteria.filter((c) => c.criterionId !== 'coverage'), coverage, flags }]
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
  const { question, rubric, turns, roleQuestions } = request
  const { coverage, spread } = merged
  const isModel = judge.engine.kind === 'model'
  const keyPoints = [...merged.keyPoints]
  const criteria = rubric.criteria.flatMap(({ id }) =>
    id === 'coverage'
      ? [gradeCoverage(coverage, keyPoints, !isModel)]
      : merged.criteria.filter(({ criterionId }) => criterionId === id),
  )
  const observations = observeAnswer(turns)
  const other = isModel ? buildCoverage(question, turns, roleQuestions).coverage : coverage
  return {
    coverage,
    keyPoints,
    criteria,
    observations,
    flags,
    worked: findWorked(question, keyPoints),
    nextStep: buildNextStep(question, rubric, { keyPoints, criteria, observations, flags, readBy: judge.engine.kind }),
    spread,
    lowConfidence:
      merged.isDoubtful === true ||
      Math.max(spread, Math.abs(positionOf(coverage) - positionOf(other))) > DOUBTFUL_LEVELS,
  }
}
