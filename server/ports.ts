import type { WireError } from '#contract/error.ts'
import type { Engine, Evidence, Flag, Verdict } from '#contract/grade.ts'
import type { ListSessionsQuery, ListSessionsResponse } from '#contract/http.ts'
import type { ClientId, SessionId } from '#contract/ids.ts'
import type { KeyPoint, Question, Role } from '#contract/question.ts'
import type { SessionSummary } from '#contract/report.ts'
import type { CriterionId, Level, Rubric } from '#contract/rubric.ts'
import type { Turn } from '#contract/session.ts'
import type { FollowUpCause, SessionEvent, SpokenBy } from '#contract/session-event.ts'
import type { Manner } from '#contract/settings.ts'
import type { TrackId } from '#contract/speech.ts'

/** Epoch milliseconds. */
export type Clock = { now(): number }
/** Rings once, at least `ms` from now, unless it is put off by what `after` returns. */
export type Alarm = { after(ms: number, ring: () => void): () => void }
/** Uniform in [0, 1). */
export type Random = { next(): number }

/** Counts what the calls of models take, in tokens. */
export interface Meter {
  /** The session that they are for. */
  readonly session?: string
  /**
   * Says before a call about how much it will take.
   * @returns what to call once, when it is over, with what it took.
   * @throws EngineError `budget_spent` where there is no room for it; nothing is counted then.
   */
  begin(estimate: number): (taken: number) => void
}

// ---- The interviewer ------------------------------------------------------------------------------------------------

interface SayBase {
  readonly question: Question
  readonly manner: Manner
  /** Seeds every free choice of words: same seed, same turns, same words. */
  readonly seed: number
  /** The session's turns so far, oldest first. */
  readonly turns: readonly Turn[]
}
export type SayRequest =
  | (SayBase & { readonly kind: 'question'; readonly index: number; readonly count: number })
  | (SayBase & { readonly kind: 'rephrase'; readonly index: number; readonly followUpText: string | null })
  | (SayBase & {
      readonly kind: 'follow_up'
      readonly index: number
      readonly keyPoint: KeyPoint
      readonly because: FollowUpCause
      readonly citing: Evidence | null
    })

export interface Said {
  /** Said before `text`; may be empty. */
  readonly lead: string
  readonly text: string
  readonly by: SpokenBy
}

export interface Interviewer {
  readonly engine: Engine
  /**
   * Words one turn. `onDelta` gets the words as they are made; joined they are `lead + ' ' + text`.
   * Rejects with `EngineError` when nothing fit to say came; the caller then lets the built-in interviewer speak.
   */
  say(request: SayRequest, onDelta: (delta: string) => void, signal: AbortSignal, meter?: Meter): Promise<Said>
}

// ---- The judge ------------------------------------------------------------------------------------------------------

/** One stretch of the candidate's words with what they answer. Only `text` can be evidence. */
export interface JudgedTurn {
  readonly turnId: string
  /** The interviewer's words that this turn answers. */
  readonly inReplyTo: string
  readonly text: string
}

export interface JudgeRequest {
  readonly question: Question
  readonly rubric: Rubric
  readonly turns: readonly JudgedTurn[]
  /** The questions of the role, this one among them: what an answer may belong to instead. */
  readonly roleQuestions?: readonly Question[] | undefined
  /**
   * Why nobody will take the quotes of a judgement, in sentences for whoever gave it; none where they will do. A judge that can be
   * asked again is asked again once.
   */
  readonly findQuoteFaults?: (judgement: RawJudgement) => readonly string[]
}

/** A label with quotes as the judge gave them: not checked yet. */
export interface RawKeyPoint {
  readonly keyPointId: string
  readonly verdict: Verdict
  readonly quotes: readonly string[]
  readonly reason: string
}
export interface RawCriterion {
  readonly criterionId: CriterionId
  readonly level: Level
  readonly quotes: readonly string[]
  readonly reason: string
}
/** What one judge says once. Code checks the quotes and does the arithmetic. */
export interface RawJudgement {
  readonly keyPoints: readonly RawKeyPoint[]
  /** Criteria that this judge can tell; empty for the built-in judge. */
  readonly criteria: readonly RawCriterion[]
  /** 0 to 1 where the judge measures coverage finer than by verdicts; otherwise null, and the verdicts are added up. */
  readonly coverage: number | null
  readonly flags: readonly Flag[]
}

export interface Judge {
  readonly engine: Engine
  /** `id@version` of the prompt; null where there is none. */
  readonly promptVersion: string | null
  /** Rejects with `EngineError` when no judgement could be had: never a default. */
  judge(request: JudgeRequest, signal: AbortSignal, meter?: Meter): Promise<RawJudgement>
}

// ---- Speech ---------------------------------------------------------------------------------------------------------

