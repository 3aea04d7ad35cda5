import { z } from 'zod'
import { PartGradeSchema } from './appeal.ts'
import { DeliverySchema, RecordingSchema } from './delivery.ts'
import {
  EngineSchema,
  EvidenceSchema,
  FlagSchema,
  NotGradedReasonSchema,
  ObservationsSchema,
  VerdictSchema,
  WithheldReasonSchema,
} from './grade.ts'
import { SessionIdSchema, TurnIdSchema } from './ids.ts'
import { DifficultySchema, QuestionKindSchema } from './question.ts'
import { CriterionIdSchema, LevelSchema } from './rubric.ts'
import { FollowUpCauseSchema, SpokenBySchema } from './session-event.ts'
import { SessionSettingsSchema } from './settings.ts'

const BandSchema = z.object({ low: LevelSchema, high: LevelSchema })
export type Band = z.infer<typeof BandSchema>

export const SessionSummarySchema = z.object({
  id: SessionIdSchema,
  roleId: z.string(),
  roleTitle: z.string(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  /** Last event of any kind. */
  lastAt: z.number(),
  questionCount: z.number().int(),
  answeredCount: z.number().int(),
  status: z.enum(['open', 'completed', 'left']),
})
export type SessionSummary = z.infer<typeof SessionSummarySchema>

export const ReportTurnSchema = z.object({
  id: TurnIdSchema,
  speaker: z.enum(['interviewer', 'candidate']),
  kind: z.enum(['question', 'follow_up', 'rephrase', 'answer']),
  lead: z.string(),
  text: z.string(),
  startedAt: z.number(),
  committedAt: z.number(),
  /** Interviewer only. */
  by: SpokenBySchema.nullable(),
  /** Candidate only: whether any of it was spoken. */
  spoken: z.boolean(),
  /** Candidate only: how the turn ended. */
  how: z.enum(['submitted', 'unknown', 'skipped', 'left']).nullable(),
  /** Candidate only: what stood there before the transcript was mended; null where nothing was mended. */
  asHeard: z.string().nullable(),
  /** Follow-ups of a closed session only: why it was asked. */
  followUp: z
    .object({
      because: FollowUpCauseSchema,
      keyPointId: z.string(),
      point: z.string(),
      citing: EvidenceSchema.nullable(),
    })
    .nullable(),
})
export type ReportTurn = z.infer<typeof ReportTurnSchema>

export const KeyPointReportSchema = z.object({
  id: z.string(),
  point: z.string(),
  weight: z.number(),
  /** Null where nothing was graded. */
  verdict: VerdictSchema.nullable(),
  evidence: z.array(EvidenceSchema),
  reason: z.string(),
})
export type KeyPointReport = z.infer<typeof KeyPointReportSchema>

export const CriterionReportSchema = z.object({
  id: CriterionIdSchema,
  name: z.string(),
  looksAt: z.string(),
  mark: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('marked'),
      level: LevelSchema,
      band: BandSchema.nullable(),
      /** The sentence of this level, and of the next one up; null at the top. */
      anchor: z.string(),
      nextAnchor: z.string().nullable(),
      evidence: z.array(EvidenceSchema),
      reason: z.string(),
    }),
    z.object({ status: z.literal('withheld'), why: WithheldReasonSchema }),
  ]),
})
export type CriterionReport = z.infer<typeof CriterionReportSchema>

/** What became of an answer. `skipped` is neither graded nor not graded. */
export const OutcomeSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('open') }),
  z.object({ status: z.literal('skipped') }),
  z.object({ status: z.literal('grading') }),
  z.object({
    status: z.literal('not_graded'),
    judge: EngineSchema,
    reason: NotGradedReasonSchema,
    retryable: z.boolean(),
  }),
  z.object({
    status: z.literal('graded'),
    judge: EngineSchema,
    rubricVersion: z.string(),
    promptVersion: z.string().nullable(),
    criteria: z.array(CriterionReportSchema),
    observations: ObservationsSchema,
    flags: z.array(FlagSchema),
    /** How many key points stand at each verdict. */
    counts: z.record(VerdictSchema, z.number().int()),
    worked: z.object({ point: z.string(), evidence: EvidenceSchema }).nullable(),
    nextStep: z.string(),
    /** The key point that the next step is about; null where it is about none of them. */
    nextStepKeyPointId: z.string().nullable(),
    samples: z.number().int(),
    spread: z.number(),
    lowConfidence: z.boolean(),
    /** The model in whose place the judge graded, its budget being spent; null where it took nobody's. */
    inPlaceOf: z.string().nullable(),
  }),
])
export type Outcome = z.infer<typeof OutcomeSchema>

