import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { OwnWords } from '#contract/calibration.ts'
import { type Verdict, VerdictSchema } from '#contract/grade.ts'
import type { Role } from '#contract/question.ts'
import { VERDICT_VALUES } from '../../grading/levels.ts'
import type { Graded } from './grade-rows.ts'
import { measure } from './measure.ts'
import type { Row } from './rows.ts'

/** An answer that was written with sight of its question alone, and what two readings say of each key point. */
export const OwnWordsRowSchema = z.strictObject({
  id: z.string(),
  questionId: z.string(),
  points: z.record(z.string(), z.tuple([VerdictSchema, VerdictSchema])),
  answer: z.string().min(1),
})
export type OwnWordsRow = z.infer<typeof OwnWordsRowSchema>

const VERDICTS = VerdictSchema.options
const LEVELS_UP = 4

/** @throws Error naming the line that is wrong. */
export function readOwnWords(file: string): OwnWordsRow[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line, i) => {
    const parsed = OwnWordsRowSchema.safeParse(JSON.parse(line))
    if (!parsed.success) throw new Error(`${file}:${i + 1}: ${parsed.error.issues[0]?.message}`)
    return parsed.data
  })
}

/** The weighted share of its points that an answer makes by the marks. @throws Error where a point of the question has none. */
function shareMade({ id, questionId, points }: OwnWordsRow, { questions }: Role): number {
  const question = questions.find((other) => other.id === questionId)
  if (!question) throw new Error(`${id}: there is no question ${questionId}`)
  const all = question.keyPoints.reduce((sum, { weight }) => sum + weight, 0)
  const made = question.keyPoints.reduce((sum, keyPoint) => {
    const marks = points[keyPoint.id]
    if (marks === undefined) throw new Error(`${id}: ${keyPoint.id} is not marked`)
    return sum + keyPoint.weight * shareOf(marks)
  }, 0)
  return made / all
}

/** What two marks say of a point, as a share of it. */
const shareOf = ([a, b]: readonly [Verdict, Verdict]) => (VERDICT_VALUES[a] + VERDICT_VALUES[b]) / 2

/** Such answers as rows of a data file. */
export function toOwnWordsRows(rows: readonly OwnWordsRow[], role: Role): Row[] {
  return rows.map((row) => {
    const question = role.questions.find(({ id }) => id === row.questionId)
    return {
      id: row.id,
      group: row.questionId,
      question: question?.question ?? '',
      sampleAnswer: question?.sampleAnswer ?? '',
      otherSampleAnswers: [],
      answer: row.answer,
      human: shareMade(row, role),
      humanMax: 1,
    }
  })
}

/** Grades and verdicts against the marks; null where nothing could be graded. */
export function measureOwnWords(rows: readonly OwnWordsRow[], role: Role, graded: readonly Graded[]): OwnWords | null {
  const { all } = measure(toOwnWordsRows(rows, role), graded)
  if (all.rows === 0) return null
  const marks = rows.flatMap(({ points }) => Object.values(points))
  const judged = rows.flatMap(({ points }, i) =>
    Object.entries(graded[i]?.verdicts ?? {}).flatMap(([id, verdict]) => {
      const own = points[id]
      return own === undefined ? [] : [{ verdict, isMade: shareOf(own) >= VERDICT_VALUES.partly }]
    }),
  )
  const { value, low, high } = all.pearson
  return {
    answers: rows.length,
    markedAlike: rounded(marks.filter(([a, b]) => a === b).length / marks.length),
    pearson: [value, low, high].every(Number.isFinite)
      ? { value: rounded(value), low: rounded(low), high: rounded(high) }
      : null,
    meanSignedError: rounded(LEVELS_UP * all.meanSignedError),
    verdicts: VERDICTS.map((verdict) => {
      const own = judged.filter((one) => one.verdict === verdict)
      return { verdict, points: own.length, made: own.filter(({ isMade }) => isMade).length }
    }),
  }
}

const rounded = (value: number) => Number(value.toFixed(2))
