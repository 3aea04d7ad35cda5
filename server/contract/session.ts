import type { Engine, Evidence, Grade } from './grade.ts'
import type { SessionId, TurnId } from './ids.ts'
import type { Question } from './question.ts'
import type { Rubric } from './rubric.ts'
import type { FollowUpCause, SessionEvent, SpokenBy } from './session-event.ts'
import type { SessionSettings } from './settings.ts'

interface TurnBase {
  readonly id: TurnId
  /** Which question of the session, counted from 0. */
  readonly index: number
  readonly text: string
  readonly startedAt: number
  readonly committedAt: number
}
export interface InterviewerTurn extends TurnBase {
  readonly speaker: 'interviewer'
  readonly kind: 'question' | 'follow_up' | 'rephrase'
  /** Said before `text`; may be empty. */
  readonly lead: string
  readonly by: SpokenBy
}
export interface CandidateTurn extends TurnBase {
  readonly speaker: 'candidate'
  readonly how: Extract<SessionEvent, { type: 'turn_committed' }>['how']
}
export type Turn = InterviewerTurn | CandidateTurn

export interface FollowUp {
  readonly keyPointId: string
  readonly because: FollowUpCause
  readonly citing: Evidence | null
}

/** What happened to one question of the session. */
export interface QuestionState {
  readonly index: number
  readonly questionId: string
  readonly openedAt: number
  /** When its words were said; null while the interviewer still speaks. */
  readonly askedAt: number | null
  readonly closedAt: number | null
  readonly closed: 'answered' | 'skipped' | null
  /** Time in which the clock stood still after `askedAt`. */
  readonly pausedMs: number
  readonly followUpsAsked: number
  /** Empty in the redacted view. */
  readonly followUps: readonly FollowUp[]
  readonly grading: boolean
  /** Oldest first; empty in the redacted view. */
  readonly grades: readonly Grade[]
}

/** The turn that the candidate is filling. */
export interface OpenTurn {
  readonly index: number
  readonly turnId: TurnId
  readonly draft: string
  /** When the first character came; null before. */
  readonly draftStartedAt: number | null
  /** `asked` while the interviewer words it another way, `done` after: once a turn. */
  readonly rephrase: 'none' | 'asked' | 'done'
}

export type Phase =
  | { readonly name: 'ready' }
  | { readonly name: 'asking'; readonly index: number; readonly what: 'question' | 'follow_up' }
  | ({ readonly name: 'answering' } & OpenTurn)
  | ({ readonly name: 'paused'; readonly by: 'candidate' | 'away'; readonly since: number } & OpenTurn)
  | { readonly name: 'feedback'; readonly index: number }
  | { readonly name: 'ended'; readonly how: 'completed' | 'left' }

export interface Session {
  readonly id: SessionId
  readonly createdAt: number
  readonly role: { readonly id: string; readonly title: string }
  readonly settings: SessionSettings
  readonly seed: number
  readonly interviewer: Engine
  readonly judge: Engine
  /** Of the last event folded. */
  readonly seq: number
  readonly lastAt: number
  readonly endedAt: number | null
  /** Null in the redacted view. */
  readonly drawn: { readonly questions: readonly Question[]; readonly rubrics: readonly Rubric[] } | null
  readonly questions: readonly QuestionState[]
  readonly turns: readonly Turn[]
  /** Turn ids given out so far, the open turn's included. */
  readonly turnCount: number
  readonly phase: Phase
}
