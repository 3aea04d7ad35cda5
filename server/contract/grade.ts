import { z } from 'zod'
import { SlugSchema, TurnIdSchema } from './ids.ts'
import { CriterionIdSchema, LevelSchema } from './rubric.ts'

/** An exact quote of the candidate: `text === turn.text.slice(from, to)`, offsets in UTF-16 units. */
export const EvidenceSchema = z.object({
  turnId: TurnIdSchema,
  from: z.number().int().nonnegative(),
  to: z.number().int().positive(),
  text: z.string().min(1),
})
export type Evidence = z.infer<typeof EvidenceSchema>

export const VerdictSchema = z.enum(['covered', 'partly', 'missing', 'contradicted'])
export type Verdict = z.infer<typeof VerdictSchema>

export const KeyPointGradeSchema = z.object({
  keyPointId: SlugSchema,
  verdict: VerdictSchema,
  /** Empty exactly where the verdict is `missing`. */
  evidence: z.array(EvidenceSchema),
  /** One sentence for the person; empty where code has nothing to add. */
  reason: z.string(),
})
export type KeyPointGrade = z.infer<typeof KeyPointGradeSchema>

/** Why a criterion has no level. */
export const WithheldReasonSchema = z.enum(['needs_model', 'quote_not_found', 'judge_gave_none'])
export type WithheldReason = z.infer<typeof WithheldReasonSchema>

export const CriterionGradeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('marked'),
    criterionId: CriterionIdSchema,
    level: LevelSchema,
    /** Where the judge cannot tell levels finely: the level lies from `low` to `high`. */
    band: z.object({ low: LevelSchema, high: LevelSchema }).nullable(),
    evidence: z.array(EvidenceSchema),
    reason: z.string(),
  }),
  z.object({ status: z.literal('withheld'), criterionId: CriterionIdSchema, why: WithheldReasonSchema }),
])
export type CriterionGrade = z.infer<typeof CriterionGradeSchema>

/** What graded, or what spoke: the built-in engine or a model by its id. */
export const EngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built-in') }),
  z.object({ kind: z.literal('model'), model: z.string().min(1) }),
])
export type Engine = z.infer<typeof EngineSchema>

/** The two kinds of judges: one of each can be set up. */
export const JudgeKindSchema = z.enum(['built-in', 'model'])
export type JudgeKind = z.infer<typeof JudgeKindSchema>

/** What a gate found in the answer. */
export const FlagSchema = z.enum([
  'copied_sample_answer',
  'echoes_question',
  'word_list',
  'non_answer',
  'addresses_the_judge',
  'denies_sample_answer',
  'answers_another_question',
])
export type Flag = z.infer<typeof FlagSchema>

/** Facts counted in the answer, shown without a level. */
export const ObservationsSchema = z.object({
  words: z.number().int().nonnegative(),
  numbersGiven: z.number().int().nonnegative(),
  ownActions: z.number().int().nonnegative(),
})
export type Observations = z.infer<typeof ObservationsSchema>

export const NotGradedReasonSchema = z.enum([
  'judge_timed_out',
  'judge_unreachable',
  'judge_output_invalid',
  'judge_output_incomplete',
  /** Most of what it says rests on words that the candidate did not say. */
  'judge_quotes_invented',
  /** The model itself declined. */
  'judge_refused',
  /** The endpoint did not accept the request: a wrong key, an unknown model, a setting, or more text than fits. */
  'judge_rejected',
  /** The endpoint has reached a limit: of requests, or of the account. */
  'judge_busy',
  'transcript_unreadable',
  'not_transcribed',
  'budget_spent',
  /** A fault of our own, whoever was to judge. */
  'grading_failed',
])
export type NotGradedReason = z.infer<typeof NotGradedReasonSchema>

const judged = {
  judge: EngineSchema,
  /** `id@version` of the rubric and of the prompt; no prompt where the judge is built in. */
  rubricVersion: z.string(),
  promptVersion: z.string().nullable(),
  /** Whose place the judge took, and why; not there where it took nobody's. */
  inPlaceOf: z.object({ model: z.string(), because: z.literal('budget_spent') }).optional(),
}

export const GradeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('graded'),
    ...judged,
    /** Weighted share of the key points, 0 to 1, before banding. Compared with people, never shown as a number. */
    coverage: z.number().min(0).max(1),
    keyPoints: z.array(KeyPointGradeSchema),
    criteria: z.array(CriterionGradeSchema),
    observations: ObservationsSchema,
    flags: z.array(FlagSchema),
    /** What was said that worked, in one sentence; null where nothing did. */
    worked: z.object({ keyPointId: SlugSchema, evidence: EvidenceSchema }).nullable(),
    /** The one thing that would change most: a key point and why. */
    nextStep: z.object({ keyPointId: SlugSchema.nullable(), text: z.string() }),
    /** How often the judge read the answer; 0 where a model was not asked, as nothing was said that could be marked. */
    samples: z.number().int().nonnegative(),
    /** Largest difference of levels between samples; 0 with one sample or none. */
    spread: z.number().nonnegative(),
    lowConfidence: z.boolean(),
  }),
  z.object({ status: z.literal('not_graded'), ...judged, reason: NotGradedReasonSchema, retryable: z.boolean() }),
])
export type Grade = z.infer<typeof GradeSchema>
export type GradedGrade = Extract<Grade, { status: 'graded' }>
