import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Role } from '#contract/question.ts'
import { CriterionIdSchema, LevelSchema } from '#contract/rubric.ts'
import type { Row } from './rows.ts'

/** An answer written for this purpose, with the level that was meant for each criterion. */
export const ShippedSchema = z.strictObject({
  id: z.string(),
  /** A question of the shipped bank. */
  questionId: z.string(),
  levels: z.partialRecord(CriterionIdSchema, LevelSchema),
  answer: z.string(),
})
export type Shipped = z.infer<typeof ShippedSchema>

/** Reads every `*.jsonl` of the folder. @throws Error naming the file and line that is wrong. */
export function readShippedSet(folder: string): Shipped[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  return files.sort().flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line, i) => {
        if (line.trim() === '') return []
        const parsed = ShippedSchema.safeParse(JSON.parse(line))
        if (!parsed.success) throw new Error(`${name}:${i + 1}: ${parsed.error.issues[0]?.message}`)
        return [parsed.data]
      }),
  )
}

/** As rows of a data file: the level of coverage that was meant, from 0 to 4. @throws Error for an unknown question. */
export function toRows(set: readonly Shipped[], role: Role): Row[] {
  return set.map(({ id, questionId, levels, answer }) => {
    const question = role.questions.find((other) => other.id === questionId)
    if (!question || levels.coverage === undefined) throw new Error(`${id}: no such question, or no level of coverage`)
    return {
      id,
      group: questionId,
      question: question.question,
      sampleAnswer: question.sampleAnswer,
      otherSampleAnswers: [],
      answer,
      human: levels.coverage - 1,
      humanMax: 4,
    }
  })
}
