import { z } from 'zod'
import { MAX_WHY_LENGTH, PartGradeSchema } from './appeal.ts'
import { WireErrorSchema } from './error.ts'
import { EngineSchema, JudgeKindSchema } from './grade.ts'
import { SessionIdSchema, SlugSchema } from './ids.ts'
import { DifficultySchema } from './question.ts'
import { SessionSummarySchema } from './report.ts'
import { SessionEventSchema, WireEventSchema } from './session-event.ts'
import { SessionSettingsSchema } from './settings.ts'
import { TrackIdSchema } from './speech.ts'

/** Every refusal over HTTP, with the status that fits its code. */
export const ErrorBodySchema = z.object({ error: WireErrorSchema })

/** GET /api/roles. A role as the page of roles needs it: no question's text, no answer. */
export const RoleSummarySchema = z.object({
  id: SlugSchema,
  title: z.string(),
  summary: z.string(),
  questionCount: z.number().int(),
  byDifficulty: z.record(DifficultySchema, z.number().int()),
  competencies: z.array(z.string()),
  /** Imported roles can be deleted, shipped ones cannot. */
  imported: z.boolean(),
})
export type RoleSummary = z.infer<typeof RoleSummarySchema>
export const RolesResponseSchema = z.object({ roles: z.array(RoleSummarySchema) })

/** POST /api/roles/import: a question page as text. Answers with the role's summary. */
export const MAX_IMPORT_LENGTH = 400_000
export const ImportRoleRequestSchema = z.strictObject({ page: z.string().min(1).max(MAX_IMPORT_LENGTH) })
export const ImportRoleResponseSchema = z.object({ role: RoleSummarySchema })
/** DELETE /api/roles/:id answers 204. */

/** POST /api/sessions */
export const CreateSessionRequestSchema = z.strictObject({
  roleId: SlugSchema,
  settings: SessionSettingsSchema,
  /** For a repeatable draw; the server picks one if it is not given. */
  seed: z.number().int().min(0).max(0xffff_ffff).optional(),
})
export type CreateSessionRequest = z.infer<typeof CreateSessionRequestSchema>
export const CreateSessionResponseSchema = z.object({ sessionId: SessionIdSchema })

/** GET /api/sessions?search=&roleId=&before=&limit= : newest first. `before` is the `createdAt` of the last one seen. */
export const ListSessionsQuerySchema = z.strictObject({
  search: z.string().max(200).optional(),
  roleId: SlugSchema.optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})
export type ListSessionsQuery = z.infer<typeof ListSessionsQuerySchema>
export const ListSessionsResponseSchema = z.object({
  sessions: z.array(SessionSummarySchema),
  /** Pass as `before` for the next page; null at the end. */
  nextBefore: z.number().nullable(),
  /** Every role that any session has, for the filter. */
  roles: z.array(z.object({ id: z.string(), title: z.string() })),
})
export type ListSessionsResponse = z.infer<typeof ListSessionsResponseSchema>

/** GET /api/sessions/:id ; DELETE answers 204. */
export const SessionResponseSchema = z.object({ session: SessionSummarySchema })

/** GET /api/sessions/:id/events: for the replay, of an ended session. Otherwise `not_ended`. */
export const EventsResponseSchema = z.object({ events: z.array(WireEventSchema) })

/** GET /api/sessions/:id/report: of an ended session (`not_ended`). Body: ReportSchema. */
/** GET /api/sessions/:id/feedback/:index: of a closed question (`not_closed`), feedback after each. Body: QuestionReportSchema. */

/**
 * POST /api/sessions/:id/grades/:index: grade again, by the session's own judge or by the one that is named. 202. Without a judge the
 * outcome is `grading` until it is done; with one what is shown stays, and the new grade joins `grades`. `judge_not_set_up`,
 * `budget_spent`.
 */
export const GradeAgainRequestSchema = z.strictObject({ judge: JudgeKindSchema.optional() })
export const GradeAgainResponseSchema = z.object({ grading: z.literal(true) })

/** PUT /api/sessions/:id/grades/:index/shown: which grade of the question is shown, counted from 0. Answers 204. */
export const ChooseGradeRequestSchema = z.strictObject({ grade: z.number().int().nonnegative() })

