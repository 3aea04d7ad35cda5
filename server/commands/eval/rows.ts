import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Question } from '#contract/question.ts'
import { findSchemaProblems } from '../../bank/check-schema.ts'
import { decodeUtf8 } from '../../bank/read-folder.ts'
import { splitKeyPoints } from '../../text/key-points.ts'

/** A line of a data file: an answer and what a person gave it. */
export const RowSchema = z
  .object({
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
  .superRefine(({ human, humanOther, humanMax }, context) => {
    for (const [name, value] of Object.entries({ human, humanOther: humanOther ?? 0 })) {
      if (value >= 0 && value <= humanMax) continue
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `must be from 0 to humanMax (${humanMax}): it is ${value}`,
      })
    }
  })
export type Row = z.infer<typeof RowSchema>

/** @throws Error naming the file, the line and what is wrong. */
export function readRows(file: string): Row[] {
  const rows = readText(file)
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [readRow(line, `${file}:${i + 1}`)]))
  if (rows.length === 0) throw new Error(`${file}: there is no answer in this file`)
  return rows
}

function readText(file: string): string {
  const bytes = readBytes(file)
  const text = decodeUtf8(bytes)
  // PowerShell and Excel write UTF-16, with one of these marks first.
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  if (mark === 0xfffe || mark === 0xfeff) throw new Error(`${file}: this is UTF-16; save it as UTF-8`)
  if (text === null) throw new Error(`${file}: this is not UTF-8 text`)
  return text
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`${file}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`}`)
  }
}

function readRow(line: string, place: string): Row {
  const value = parseJson(line, place)
  const parsed = RowSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [problem] = findSchemaProblems(RowSchema, value)
  throw new Error([place, problem?.path.join('.'), problem?.message].filter(Boolean).join(': '))
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`${place}: this line is not JSON`)
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
