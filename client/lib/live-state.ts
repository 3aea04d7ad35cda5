import type { Result, WireError } from '#contract/error.ts'
import type { ClientId, SessionId, TurnId } from '#contract/ids.ts'
import type { Session } from '#contract/session.ts'
import type { WireEvent } from '#contract/session-event.ts'
import type { Command, Done, Join, Joined } from '#contract/socket.ts'
import type { Floor } from '#contract/speech.ts'
import type { Draft } from './draft.ts'
import { buildOutbox, type Numbered, type Outbox } from './outbox.ts'

/** Text that was typed on this device and may not have reached the server. `at` is this device's clock, epoch ms. */
export interface KeptText {
  readonly turnId: TurnId
  readonly text: string
  readonly at: number
  /** How many of the turn's utterances the text holds. */
  readonly heard: number
}

/** Everything that a tab knows of its session. Only `live-step.ts` makes a new one. */
export interface LiveState {
  readonly sessionId: SessionId
  readonly clientId: ClientId
  readonly wants: 'pen' | 'view'
  /** Counts connections: an answer that belongs to an earlier one is ignored. */
  readonly connection: number
  readonly isUp: boolean
  /** On this connection; commands travel only then. */
  readonly isJoined: boolean
  /** The join that has no answer yet. */
  readonly joinOut: number | null
  readonly joins: number
  /** The highest `seq` that was heard of, folded or not. */
  readonly heardSeq: number
  /** The session's `seq` after the last command that was done: what it changed is here once that is folded. */
  readonly doneSeq: number
  /** Answers in a row after which the server had stored nothing. */
  readonly failures: number
  readonly session: Session | null
  readonly hasPen: boolean
  /** Whether any tab writes, this one or another. */
  readonly penHeld: boolean
  readonly outbox: Outbox
  readonly draft: Draft | null
  /** When any tab last changed a draft, by the server's clock. */
  readonly draftChangedAt: number
  /** Text that was typed here for an answer which was handed in elsewhere before this was sent. */
  readonly orphan: string | null
  readonly flushIsDue: boolean
  /** The interviewer's words so far, while they are made. */
  readonly spoken: string
  /** Where the floor is, as the server last said. */
  readonly floor: Floor
  /** What to add to this device's clock to get the server's. */
  readonly clockOffsetMs: number
  /** When the connection was lost, by this device's clock; null while it stands and before the first one. */
  readonly downSince: number | null
  readonly isStopping: boolean
  /** Why this page cannot show the session. */
  readonly refusal: WireError | null
  /** A refused wish, in words for the person. */
  readonly notice: WireError | null
}

export type Input =
  | { readonly type: 'opened' }
  | { readonly type: 'closed'; readonly at: number }
  | {
      readonly type: 'join_answered'
      readonly join: number
      readonly at: number
      readonly kept: KeptText | null
      /** Null where no answer came in time. */
      readonly result: Result<Joined> | null
    }
  | { readonly type: 'appended'; readonly events: readonly WireEvent[] }
  | { readonly type: 'spoke'; readonly offset: number; readonly delta: string }
  | { readonly type: 'floor_changed'; readonly floor: Floor }
  | { readonly type: 'pen_moved'; readonly pen: boolean; readonly penHeld: boolean }
  | { readonly type: 'stopping' }
  /** The server spoke in a way that this page does not understand. */
  | { readonly type: 'unreadable' }
  | {
      readonly type: 'answered'
      readonly connection: number
      readonly clientSeq: number
      readonly result: Result<Done> | null
    }
  | { readonly type: 'wished'; readonly command: Command }
  | { readonly type: 'typed'; readonly text: string; readonly at: number }
  | { readonly type: 'took_pen' }
  | { readonly type: 'dismissed' }
  /** A wait that was asked for is over. */
  | { readonly type: 'due'; readonly what: Wait }

export type Wait = 'flush' | 'outbox' | 'join'

export type Output =
  | { readonly type: 'join'; readonly join: number; readonly payload: Join }
  | { readonly type: 'send'; readonly connection: number; readonly item: Numbered }
  | { readonly type: 'wait'; readonly what: Wait; readonly ms: number }
  /** The connection is open and dead: end it and open another. */
  | { readonly type: 'reconnect' }

/** A tab that has just been opened. `left` is what an earlier load of it had no answer to. */
export function buildLiveState(sessionId: SessionId, clientId: ClientId, left: readonly Numbered[] = []): LiveState {
  return {
    sessionId,
    clientId,
    wants: 'pen',
    connection: 0,
    isUp: false,
    isJoined: false,
    joinOut: null,
    joins: 0,
    heardSeq: 0,
    doneSeq: 0,
    failures: 0,
    session: null,
    hasPen: false,
    penHeld: false,
    outbox: buildOutbox(left),
    draft: null,
    draftChangedAt: 0,
    orphan: null,
    flushIsDue: false,
    spoken: '',
    floor: { state: 'open' },
    clockOffsetMs: 0,
    downSince: null,
    isStopping: false,
    refusal: null,
    notice: null,
  }
}
