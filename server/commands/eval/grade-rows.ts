import type { Flag, Grade, Verdict } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { Rubric } from '#contract/rubric.ts'
import { gradeAnswer } from '../../grading/grade-answer.ts'
import type { Judge } from '../../ports.ts'
import { createStreak, type Failure } from './failures.ts'
import type { Progress } from './progress.ts'

/** What became of one answer. */
export interface Graded {
  readonly id: string
  /** 0 to 1; null where it could not be graded, with the reason. */
  readonly grade: number | null
  readonly reason: string | null
  /** The reason in words, where a judge gave them. */
  readonly because?: string | null
  readonly flags: readonly Flag[]
  /** Level of each criterion that has one. */
  readonly levels: Readonly<Record<string, number>>
  /** Of each key point, by its id. */
  readonly verdicts: Readonly<Record<string, Verdict>>
  readonly ms: number
}

export interface Task {
  readonly id: string
  /** One for each accepted answer: the best match counts. */
  readonly questions: readonly Question[]
  /** What the answer may belong to instead. */
  readonly roleQuestions: readonly Question[]
  readonly rubric: Rubric
  readonly answer: string
}

export interface GradingDeps {
  readonly judge: Judge
  readonly samples: number
  /** Null for a judge that costs nothing. */
  readonly progress: Progress | null
  onDone(done: number, of: number): void
}

/**
 * Grades by the function that grades in production. What an earlier run has graded is not graded again; failures are.
 * @throws StoppedError after failures in a row that will not pass.
 */
export async function gradeTasks(tasks: readonly Task[], deps: GradingDeps): Promise<Graded[]> {
  const note = createStreak('answers in a row could not be graded')
  const results: Graded[] = []
  for (const task of tasks) {
    const key = describeTask(task, deps)
    const known = deps.progress?.find(key)
    const { graded, wasAsked } = known
      ? { graded: { ...known, id: task.id }, wasAsked: false }
      : await gradeTask(task, deps)
    if (known === undefined && graded.grade !== null) deps.progress?.keep(key, graded)
    // A grade without the judge, such as that of an empty answer, says nothing of whether the judge can be reached.
    if (wasAsked) note(failureOf(graded))
    results.push(graded)
    deps.onDone(results.length, tasks.length)
  }
  return results
}

/** Null where it was graded. */
export function failureOf({ grade, reason, because = null }: Graded): Failure | null {
  return grade === null ? { reason: reason ?? 'nothing', because } : null
}

async function gradeTask(task: Task, { judge, samples }: GradingDeps): Promise<{ graded: Graded; wasAsked: boolean }> {
  const startedAt = performance.now()
  const grades: Grade[] = []
  let because: string | null = null
  const { roleQuestions } = task
  for (const question of task.questions) {
    const turns = [{ turnId: 't1', inReplyTo: question.question, text: task.answer }]
    const onFailure = (error: unknown) => {
      because ??= error instanceof Error ? error.message : String(error)
    }
    const options = { samples, signal: new AbortController().signal, onFailure }
    grades.push(await gradeAnswer({ question, rubric: task.rubric, turns, roleQuestions }, judge, options))
  }
  const ms = (performance.now() - startedAt) / task.questions.length
  const done = grades.filter((grade) => grade.status === 'graded').sort((a, b) => b.coverage - a.coverage)
  const [best] = done
  const failed = grades.find((grade) => grade.status === 'not_graded')
  if (!best || failed) {
    const reason = failed?.reason ?? 'nothing'
    return { graded: { id: task.id, grade: null, reason, because, ...NOTHING, ms }, wasAsked: true }
  }
  const marked = best.criteria.filter((criterion) => criterion.status === 'marked')
  const levels = Object.fromEntries(marked.map(({ criterionId, level }) => [criterionId, level]))
  const verdicts = Object.fromEntries(best.keyPoints.map(({ keyPointId, verdict }) => [keyPointId, verdict]))
  const graded = { id: task.id, grade: best.coverage, reason: null, flags: best.flags, levels, verdicts, ms }
  return { graded, wasAsked: done.some((grade) => grade.samples > 0) }
}

const NOTHING = { flags: [], levels: {}, verdicts: {} } as const

/** The same question, rubric, answer, judge and prompt: the same grade. */
function describeTask({ questions, rubric, answer }: Task, { judge, samples }: GradingDeps): unknown {
  return [questions, rubric, answer, judge.engine, judge.promptVersion, samples]
}