/**
 * POST /api/sessions/:id/disputes/:index: a part of the grade that is shown is wrong, or with `why` null: what was said of it is taken
 * back. `about` says what was shown: `conflict` where another grade is shown by now. Answers 204.
 */
export const DisputeRequestSchema = z.strictObject({
  about: PartGradeSchema,
  why: z.string().trim().min(1).max(MAX_WHY_LENGTH).nullable(),
})
export type DisputeRequest = z.infer<typeof DisputeRequestSchema>

/** POST /api/sessions/:id/transcriptions/:index: transcribe again what has no text. 202; `no_recognizer` where nothing can. */
export const TranscribeAgainResponseSchema = z.object({ transcribing: z.literal(true) })

/** GET /api/sessions/:id/tracks: the sound of an ended session, in the order in which it was recorded. */
export const TracksResponseSchema = z.object({
  tracks: z.array(
    z.object({
      trackId: TrackIdSchema,
      /** Samples on disk. */
      samples: z.number().int().nonnegative(),
      /** Loudest sample of each stretch of `PEAK_SAMPLES`, 0 to 1. */
      peaks: z.array(z.number()),
    }),
  ),
})
export type TracksResponse = z.infer<typeof TracksResponseSchema>
/** One value of a waveform for each 50 ms. */
export const PEAK_SAMPLES = 800
/** GET /api/sessions/:id/tracks/:trackId.wav: `audio/wav` with Range. DELETE /api/sessions/:id/audio answers 204. */

/** POST /api/sessions/:id/voice: speaks words that the interviewer says in this session. Body: `audio/l16;rate=…`, as it is made. */
export const VoiceRequestSchema = z.strictObject({ text: z.string().min(1).max(1_000) })

/** GET /api/sessions/:id/export.json ; export.md is text. POST /api/sessions/import takes the former. */
export const SessionExportSchema = z.strictObject({
  format: z.literal('greenroom-session'),
  version: z.literal(1),
  exportedAt: z.number(),
  events: z.array(SessionEventSchema).min(1).max(200_000),
})
export type SessionExport = z.infer<typeof SessionExportSchema>
export const ImportSessionResponseSchema = z.object({ sessionId: SessionIdSchema })

/** What recognises or speaks, and where the sound or the words go. */
export const SpeechEngineSchema = z.object({ model: z.string(), host: z.string(), isLocal: z.boolean() })
export type SpeechEngine = z.infer<typeof SpeechEngineSchema>

/** GET /api/engines: what is in use and which words would leave the machine. */
export const EnginesResponseSchema = z.object({
  interviewer: EngineSchema,
  judge: EngineSchema,
  /** Host of the model endpoint, never its key; null without a model. */
  endpoint: z.string().nullable(),
  /** True where the endpoint is on this machine. */
  endpointIsLocal: z.boolean(),
  /** Tokens that the models may take in one session; null without a model. */
  tokenBudget: z.number().int().nonnegative().nullable(),
  keyIsSet: z.boolean(),
  /** The transcription endpoint; null where only the browser can recognise. */
  transcriber: SpeechEngineSchema.nullable(),
  /** The speech endpoint; null where the browser speaks. */
  voice: SpeechEngineSchema.nullable(),
  dataDir: z.string(),
})
export type EnginesResponse = z.infer<typeof EnginesResponseSchema>

/** POST /api/engines/test: one small request to each model in use. */
export const ConnectionTestSchema = z.object({
  results: z.array(
    z.object({
      use: z.enum(['interviewer', 'judge', 'transcriber', 'voice']),
      model: z.string(),
      outcome: z.discriminatedUnion('status', [
        z.object({
          status: z.literal('ok'),
          latencyMs: z.number(),
          /** How structured output works with this endpoint and model; null where none is used. */
          rung: z.enum(['json_schema', 'json_object', 'text']).nullable(),
        }),
        z.object({ status: z.literal('failed'), message: z.string() }),
      ]),
    }),
  ),
})
export type ConnectionTest = z.infer<typeof ConnectionTestSchema>

/** GET /api/health */
export const HealthResponseSchema = z.object({ ok: z.literal(true), protocol: z.number().int() })