/** One of the grades of an answer, in figures and words that can stand beside another's. */
export const GivenGradeSchema = z.object({
  judge: EngineSchema,
  /** The model in whose place the judge graded, its budget being spent; null where it took nobody's. */
  inPlaceOf: z.string().nullable(),
  gradedAt: z.number(),
  /** Whether the report shows this one. */
  shown: z.boolean(),
  result: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('graded'),
      keyPoints: z.array(z.object({ id: z.string(), verdict: VerdictSchema })),
      counts: z.record(VerdictSchema, z.number().int()),
      /** `mark` is null where no level was given. */
      criteria: z.array(
        z.object({
          id: CriterionIdSchema,
          name: z.string(),
          mark: z.object({ level: LevelSchema, band: BandSchema.nullable() }).nullable(),
        }),
      ),
      samples: z.number().int(),
      spread: z.number(),
      lowConfidence: z.boolean(),
    }),
    z.object({ status: z.literal('not_graded'), reason: NotGradedReasonSchema }),
  ]),
})
export type GivenGrade = z.infer<typeof GivenGradeSchema>

/** A part of a grade that the person calls wrong, in their newest words. `grade` is its place in `grades`. */
export const DisputeReportSchema = z.object({
  grade: z.number().int().nonnegative(),
  about: PartGradeSchema,
  why: z.string(),
  at: z.number(),
})
export type DisputeReport = z.infer<typeof DisputeReportSchema>

export const QuestionReportSchema = z.object({
  index: z.number().int(),
  questionId: z.string(),
  question: z.string(),
  difficulty: DifficultySchema,
  kind: QuestionKindSchema,
  competency: z.string(),
  outcome: OutcomeSchema,
  keyPoints: z.array(KeyPointReportSchema),
  sampleAnswer: z.string(),
  turns: z.array(ReportTurnSchema),
  /** Time from the question to its close, pauses taken out; null while open. */
  answerMs: z.number().nullable(),
  overtimeMs: z.number(),
  /** Null where nothing was spoken. */
  delivery: DeliverySchema.nullable(),
  recording: RecordingSchema,
  /** Stretches of speech that have no text: not transcribed, or in vain. */
  untranscribed: z.number().int().nonnegative(),
  /** Every grade that was given, oldest first. */
  grades: z.array(GivenGradeSchema),
  /** Whether a further grade is being made while the one that is shown stays. */
  regrading: z.boolean(),
  /** Oldest first. */
  disputes: z.array(DisputeReportSchema),
})
export type QuestionReport = z.infer<typeof QuestionReportSchema>

/** One criterion over the session: a mark a question, in order; null where that question has none. */
export const CriterionSummarySchema = z.object({
  id: CriterionIdSchema,
  name: z.string(),
  marks: z.array(z.object({ level: LevelSchema, band: BandSchema.nullable() }).nullable()),
  /** Median level over the graded questions; null where nothing was marked. */
  typical: LevelSchema.nullable(),
})
export type CriterionSummary = z.infer<typeof CriterionSummarySchema>

export const ReportSchema = z.object({
  session: SessionSummarySchema,
  settings: SessionSettingsSchema,
  judge: EngineSchema,
  interviewer: EngineSchema,
  questions: z.array(QuestionReportSchema),
  criteria: z.array(CriterionSummarySchema),
  /** Indexes of questions; null where fewer than two were graded or all stand alike. */
  strongest: z.number().int().nullable(),
  weakest: z.number().int().nullable(),
  /** At most three, the most valuable first. */
  practiseNext: z.array(z.object({ index: z.number().int(), competency: z.string(), text: z.string() })),
  counts: z.object({
    graded: z.number().int(),
    notGraded: z.number().int(),
    skipped: z.number().int(),
    grading: z.number().int(),
  }),
  /** Over all questions; null where nothing was spoken. */
  delivery: DeliverySchema.nullable(),
  /** What calls of models took, and what built-in engines did because the budget for it was spent. */
  tokens: z.object({
    interviewer: z.number().int().nonnegative(),
    judge: z.number().int().nonnegative(),
    turnsInPlace: z.number().int().nonnegative(),
    gradesInPlace: z.number().int().nonnegative(),
  }),
})
export type Report = z.infer<typeof ReportSchema>
