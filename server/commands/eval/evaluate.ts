import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { OwnWords } from '#contract/calibration.ts'
import { splitWords } from '../../text/words.ts'
import { type AttackLine, attackAll, type Target } from './attack-table.ts'
import { countFailures, type FailureCount, isLasting, MOST_NOT_GRADED } from './failures.ts'
import { failureOf, type Graded, type GradingDeps, gradeTasks, type Task } from './grade-rows.ts'
import type { Loaded } from './load.ts'
import { type Measures, measure } from './measure.ts'
import { measureOwnWords } from './own-words.ts'
import { isNoAnswer, type Row } from './rows.ts'

/** Questions that are attacked: enough to see, and few enough to wait for. */
const MOST_TARGETS = 40
/** An answer to attack has at least this many words. */
const ATTACKABLE_WORDS = 8

export interface Evaluation {
  readonly data: string
  readonly judge: string
  readonly promptVersion: string | null
  readonly at: string
  readonly measures: Measures
  readonly attacks: readonly AttackLine[]
  /** Null for a data file, and for a part of the shipped set. */
  readonly ownWords: OwnWords | null
  /** Why answers, attacks among them, have no grade. */
  readonly failures: readonly FailureCount[]
}

export interface EvaluationResult {
  readonly evaluation: Evaluation
  /** Of the rows. */
  readonly graded: readonly Graded[]
  /** Whether an answer lacks a grade that it should have. */
  readonly hasGaps: boolean
  /** Whether there are so few of these that the figures are the judge's. */
  readonly isComplete: boolean
}

export interface EvaluationDeps extends GradingDeps {
  readonly withAttacks: boolean
}

/** Grades a data set and plays the attacks against its questions; where not one row could be graded, no more than that. */
export async function evaluate(loaded: Loaded, deps: EvaluationDeps): Promise<EvaluationResult> {
  const { roleQuestions } = loaded
  const tasks = loaded.rows.map((row, i): Task => {
    const questions = loaded.questions[i] ?? []
    return { id: row.id, questions, roleQuestions, rubric: loaded.rubricFor(questions[0]), answer: row.answer }
  })
  const graded = await gradeTasks(tasks, deps)
  const goesOn = graded.some(({ grade }) => grade !== null)
  const targets = deps.withAttacks && goesOn ? chooseTargets(loaded, loaded.rubricFor) : []
  const attacks = await attackAll(targets, roleQuestions, deps)
  const own = loaded.ownWords === null || !goesOn ? null : await evaluateOwnWords(loaded.ownWords, loaded, deps)
  const stages = [
    { size: graded.length, gaps: findFailures(graded) },
    // A judge that makes nothing of a trick has given nothing for it: that is a finding and no gap.
    { size: attacks.graded.length, gaps: findFailures(attacks.graded).filter(isLasting) },
    { size: own?.graded.length ?? 0, gaps: findFailures(own?.graded ?? []) },
  ]
  const { judge } = deps
  const evaluation = {
    data: basename(loaded.name),
    judge: judge.engine.kind === 'model' ? judge.engine.model : 'built-in',
    promptVersion: judge.promptVersion,
    at: new Date().toISOString(),
    measures: measure(loaded.rows, graded),
    attacks: attacks.lines,
    ownWords: own?.measured ?? null,
    failures: countFailures(findFailures([...graded, ...attacks.graded, ...(own?.graded ?? [])])),
  }
  return {
    evaluation,
    graded,
    hasGaps: stages.some(({ gaps }) => gaps.length > 0),
    isComplete: stages.every(({ size, gaps }) => gaps.length <= MOST_NOT_GRADED * size),
  }
}

const findFailures = (graded: readonly Graded[]) => graded.flatMap((one) => failureOf(one) ?? [])

async function evaluateOwnWords(
  { rows, role }: NonNullable<Loaded['ownWords']>,
  { rubricFor }: Loaded,
  deps: GradingDeps,
): Promise<{ measured: OwnWords | null; graded: Graded[] }> {
  const tasks = rows.map(({ id, questionId, answer }): Task => {
    const questions = role.questions.filter((question) => question.id === questionId)
    return { id, questions, roleQuestions: role.questions, rubric: rubricFor(questions[0]), answer }
  })
  const graded = await gradeTasks(tasks, deps)
  return { measured: measureOwnWords(rows, role, graded), graded }
}

/** Each question with the answer that people graded best, the longer one among equals. */
function chooseTargets({ rows, questions }: Loaded, rubricFor: Loaded['rubricFor']): Target[] {
  const byGroup = Map.groupBy(
    rows.map((row, i) => ({ row, question: questions[i]?.[0] })),
    ({ row }) => row.group,
  )
  const targets = [...byGroup.values()].flatMap((group): Target[] => {
    const usable = group.filter(({ row }) => !isNoAnswer(row.answer) && wordsIn(row) >= ATTACKABLE_WORDS)
    const [best] = usable.sort((a, b) => b.row.human - a.row.human || wordsIn(b.row) - wordsIn(a.row))
    if (!best?.question || best.row.human < best.row.humanMax / 2) return []
    const { row, question } = best
    return [{ id: row.group, question, rubric: rubricFor(question), realAnswer: row.answer }]
  })
  const step = Math.max(1, targets.length / MOST_TARGETS)
  return Array.from({ length: Math.min(MOST_TARGETS, targets.length) }, (_, i) => targets[Math.floor(i * step)]).filter(
    (target) => target !== undefined,
  )
}

const wordsIn = (row: Row) => splitWords(row.answer).length

/** Writes a line an answer: its id and its grade from 0 to 1, or null and the reason. */
export function writeRows(file: string, graded: readonly Graded[]): void {
  const lines = graded.map(({ id, grade, reason }) =>
    JSON.stringify(reason === null ? { id, grade } : { id, grade, reason }),
  )
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
}
