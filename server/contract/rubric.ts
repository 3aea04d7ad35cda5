import { z } from 'zod'
import { SlugSchema } from './ids.ts'
import { AnchorsSchema, QuestionKindSchema } from './question.ts'

export const CriterionIdSchema = z.enum(['coverage', 'specificity', 'structure', 'judgement', 'relevance'])
export type CriterionId = z.infer<typeof CriterionIdSchema>

export const LevelSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export type Level = z.infer<typeof LevelSchema>
export const LEVELS: readonly Level[] = [1, 2, 3, 4, 5]

export const CriterionSchema = z.strictObject({
  id: CriterionIdSchema,
  name: z.string().min(1).max(40),
  looksAt: z.string().min(1).max(300),
  weight: z.number().positive().default(1),
  anchors: AnchorsSchema,
})
export type Criterion = z.infer<typeof CriterionSchema>

export const RubricSchema = z.strictObject({
  id: SlugSchema,
  version: z.number().int().positive(),
  kind: QuestionKindSchema,
  criteria: z
    .array(CriterionSchema)
    .min(1)
    .refine((list) => new Set(list.map((c) => c.id)).size === list.length, 'has a criterion twice'),
})
export type Rubric = z.infer<typeof RubricSchema>

/** The word for a level: shown first, the number second. */
export const LEVEL_WORDS: Record<Level, string> = { 1: 'Not yet', 2: 'Thin', 3: 'Partial', 4: 'Solid', 5: 'Strong' }