export interface TranscribeRequest {
  /** Mono, 16 bit little-endian, `SAMPLE_RATE`. */
  readonly pcm: Uint8Array
  /** Two-letter code of the language that is spoken. */
  readonly language: string
  /** What was said just before, so that names and sentences go on; may be empty. */
  readonly before: string
}
export interface Transcription {
  /** Trimmed; empty where nothing was understood. */
  readonly text: string
  /** With times in ms from the start of the sound; null where the endpoint gives none. */
  readonly words: readonly { readonly text: string; readonly fromMs: number; readonly toMs: number }[] | null
}
export interface Transcriber {
  readonly model: string
  /** Rejects with `EngineError`: nothing is ever made up. */
  transcribe(request: TranscribeRequest, signal: AbortSignal): Promise<Transcription>
}

/** One sentence as sound. */
export interface SpokenSound {
  /** Samples a second; known only from the endpoint's answer. */
  readonly sampleRate: number
  /**
   * Mono, 16 bit little-endian, in whole samples; as it is made, and asked for no faster than it is read. Can be read once. Throws
   * `EngineError` where the sound breaks off; ending the loop ends the call.
   */
  readonly pcm: AsyncIterable<Uint8Array>
}
export interface Voice {
  readonly model: string
  /** Speaks one sentence; resolves when its first sound is there. Rejects with `EngineError`. */
  speak(text: string, signal: AbortSignal): Promise<SpokenSound>
}

/** Recorded sound: a track is its samples in order, without holes. Every method rejects with AppError `storage_full` or `storage_read_only`. */
export interface AudioStore {
  /**
   * Keeps `pcm` at `firstSample`. A repeat is harmless; what lies beyond the end of the track is not kept.
   * @returns the sample after the last one that is on disk, safe from a power cut.
   */
  write(sessionId: SessionId, trackId: TrackId, firstSample: number, pcm: Uint8Array): Promise<number>
  /** Makes the track this long with silence. @returns as `write`. */
  fill(sessionId: SessionId, trackId: TrackId, toSample: number): Promise<number>
  /** 0 for a track that is not there. */
  countSamples(sessionId: SessionId, trackId: TrackId): Promise<number>
  /** Bytes of the samples from `fromSample`, `toSample` not included; fewer where the track ends before. */
  read(sessionId: SessionId, trackId: TrackId, fromSample: number, toSample: number): Promise<Uint8Array>
  /** The bytes from `fromByte` to `toByte` (not included) as a stream. */
  stream(sessionId: SessionId, trackId: TrackId, fromByte: number, toByte: number): AsyncIterable<Uint8Array>
  /** Deletes every track of the session. */
  deleteSession(sessionId: SessionId): Promise<void>
  close(): Promise<void>
}

// ---- The bank -------------------------------------------------------------------------------------------------------

export interface QuestionBank {
  /** Sorted by title. */
  listRoles(): readonly { readonly role: Role; readonly imported: boolean }[]
  findRole(id: string): Role | undefined
  /** One for each kind of question. */
  readonly rubrics: readonly Rubric[]
  /**
   * Reads a question page as text and keeps it as a role of its own.
   * @throws AppError `import_invalid` naming the block, `role_exists`, storage errors. Nothing is written then.
   */
  importPage(page: string): Promise<Role>
  /** @throws AppError `not_found`, or `role_read_only` for a shipped role. */
  deleteRole(id: string): Promise<void>
}

// ---- The store ------------------------------------------------------------------------------------------------------

/** What a tab was answered, kept so that a repeat gets the same. */
export interface Receipt {
  readonly clientId: ClientId
  readonly clientSeq: number
  readonly result: { readonly seq: number } | { readonly refusal: WireError }
}

export interface Append {
  readonly sessionId: SessionId
  /** In order, the first one's `seq` being the log's next. Empty where a refusal alone is kept. */
  readonly events: readonly SessionEvent[]
  readonly receipt: Receipt | null
  /** Row for the list of sessions and words to search by; null where nothing of it changed. */
  readonly listing: SessionListing | null
}
export interface SessionListing {
  readonly summary: SessionSummary
  /** Role, questions and answers, folded to lower case. */
  readonly searchText: string
}

export interface SessionStore {
  /** @throws AppError `conflict` if the id is taken. */
  createSession(events: readonly SessionEvent[], listing: SessionListing): Promise<void>
  /**
   * All or nothing, durable when it resolves.
   * @throws AppError `conflict` if another writer was faster or the receipt exists, `storage_full`, `storage_read_only`, `not_found`.
   */
  append(append: Append): Promise<void>
  /** Events with `seq` over `afterSeq`, in order; empty for an unknown session. */
  readEvents(sessionId: SessionId, afterSeq: number): Promise<SessionEvent[]>
  findReceipt(sessionId: SessionId, clientId: ClientId, clientSeq: number): Promise<Receipt | undefined>
  /** 0 for a tab that has sent nothing. */
  lastClientSeq(sessionId: SessionId, clientId: ClientId): Promise<number>
  findSummary(sessionId: SessionId): Promise<SessionSummary | undefined>
  listSessions(query: ListSessionsQuery): Promise<ListSessionsResponse>
  /** @returns whether there was one. */
  deleteSession(sessionId: SessionId): Promise<boolean>
  close(): Promise<void>
}
