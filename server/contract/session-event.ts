import { z } from 'zod'
import { EngineSchema, EvidenceSchema, GradeSchema } from './grade.ts'
import { SessionIdSchema, SlugSchema, TurnIdSchema } from './ids.ts'
import { QuestionSchema } from './question.ts'
import { RubricSchema } from './rubric.ts'
import { SessionSettingsSchema } from './settings.ts'

/** Longest answer, in UTF-16 units. A draft may not grow past it either. */
export const MAX_ANSWER_LENGTH = 50_000
const AnswerText = z.string().max(MAX_ANSWER_LENGTH)
const SpokenText = z.string().max(4_000)
const Index = z.number().int().nonnegative()
const Instant = z.number().int().nonnegative()

/** Who made the interviewer's words, and in whose place if a model failed. */
export const SpokenBySchema = z.object({
  engine: EngineSchema,
  insteadOf: z
    .object({
      model: z.string(),
      because: z.enum(['timed_out', 'unreachable', 'refused', 'output_invalid', 'unsuitable_wording']),
    })
    .nullable(),
})
export type SpokenBy = z.infer<typeof SpokenBySchema>

export const FollowUpCauseSchema = z.enum(['missing', 'vague', 'contradicted'])
export type FollowUpCause = z.infer<typeof FollowUpCauseSchema>

/** `v` is the version of the event's shape; `seq` counts from 1 without gaps; `at` is the server's clock and never goes back. */
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({
    v: z.literal(1),
    seq: z.number().int().positive(),
    at: Instant,
    type: z.literal(type),
    ...shape,
  })

const stored = [
  event('session_created', {
    sessionId: SessionIdSchema,
    role: z.object({ id: SlugSchema, title: z.string() }),
    settings: SessionSettingsSchema,
    seed: z.number().int().nonnegative(),
    interviewer: EngineSchema,
    judge: EngineSchema,
  }),
  /** The questions and rubrics as they were, so that an old session keeps its own. */
  event('questions_drawn', { questions: z.array(QuestionSchema).min(1), rubrics: z.array(RubricSchema) }),
  event('question_opened', { index: Index, questionId: SlugSchema }),
  /** `lead` is what the interviewer says before the question itself; may be empty. */
  event('question_asked', {
    index: Index,
    turnId: TurnIdSchema,
    lead: SpokenText,
    text: SpokenText,
    by: SpokenBySchema,
  }),
  event('rephrase_requested', { index: Index }),
  event('question_rephrased', {
    index: Index,
    turnId: TurnIdSchema,
    lead: SpokenText,
    text: SpokenText,
    by: SpokenBySchema,
  }),
  /** In the open turn's draft, `removed` UTF-16 units at `from` give way to `inserted`. */
  event('draft_spliced', {
    turnId: TurnIdSchema,
    from: Index,
    removed: z.number().int().nonnegative(),
    inserted: AnswerText,
  }),
  event('draft_copied', { turnId: TurnIdSchema, text: AnswerText }),
  event('turn_committed', {
    index: Index,
    turnId: TurnIdSchema,
    text: AnswerText,
    how: z.enum(['submitted', 'unknown', 'skipped', 'left']),
  }),
  event('follow_up_chosen', {
    index: Index,
    keyPointId: SlugSchema,
    because: FollowUpCauseSchema,
    /** What the candidate said that the follow-up takes up; null where nothing fits. */
    citing: EvidenceSchema.nullable(),
  }),
  event('follow_up_asked', {
    index: Index,
    turnId: TurnIdSchema,
    lead: SpokenText,
    text: SpokenText,
    by: SpokenBySchema,
  }),
  /** `answered` is graded, `skipped` is not. */
  event('question_closed', { index: Index, how: z.enum(['answered', 'skipped']) }),
  event('grading_requested', { index: Index }),
  event('answer_graded', { index: Index, grade: GradeSchema }),
  /** `since` may lie before `at`: the clock is stopped from when the candidate was last there. */
  event('session_paused', { by: z.enum(['candidate', 'away']), since: Instant }),
  event('session_resumed', {}),
  event('session_ended', { how: z.enum(['completed', 'left']) }),
] as const

export const SessionEventSchema = z.discriminatedUnion('type', stored)
/** What is stored, and what is replayed. */
export type SessionEvent = z.infer<typeof SessionEventSchema>
export type SessionEventType = SessionEvent['type']
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** An event before it has its place in the log. */
export type NewSessionEvent = DistributiveOmit<SessionEvent, 'v' | 'seq' | 'at'>

/** Takes the place of an event that the candidate may not see yet; says only that it happened. */
const withheld = event('event_withheld', {
  of: z.enum(['questions_drawn', 'follow_up_chosen', 'answer_graded']),
  /** The question it belongs to; null for `questions_drawn`. */
  index: Index.nullable(),
})
export const WireEventSchema = z.discriminatedUnion('type', [...stored, withheld])
/** What travels to a candidate while the session is open. */
export type WireEvent = z.infer<typeof WireEventSchema>

/**
 * Lifts an event of any older version to today's shape and checks it.
 * @throws ZodError with the path of what is wrong.
 */
export function liftEvent(raw: unknown): SessionEvent {
  return SessionEventSchema.parse(raw)
}
