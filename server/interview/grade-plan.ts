import type { Grade, GradedGrade, JudgeKind } from '#contract/grade.ts'
import type { QuestionState, Session } from '#contract/session.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import { findNewestReading } from '#contract/shown-grade.ts'
import type { Judge } from '../ports.ts'

export interface Judges {
  readonly judge: Judge
  readonly builtInJudge: Judge
  /** How often a model reads an answer for the report. */
  readonly judgeSamples: number
}

/** The judge of this kind; undefined where no model is set up. */
export function findJudge({ judge, builtInJudge }: Judges, kind: JudgeKind): Judge | undefined {
  return [builtInJudge, judge].find(({ engine }) => engine.kind === kind)
}

export interface GradePlan {
  readonly judge: Judge
  /** Grades where the tokens are spent; undefined where this judge alone was asked for, or has graded already. */
  readonly whenSpent: Judge | undefined
  readonly samples: number
  /** The grade whose reading counts as the first one; undefined where all are made anew. */
  readonly earlier: GradedGrade | undefined
}

/** Who grades a question now and how often: the session's own kind of judge unless another was asked for. */
export function planGrade(session: Session, { regrading, grades }: QuestionState, judges: Judges): GradePlan {
  const asked = regrading?.judge ?? null
  const judge = findJudge(judges, asked ?? session.judge.kind) ?? judges.judge
  return {
    judge,
    whenSpent: regrading === null && judge.engine.kind === 'model' ? judges.builtInJudge : undefined,
    samples: judge.engine.kind === 'built-in' || isWaitedFor(session) ? 1 : judges.judgeSamples,
    earlier: regrading?.completes ? newestReading(grades) : undefined,
  }
}

function newestReading(grades: readonly Grade[]): GradedGrade | undefined {
  const grade = grades[findNewestReading(grades)]
  return grade?.status === 'graded' ? grade : undefined
}

/** Whether somebody waits for the grade: then one reading has to do for now. */
function isWaitedFor({ settings, phase }: Session): boolean {
  return settings.feedback === 'each' && phase.name !== 'ended'
}

/** Asks for the further readings that the report wants of grades that were waited for; once the session has ended. */
export function findCompletions(session: Session, judgeSamples: number): NewSessionEvent[] {
  return session.questions
    .filter(({ grading, grades }) => !grading && lacksReadings(session, newestReading(grades), judgeSamples))
    .map(({ index }) => buildCompletion(index))
}

/** Whether a grade is one reading by a model where the report has room for more. */
export function lacksReadings({ phase, settings }: Session, grade: Grade | undefined, judgeSamples: number): boolean {
  if (phase.name !== 'ended' || settings.feedback !== 'each' || judgeSamples === 1) return false
  return grade?.status === 'graded' && grade.judge.kind === 'model' && grade.samples === 1
}

export function buildCompletion(index: number): NewSessionEvent {
  return { type: 'grading_requested', index, completes: true }
}
