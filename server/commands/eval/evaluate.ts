import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { OwnWords } from '#contract/calibration.ts'
import { splitWords } from '../../text/words.ts'
import { type AttackLine, attackAll, type Target } from './attack-table.ts'
import { type Graded, type GradingDeps, gradeTasks, type Task } from './grade-rows.ts'
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
}

export interface EvaluationDeps extends GradingDeps {
  readonly withAttacks: boolean
}

/** Grades a data set and plays the attacks against its questions. */
export async function evaluate(
  loaded: Loaded,
  deps: EvaluationDeps,
): Promise<{ evaluation: Evaluation; graded: Graded[] }> {
  const tasks = loaded.rows.map((row, i): Task => {
    const questions = loaded.questions[i] ?? []
    return { id: row.id, questions, rubric: loaded.rubricFor(questions[0]), answer: row.answer }
  })
  const graded = await gradeTasks(tasks, deps)
  const attacks = deps.withAttacks ? await attackAll(chooseTargets(loaded, loaded.rubricFor), deps) : []
  const ownWords = loaded.ownWords === null ? null : await evaluateOwnWords(loaded.ownWords, loaded.rubricFor, deps)
  const { judge } = deps
  const evaluation = {
    data: basename(loaded.name),
    judge: judge.engine.kind === 'model' ? judge.engine.model : 'built-in',
    promptVersion: judge.promptVersion,
    at: new Date().toISOString(),
    measures: measure(loaded.rows, graded),
    attacks,
    ownWords,
  }
  return { evaluation, graded }
}

async function evaluateOwnWords(
  { rows, role }: NonNullable<Loaded['ownWords']>,
  rubricFor: Loaded['rubricFor'],
  deps: GradingDeps,
): Promise<OwnWords | null> {
  const tasks = rows.map(({ id, questionId, answer }): Task => {
    const questions = role.questions.filter((question) => question.id === questionId)
    return { id, questions, rubric: rubricFor(questions[0]), answer }
  })
  return measureOwnWords(rows, role, await gradeTasks(tasks, deps))
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
