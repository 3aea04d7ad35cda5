import { z } from 'zod'
import { SlugSchema } from './ids.ts'
import type { CriterionId } from './rubric.ts'

export const DifficultySchema = z.enum(['easy', 'medium', 'hard'])
export type Difficulty = z.infer<typeof DifficultySchema>

export const QuestionKindSchema = z.enum(['behavioural', 'approach', 'knowledge'])
export type QuestionKind = z.infer<typeof QuestionKindSchema>

export const MAX_QUESTION_LENGTH = 1_000
export const MAX_SAMPLE_ANSWER_LENGTH = 8_000

/** One thing that the sample answer shows. `weight` is relative within the question: 1 nice to have, 3 central. */
export const KeyPointSchema = z.strictObject({
  id: SlugSchema,
  point: z.string().min(1).max(600),
  weight: z.number().positive().max(5).default(1),
  /** A question that leads towards the point without revealing it. Shipped banks must have it, imported ones may not. */
  followUp: z.string().min(1).max(300).optional(),
  /**
   * Sentences that make the point in other words, such as the sample answer's own. Word matching holds an answer against each and
   * takes the best: it cannot know that different words mean the same.
   */
  wordings: z.array(z.string().min(1).max(600)).max(8).optional(),
  /** Short other ways in which people say it: one counts where all of it is said. */
  aliases: z.array(z.string().min(1).max(120)).max(12).optional(),
  /** Where the sample answer lists options: how many of them suffice. */
  options: z
    .strictObject({
      required: z.number().int().positive(),
      items: z.array(z.string().min(1).max(80)).min(1).max(20),
    })
    .refine((o) => o.required <= o.items.length, { path: ['required'], error: 'asks for more items than are listed' })
    .optional(),
})
export type KeyPoint = z.infer<typeof KeyPointSchema>

const Anchor = z.string().min(1).max(400)
/** The sentence that describes each level, as observable behaviour of the answer. */
export const AnchorsSchema = z.strictObject({ 1: Anchor, 2: Anchor, 3: Anchor, 4: Anchor, 5: Anchor })
export type Anchors = z.infer<typeof AnchorsSchema>

const OwnAnchors = AnchorsSchema.optional()
const OWN_ANCHORS = {
  coverage: OwnAnchors,
  specificity: OwnAnchors,
  structure: OwnAnchors,
  judgement: OwnAnchors,
  relevance: OwnAnchors,
} satisfies Record<CriterionId, typeof OwnAnchors>

export const QuestionSchema = z.strictObject({
  id: SlugSchema,
  question: z.string().min(1).max(MAX_QUESTION_LENGTH),
  /** The same in other words, said when the candidate asks for it. */
  inOtherWords: z.string().min(1).max(MAX_QUESTION_LENGTH).optional(),
  difficulty: DifficultySchema,
  kind: QuestionKindSchema,
  competency: z.string().min(1).max(60),
  sampleAnswer: z.string().min(1).max(MAX_SAMPLE_ANSWER_LENGTH),
  keyPoints: z.array(KeyPointSchema).min(1).max(12),
  /** What the levels of a criterion look like in an answer to this question, where the rubric's sentences are too general. */
  anchors: z.strictObject(OWN_ANCHORS).optional(),
})
export type Question = z.infer<typeof QuestionSchema>

export const RoleSchema = z.strictObject({
  id: SlugSchema,
  title: z.string().min(1).max(120),
  summary: z.string().max(400),
  language: z.literal('en').default('en'),
  /** Taken over from a question page as it was: other wordings and follow-ups may be missing. */
  imported: z.literal(true).optional(),
  questions: z.array(QuestionSchema).min(1).max(200),
})
/** A bank file: one role with its questions. */
export type Role = z.infer<typeof RoleSchema>
