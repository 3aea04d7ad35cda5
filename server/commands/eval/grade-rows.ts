import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Flag, Grade, Verdict } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { Rubric } from '#contract/rubric.ts'
import { gradeAnswer } from '../../grading/grade-answer.ts'
import type { Judge } from '../../ports.ts'

/** What became of one answer. */
export interface Graded {
  readonly id: string
  /** 0 to 1; null where it could not be graded, with the reason. */
  readonly grade: number | null
  readonly reason: string | null
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
  readonly rubric: Rubric
  readonly answer: string
}

export interface GradingDeps {
  readonly judge: Judge
  readonly samples: number
  /** Where grades are kept while a run lasts, so that it can go on after an interruption; null for a judge that costs nothing. */
  readonly progressFile: string | null
  onDone(done: number, of: number): void
}

/** Grades by the function that grades in production. What an earlier run has graded is not graded again; failures are. */
export async function gradeTasks(tasks: readonly Task[], deps: GradingDeps): Promise<Graded[]> {
  const kept = readProgress(deps.progressFile)
  const results: Graded[] = []
  for (const task of tasks) {
    const key = keyOf(task, deps)
    const known = kept.get(key)
    const graded = known ? { ...known, id: task.id } : await gradeTask(task, deps)
    if (known === undefined && graded.grade !== null) keep(deps.progressFile, key, graded)
    results.push(graded)
    deps.onDone(results.length, tasks.length)
  }
  return results
}

async function gradeTask(task: Task, { judge, samples }: GradingDeps): Promise<Graded> {
  const startedAt = performance.now()
  const grades: Grade[] = []
  for (const question of task.questions) {
    const turns = [{ turnId: 't1', inReplyTo: question.question, text: task.answer }]
    const options = { samples, signal: new AbortController().signal }
    grades.push(await gradeAnswer({ question, rubric: task.rubric, turns }, judge, options))
  }
  const ms = (performance.now() - startedAt) / task.questions.length
  const graded = grades.filter((grade) => grade.status === 'graded').sort((a, b) => b.coverage - a.coverage)
  const [best] = graded
  const failed = grades.find((grade) => grade.status === 'not_graded')
  if (!best || failed)
    return { id: task.id, grade: null, reason: failed?.reason ?? 'nothing', flags: [], levels: {}, verdicts: {}, ms }
  const marked = best.criteria.filter((criterion) => criterion.status === 'marked')
  const levels = Object.fromEntries(marked.map(({ criterionId, level }) => [criterionId, level]))
  const verdicts = Object.fromEntries(best.keyPoints.map(({ keyPointId, verdict }) => [keyPointId, verdict]))
  return { id: task.id, grade: best.coverage, reason: null, flags: best.flags, levels, verdicts, ms }
}

/** The same question, rubric, answer, judge and prompt: the same grade. */
function keyOf({ questions, rubric, answer }: Task, { judge, samples }: GradingDeps): string {
  const parts = [questions, rubric, answer, judge.engine, judge.promptVersion, samples]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)
}

function readProgress(file: string | null): Map<string, Graded> {
  if (file === null || !existsSync(file)) return new Map()
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Map(
    lines.flatMap((line): [string, Graded][] => {
      try {
        const { key, ...graded } = JSON.parse(line)
        // Kept before verdicts were: grades are worth more than these.
        return [[key, { verdicts: {}, ...graded }]]
      } catch {
        // The last line of an interrupted run may be half a line.
        return []
      }
    }),
  )
}

function keep(file: string | null, key: string, graded: Graded): void {
  if (file === null) return
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, `${JSON.stringify({ key, ...graded })}\n`)
}
