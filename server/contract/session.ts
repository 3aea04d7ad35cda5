import type { PartGrade } from './appeal.ts'
import type { Engine, Evidence, Grade, JudgeKind } from './grade.ts'
import type { SessionId, TurnId } from './ids.ts'
import type { Question } from './question.ts'
import type { Rubric } from './rubric.ts'
import type { EndedBy, FollowUpCause, SessionEvent, SpokenBy } from './session-event.ts'
import type { SessionSettings } from './settings.ts'
import type { Recognizer, Span, SpokenWord, Timing, TrackId, TranscriptionFailure } from './speech.ts'

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
  /** How much of `lead` and `text` was heard before the candidate spoke into it; null where it was not interrupted. */
  readonly heardLength: number | null
}
export interface CandidateTurn extends TurnBase {
  readonly speaker: 'candidate'
  readonly how: Extract<SessionEvent, { type: 'turn_committed' }>['how']
  readonly endedBy: EndedBy
  /** What stood there before the candidate mended the transcript; null where nothing was mended. */
  readonly asHeard: string | null
}
export type Turn = InterviewerTurn | CandidateTurn

export interface FollowUp {
  readonly keyPointId: string
  readonly because: FollowUpCause
  readonly citing: Evidence | null
}

/** A stretch of speech and what became of it. */
export type Utterance = Span &
  (
    | { readonly state: 'pending' }
    /** Recorded without a recogniser. */
    | { readonly state: 'untranscribed' }
    | { readonly state: 'failed'; readonly because: TranscriptionFailure }
    | {
        readonly state: 'recognized'
        readonly text: string
        readonly words: readonly SpokenWord[]
        readonly timing: Timing
        /** What it added to the turn's text, its separator included. */
        readonly inserted: string
      }
  )

export interface Track {
  readonly id: TrackId
  readonly turnId: TurnId
  readonly index: number
  /** When sample 0 was heard, by the server's clock. */
  readonly startedAt: number
  readonly recognizer: Recognizer
  /** In the order in which they were spoken. */
  readonly utterances: readonly Utterance[]
  readonly lost: readonly Span[]
  /** Null while the client may still send. */
  readonly closed: { readonly samples: number; readonly stored: number } | null
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
  /** Its transcript is to be read by the candidate before it is graded. */
  readonly awaitsCheck: boolean
  /** What a further grade was asked for while another stays shown: by which judge, or to complete it; null otherwise. */
  readonly regrading: { readonly judge: JudgeKind | null; readonly completes: boolean } | null
  /** Oldest first; empty in the redacted view. */
  readonly grades: readonly Grade[]
  /** When each of `grades` was given. */
  readonly gradedAt: readonly number[]
  /** Everything that was said, oldest first; see `listStanding`. */
  readonly disputes: readonly Dispute[]
  /** Which of `grades` the candidate wants shown; null while nobody chose. */
  readonly chosenGrade: number | null
}

/** A part of a grade that the candidate calls wrong. */
export interface Dispute {
  /** Which of the question's grades. */
  readonly grade: number
  readonly about: PartGrade
  /** Null where what was said before is taken back. */
  readonly why: string | null
  readonly at: number
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
  /** Utterances that `draft` holds, in the order in which they came: a client says how many of them it has seen. */
  readonly inserted: readonly string[]
  /** Whether the last words of the draft were spoken: what is typed ends by hand only. */
  readonly lastBy: 'nobody' | 'typed' | 'spoken'
  readonly held: boolean
  /** The answer ends when everything said in it has been transcribed; null while it goes on. */
  readonly finishing: EndedBy | null
  /** A finish that came to nothing because no word was understood: the candidate chooses how to go on. */
  readonly nothingHeard: boolean
}

/** What a reopened answer goes back to. */
export interface Undo {
  readonly turnId: TurnId
  readonly at: number
  readonly endedBy: EndedBy
  readonly before: Session
}

export type Phase =
  | { readonly name: 'ready' }
  | { readonly name: 'asking'; readonly index: number; readonly what: 'question' | 'follow_up' }
  | ({ readonly name: 'answering' } & OpenTurn)
  | ({ readonly name: 'paused'; readonly by: 'candidate' | 'away'; readonly since: number } & OpenTurn)
  /** The transcripts of these questions are being read and mended; `index` was closed last. */
  | {
      readonly name: 'checking'
      readonly index: number
      readonly indexes: readonly number[]
      readonly next: 'feedback' | 'completed' | 'left'
    }
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
  /** Oldest first; void ones are not among them. */
  readonly tracks: readonly Track[]
  readonly audioDeleted: boolean
  /** How often an answer went on after it had been taken. */
  readonly reopenings: number
  /** Null where the last answer cannot go on any more. */
  readonly undo: Undo | null
  /** What calls of models took so far. */
  readonly tokens: { readonly interviewer: number; readonly judge: number }
}
