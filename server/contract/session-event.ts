import { z } from 'zod'
import { MAX_WHY_LENGTH, PartGradeSchema } from './appeal.ts'
import { EngineSchema, EvidenceSchema, GradeSchema, JudgeKindSchema } from './grade.ts'
import { SessionIdSchema, SlugSchema, TurnIdSchema } from './ids.ts'
import { QuestionSchema } from './question.ts'
import { RubricSchema } from './rubric.ts'
import { SessionSettingsSchema } from './settings.ts'
import {
  MAX_UTTERANCE_LENGTH,
  RecognizerSchema,
  SpanSchema,
  SpeechSettingsSchema,
  SpokenWordSchema,
  TimingSchema,
  TrackIdSchema,
  TranscriptionFailureSchema,
} from './speech.ts'

/** Longest answer, in UTF-16 units. A draft may not grow past it either. */
export const MAX_ANSWER_LENGTH = 50_000
/** Nobody there for so long or longer: the question's clock has stood still since they went, at the server as on the page. */
export const AWAY_MS = 60_000
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
      because: z.enum([
        'timed_out',
        'unreachable',
        /** The model itself declined. */
        'refused',
        /** The endpoint did not accept the request: a wrong key, an unknown model, a setting. */
        'rejected',
        /** The endpoint has reached a limit: of requests, or of the account. */
        'busy',
        'output_invalid',
        'unsuitable_wording',
        'budget_spent',
      ]),
    })
    .nullable(),
})
export type SpokenBy = z.infer<typeof SpokenBySchema>

/** Who passed the floor: the candidate, or silence after a visible countdown. */
export const EndedBySchema = z.enum(['hand', 'silence'])
export type EndedBy = z.infer<typeof EndedBySchema>

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
    endedBy: EndedBySchema.default('hand'),
  }),
  /**
   * The answer goes on after all: everything since its commit is void, and `text` is what was said before and since. `because`:
   * speech went on, or the candidate said so.
   */
  event('turn_reopened', {
    index: Index,
    turnId: TurnIdSchema,
    text: AnswerText,
    because: z.enum(['spoke', 'unfinished']),
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
  /**
   * A further grade. `judge`: not the session's own, but this one. `completes`: the newest grade was made from fewer readings than the
   * report wants, and the others are added to it. With either, what is shown stays meanwhile.
   */
  event('grading_requested', {
    index: Index,
    judge: JudgeKindSchema.optional(),
    completes: z.literal(true).optional(),
  }),
  event('answer_graded', { index: Index, grade: GradeSchema }),
  /**
   * The candidate says that a part of the grade is wrong, or with `why` null that it is not after all. `grade` counts the question's grades
   * from 0; `about` is what was shown.
   */
  event('grade_disputed', {
    index: Index,
    grade: Index,
    about: PartGradeSchema,
    why: z.string().min(1).max(MAX_WHY_LENGTH).nullable(),
  }),
  /** The candidate wants this one of the question's grades shown, counted from 0. */
  event('grade_chosen', { index: Index, grade: Index }),
  /** What calls of a model took, those that failed or came to nothing included. */
  event('tokens_used', { by: z.enum(['interviewer', 'judge']), tokens: z.number().int().positive() }),
  event('speech_settings_changed', { speech: SpeechSettingsSchema }),
  /** Sample 0 of the track was heard at `startedAt`, by the server's clock. */
  event('track_opened', {
    turnId: TurnIdSchema,
    trackId: TrackIdSchema,
    startedAt: Instant,
    recognizer: RecognizerSchema,
  }),
  /** Somebody spoke in this stretch of the track. What nobody spoke in is never transcribed. */
  event('speech_detected', { trackId: TrackIdSchema, span: SpanSchema }),
  /** `inserted` joins the end of the turn's text, its separator included; empty where nothing was understood. */
  event('utterance_recognized', {
    trackId: TrackIdSchema,
    span: SpanSchema,
    text: z.string().max(MAX_UTTERANCE_LENGTH),
    words: z.array(SpokenWordSchema).max(2_000),
    timing: TimingSchema,
    inserted: z.string().max(MAX_UTTERANCE_LENGTH + 1),
  }),
  /** The sound of the stretch is kept. */
  event('utterance_failed', { trackId: TrackIdSchema, span: SpanSchema, because: TranscriptionFailureSchema }),
  /** What has no text yet in this question's tracks is to be transcribed by `model`. */
  event('transcription_requested', { index: Index, model: z.string() }),
  /** This stretch never reached the server; silence stands in its place. */
  event('audio_lost', { trackId: TrackIdSchema, span: SpanSchema }),
  /** `samples`: what the microphone gave; `stored`: what is on disk. Fewer means that the end is missing. */
  event('track_closed', {
    trackId: TrackIdSchema,
    samples: z.number().int().nonnegative(),
    stored: z.number().int().nonnegative(),
  }),
  event('hold_changed', { turnId: TurnIdSchema, held: z.boolean() }),
  /** The answer ends as soon as what was said in it has been transcribed. */
  event('finish_requested', { turnId: TurnIdSchema, endedBy: EndedBySchema }),
  /** It goes on instead: no word was understood, so there is nothing to hand in. */
  event('finish_withdrawn', { turnId: TurnIdSchema }),
  /** Speech of the candidate stopped the interviewer's voice after `heardLength` UTF-16 units of the turn's words. */
  event('interviewer_interrupted', { turnId: TurnIdSchema, heardLength: z.number().int().nonnegative() }),
  /**
   * The transcripts of these questions are to be read before they are graded; `index` was closed last. `next`: what follows.
   */
  event('check_opened', {
    index: Index,
    indexes: z.array(Index).min(1),
    next: z.enum(['feedback', 'completed', 'left']),
  }),
  /** A transcript was mended: `removed` UTF-16 units at `from` gave way to `inserted`. What was recognised stays in the log. */
  event('turn_corrected', {
    index: Index,
    turnId: TurnIdSchema,
    from: Index,
    removed: z.number().int().nonnegative(),
    inserted: AnswerText,
  }),
  /** The candidate has read the transcript of a question: it is graded now. */
  event('transcript_checked', { index: Index }),
  /** The sound of the whole session was deleted; the transcript stays. */
  event('audio_deleted', {}),
  /** `since` may lie before `at`: the clock is stopped from when the candidate was last there. */
  event('session_paused', { by: z.enum(['candidate', 'away']), since: Instant }),
  event('session_resumed', {}),
  event('session_ended', { how: z.enum(['completed', 'left']) }),
] as const

export const SessionEventSchema = z.discriminatedUnion('type', stored)
/** What is stored, and what is replayed. */
export type SessionEvent = z.infer<typeof SessionEventSchema>
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
