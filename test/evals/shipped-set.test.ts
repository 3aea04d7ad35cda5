import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ATTACKS } from '../../server/commands/eval/attacks.ts'
import { attackAll } from '../../server/commands/eval/attack-table.ts'
import { gradeTasks } from '../../server/commands/eval/grade-rows.ts'
import { load } from '../../server/commands/eval/load.ts'
import { measure } from '../../server/commands/eval/measure.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'

const AdversarialSchema = z.strictObject({
  id: z.string(),
  class: z.string(),
  questionId: z.string(),
  /** `nothing`: at most 2 of 5; `same`: within 0.5 of 5 of the answer named by `like`; `flagged`: as a copy. */
  expects: z.enum(['nothing', 'same', 'flagged']),
  like: z.string().optional(),
  answer: z.string(),
})
const ADVERSARIAL = readFileSync(new URL('adversarial/answers.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => AdversarialSchema.parse(JSON.parse(line)))

const deps = { judge: createBuiltInJudge(), samples: 1, progress: null, onDone: () => {} }
const loaded = await load(null, Number.POSITIVE_INFINITY)
const taskOf = (id: string, questionId: string, answer: string) => {
  const question = loaded.questions.flat().find((other) => other.id === questionId)
  if (!question) throw new Error(`${id} answers a question that is not in the bank`)
  return { id, questions: [question], roleQuestions: loaded.roleQuestions, rubric: loaded.rubricFor(question), answer }
}
const graded = await gradeTasks(
  loaded.rows.map((row) => taskOf(row.id, row.group, row.answer)),
  deps,
)
const gradeOf = (id: string) => 5 * (graded.find((one) => one.id === id)?.grade ?? Number.NaN)

describe('the shipped set', () => {
  it('[SET1] has at least 120 answers: each question of the bank at every level', () => {
    expect(loaded.rows.length).toBeGreaterThanOrEqual(120)
    for (const rows of Map.groupBy(loaded.rows, (row) => row.group).values()) {
      expect(new Set(rows.map((row) => row.human))).toEqual(new Set([0, 1, 2, 3, 4]))
    }
    expect(new Set(loaded.rows.map((row) => row.answer)).size).toBe(loaded.rows.length)
  })

  it('[SET2] the built-in judge ranks it as it was meant', () => {
    const { all, notGraded } = measure(loaded.rows, graded)
    expect(notGraded).toBe(0)
    expect(all.pearson.value).toBeGreaterThan(0.8)
    expect(all.withinQuestion).toBeGreaterThan(0.8)
    expect(Math.abs(all.meanSignedError)).toBeLessThan(0.75)
  })

  it('[SET2] a higher level that was meant is a higher grade on average', () => {
    const means = [0, 1, 2, 3, 4].map((level) => {
      const own = loaded.rows.filter((row) => row.human === level).map((row) => gradeOf(row.id))
      return own.reduce((sum, grade) => sum + grade, 0) / own.length
    })
    expect(means).toEqual([...means].sort((a, b) => a - b))
    expect(means[0]).toBeLessThanOrEqual(1)
    expect(means[4]).toBeGreaterThanOrEqual(3)
  })
})

describe('adversarial answers', () => {
  it.each(ADVERSARIAL.filter(({ expects }) => expects === 'nothing').map((row) => [row.id, row] as const))(
    '[SET3] %s earns at most 2 of 5',
    async (id, row) => {
      const [one] = await gradeTasks([taskOf(id, row.questionId, row.answer)], deps)
      expect(5 * (one?.grade ?? Number.NaN)).toBeLessThanOrEqual(2)
    },
  )

  it.each(ADVERSARIAL.filter(({ expects }) => expects === 'same').map((row) => [row.id, row] as const))(
    '[SET4] %s is within 0.5 of 5 of the answer without it',
    async (id, row) => {
      const [one] = await gradeTasks([taskOf(id, row.questionId, row.answer)], deps)
      expect(Math.abs(5 * (one?.grade ?? Number.NaN) - gradeOf(row.like ?? ''))).toBeLessThanOrEqual(0.5)
    },
  )

  it.each(ADVERSARIAL.filter(({ expects }) => expects === 'flagged').map((row) => [row.id, row] as const))(
    '[SET5] %s is flagged as a copy',
    async (id, row) => {
      const [one] = await gradeTasks([taskOf(id, row.questionId, row.answer)], deps)
      expect(one?.flags).toContain('copied_sample_answer')
    },
  )

  it('[SET6] every class of attack on every question of the bank stays within its limit', async () => {
    const best = loaded.rows.filter((row) => row.id.endsWith('-11'))
    const targets = best.map((row) => ({ ...taskOf(row.id, row.group, row.answer), realAnswer: row.answer }))
    const { lines } = await attackAll(
      targets.flatMap(({ questions, ...target }) => questions.map((question) => ({ ...target, question }))),
      loaded.roleQuestions,
      deps,
    )
    expect(lines.map((line) => line.attack)).toEqual(ATTACKS.map((attack) => attack.name))
    const within = Object.fromEntries(lines.map((line) => [line.attack, line.within]))
    expect(within).toEqual(Object.fromEntries(Object.keys(within).map((name) => [name, 1])))
  })
})
