import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Question } from '#contract/question.ts'
import { splitKeyPoints } from '../../text/key-points.ts'

/** A line of a data file: an answer and what a person gave it. */
export const RowSchema = z.object({
  id: z.string(),
  /** The question's identity. */
  group: z.string(),
  question: z.string(),
  sampleAnswer: z.string().min(1),
  otherSampleAnswers: z.array(z.string().min(1)).default([]),
  answer: z.string(),
  human: z.number(),
  humanMax: z.number().positive(),
  humanOther: z.number().nullish(),
})
export type Row = z.infer<typeof RowSchema>

/** @throws Error naming the file, the line and what is wrong. */
export function readRows(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    const parsed = RowSchema.safeParse(parseJson(line))
    if (parsed.success) return [parsed.data]
    const issue = parsed.error.issues[0]
    throw new Error(`${file}:${i + 1}: ${issue?.path.join('.') || 'line'}: ${issue?.message}`)
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Whether a row of a data set says that nothing was answered. */
export function isNoAnswer(answer: string): boolean {
  return /^\W*(?:no (?:response|submission|answer|attempt)|n\/?a|not attempted|none|empty)?\W*$/i.test(answer)
}

/** Questions as an imported bank has them, one for each accepted answer; the same object for the same text. */
export function createQuestionMaker(): (row: Row) => Question[] {
  const made = new Map<string, Question>()
  return (row) =>
    [row.sampleAnswer, ...row.otherSampleAnswers].map((sampleAnswer) => {
      const key = `${row.question}\n${sampleAnswer}`
      const question = made.get(key) ?? buildQuestion(row, sampleAnswer)
      made.set(key, question)
      return question
    })
}

function buildQuestion(row: Row, sampleAnswer: string): Question {
  return {
    id: 'question',
    question: row.question,
    difficulty: 'medium',
    kind: 'knowledge',
    competency: 'Imported',
    sampleAnswer,
    keyPoints: splitKeyPoints(sampleAnswer).map((point, i) => ({ id: `point-${i + 1}`, point, weight: 1 })),
  }
}
