import type { WireError } from '#contract/error.ts'
import { foldOnto } from '#contract/fold-session.ts'
import type { WireEvent } from '#contract/session-event.ts'
import { type Command, type Joined, PROTOCOL_VERSION } from '#contract/socket.ts'
import { capText, isUnsent, takeChange } from './draft.ts'
import { closingOf, countPendingDrafts, followTurn, reconcile } from './live-draft.ts'
import type { Input, LiveState, Output } from './live-state.ts'
import {
  countFrom,
  dropUnsent,
  enqueue,
  groundAll,
  isNothingStored,
  rested,
  type Settled,
  settle,
  takeReady,
} from './outbox.ts'

/** How long typing is gathered into one splice. */
export const FLUSH_AFTER_MS = 250
const REST_MS = [0, 300, 1_000, 2_500, 5_000] as const
const REJOIN_AFTER_MS = 1_000
/** So many answers in a row that never came: the connection only looks alive. */
const DEAD_AFTER = 2
/** More drafts on their way than this, and typing is gathered for longer. */
const MAX_PENDING_DRAFTS = 6
const RELOAD: WireError = {
  code: 'protocol_mismatch',
  message: 'Greenroom has changed since this page was opened. Load the page again to go on; what was saved is safe.',
  retryable: false,
}
/** After these refusals of a join another try is of no use. */
const FATAL = new Set<WireError['code']>(['protocol_mismatch', 'not_found', 'bad_request'])

type Say = (output: Output) => void

/** What a tab knows after something happened, and what is to be done about it. Pure: the same in, the same out. */
export function step(state: LiveState, input: Input): { state: LiveState; outputs: readonly Output[] } {
  const outputs: Output[] = []
  const say: Say = (output) => outputs.push(output)
  if (state.refusal !== null && input.type !== 'closed') return { state, outputs }
  return { state: change(state, input, say), outputs }
}

function change(state: LiveState, input: Input, say: Say): LiveState {
  switch (input.type) {
    case 'opened':
      return join({ ...state, connection: state.connection + 1, isUp: true, isJoined: false, joinOut: null }, say)
    case 'closed':
      return closed(state, input.at)
    case 'join_answered':
      return joinAnswered(state, input, say)
    case 'appended':
      return appended(state, input.events, say)
    case 'spoke':
      return spoke(state, input)
    case 'floor_changed':
      return { ...state, floor: input.floor }
    case 'pen_moved':
      return input.pen
        ? { ...state, hasPen: true, penHeld: true, wants: 'pen' }
        : lostPen({ ...state, penHeld: input.penHeld })
    case 'stopping':
      return { ...state, isStopping: true }
    case 'unreadable':
      return { ...state, refusal: RELOAD }
    case 'answered':
      return answered(state, input, say)
    case 'wished':
      return wished(state, input.command, say)
    case 'typed':
      return typed(state, input, say)
    case 'took_pen':
      return state.isUp ? join({ ...state, wants: 'pen' }, say) : { ...state, wants: 'pen' }
    case 'dismissed':
      return { ...state, notice: null, orphan: null, draft: state.draft && { ...state.draft, other: null } }
    case 'due':
      return due(state, input.what, say)
    default:
      return input satisfies never
  }
}

function join(state: LiveState, say: Say): LiveState {
  const number = state.joins + 1
  const { sessionId, clientId, wants } = state
  const afterSeq = state.session?.seq ?? 0
  say({ type: 'join', join: number, payload: { protocol: PROTOCOL_VERSION, sessionId, clientId, afterSeq, wants } })
  return { ...state, joins: number, joinOut: number }
}

function closed(state: LiveState, at: number): LiveState {
  const outbox = groundAll(state.outbox)
  const downSince = state.downSince ?? (state.isUp ? at : null)
  return {
    ...state,
    isUp: false,
    isJoined: false,
    joinOut: null,
    outbox,
    downSince,
    spoken: '',
    floor: { state: 'open' },
  }
}

function joinAnswered(state: LiveState, input: Extract<Input, { type: 'join_answered' }>, say: Say): LiveState {
  if (input.join !== state.joinOut) return state
  const { result } = input
  if (result === null) {
    say({ type: 'reconnect' })
    return { ...state, joinOut: null }
  }
  if (result.ok) return joined({ ...state, joinOut: null }, result, input, say)
  if (FATAL.has(result.error.code)) {
    return { ...state, joinOut: null, refusal: result.error.code === 'protocol_mismatch' ? RELOAD : result.error }
  }
  say({ type: 'wait', what: 'join', ms: REJOIN_AFTER_MS })
  return { ...state, joinOut: null }
}

function joined(
  before: LiveState,
  answer: Joined,
  { at, kept }: Extract<Input, { type: 'join_answered' }>,
  say: Say,
): LiveState {
  const isNew = !before.isJoined
  const gainsPen = answer.pen && !before.hasPen
  // A join in the middle of a connection may have been answered before commands that are on their way: their numbers stand.
  const mayCount = isNew || (gainsPen && before.outbox.flying.size === 0)
  const state = fold(
    {
      ...before,
      isJoined: true,
      isStopping: false,
      downSince: null,
      spoken: '',
      failures: 0,
      hasPen: answer.pen,
      penHeld: answer.penHeld,
      wants: answer.pen ? 'pen' : 'view',
      clockOffsetMs: answer.now - at,
      floor: answer.floor,
      outbox: mayCount ? countFrom(before.outbox, answer.nextClientSeq) : before.outbox,
    },
    answer.events,
  )
  const here = answer.pen ? state : { ...state, outbox: dropUnsent(state.outbox) }
  const settledText = isNew || gainsPen ? reconcile(here, kept) : followTurn(here)
  if (settledText.heardSeq > (settledText.session?.seq ?? 0)) say({ type: 'wait', what: 'join', ms: REJOIN_AFTER_MS })
  return sendReady(flush(settledText), say)
}

/** Folds what is new and follows on; what was folded before is passed over, what does not follow is left to the next join. */
function fold(state: LiveState, events: readonly WireEvent[]): LiveState {
  const seq = state.session?.seq ?? 0
  const heardSeq = events.reduce((highest, event) => Math.max(highest, event.seq), state.heardSeq)
  const fresh = events.filter((event) => event.seq > seq).filter((event, i) => event.seq === seq + 1 + i)
  if (fresh.length === 0) return { ...state, heardSeq }
  const session = foldOnto(state.session, fresh)
  const changed = fresh.findLast((event) => event.type === 'draft_spliced' || event.type === 'draft_copied')
  const isSaid = fresh.some((event) => event.type !== 'draft_spliced' && event.type !== 'draft_copied')
  return {
    ...state,
    heardSeq,
    session,
    draftChangedAt: changed?.at ?? state.draftChangedAt,
    spoken: isSaid ? '' : state.spoken,
  }
}

function appended(before: LiveState, events: readonly WireEvent[], say: Say): LiveState {
  if (!before.isUp) return before
  const state = followTurn(fold(before, events))
  const isBehind = state.heardSeq > (state.session?.seq ?? 0)
  return isBehind && state.isJoined && state.joinOut === null ? join(state, say) : state
}

function spoke(state: LiveState, { offset, delta }: { offset: number; delta: string }): LiveState {
  // After a hole the committed event is waited for: words with a gap in them would be others than were said.
  if (offset > state.spoken.length) return state
  return { ...state, spoken: state.spoken.slice(0, offset) + delta }
}

function lostPen(state: LiveState): LiveState {
  return followTurn({ ...state, hasPen: false, wants: 'view', outbox: dropUnsent(state.outbox), notice: null })
}

function answered(state: LiveState, input: Extract<Input, { type: 'answered' }>, say: Say): LiveState {
  if (input.connection !== state.connection) return state
  const { outbox, settled } = settle(state.outbox, input.clientSeq, input.result)
  if (settled === null) return state
  const after = afterSettled({ ...state, outbox }, settled, say)
  if (outbox.hold === 'resting') {
    say({ type: 'wait', what: 'outbox', ms: REST_MS[Math.min(after.failures, REST_MS.length) - 1] ?? 0 })
  }
  return sendReady(armFlush(after, say), say)
}

function afterSettled(state: LiveState, settled: Settled, say: Say): LiveState {
  if (settled.fate === 'done') {
    const isOver = state.notice !== null && isNothingStored(state.notice.code)
    const doneSeq = Math.max(state.doneSeq, settled.seq)
    return followTurn({ ...state, doneSeq, failures: 0, notice: isOver ? null : state.notice })
  }
  const { error } = settled
  const failures = error === null || isNothingStored(error.code) ? state.failures + 1 : 0
  const failed = { ...state, failures }
  switch (error?.code) {
    case undefined:
      if (failures >= DEAD_AFTER) say({ type: 'reconnect' })
      return failed
    case 'out_of_order':
    case 'shutting_down':
      return failed
    case 'pen_elsewhere':
      return lostPen({ ...failed, penHeld: true })
    case 'protocol_mismatch':
      return { ...failed, refusal: RELOAD }
    case 'not_joined':
      return failed.joinOut === null
        ? join({ ...failed, isJoined: false, outbox: groundAll(failed.outbox) }, say)
        : failed
    case 'draft_mismatch': {
      const again = closingOf(settled.item.command) === null ? failed : withNotice(failed, settled)
      return { ...again, draft: again.draft && { ...again.draft, whole: true } }
    }
    default:
      return withNotice(failed, settled)
  }
}

function withNotice(state: LiveState, { item, error }: Exclude<Settled, { fate: 'done' }>): LiveState {
  const isDraft = item.command.type === 'draft:splice' || item.command.type === 'draft:copy'
  if (isDraft && (error?.code === 'turn_closed' || error?.code === 'wrong_phase')) return state
  return followTurn({ ...state, notice: error })
}

function wished(before: LiveState, command: Command, say: Say): LiveState {
  if (!before.hasPen) return before
  // What closes a turn carries the text whole; anything else follows what was typed before it.
  const state = closingOf(command) === null ? flush(before) : before
  return sendReady(followTurn({ ...state, notice: null, outbox: enqueue(state.outbox, command) }), say)
}

function typed(state: LiveState, { text, at }: { text: string; at: number }, say: Say): LiveState {
  const { draft } = state
  if (draft === null || !state.hasPen || draft.closing !== null) return state
  return armFlush({ ...state, draft: { ...draft, text: capText(text), editedAt: at + state.clockOffsetMs } }, say)
}

function due(state: LiveState, what: Extract<Input, { type: 'due' }>['what'], say: Say): LiveState {
  switch (what) {
    case 'flush':
      return sendReady(flush({ ...state, flushIsDue: false }), say)
    case 'outbox':
      return sendReady({ ...state, outbox: rested(state.outbox) }, say)
    case 'join':
      return state.isUp && state.joinOut === null ? join(state, say) : state
  }
}

function armFlush(state: LiveState, say: Say): LiveState {
  const isIdle = state.draft === null || state.draft.closing !== null || !isUnsent(state.draft)
  if (isIdle || state.flushIsDue || !state.isJoined) return state
  say({ type: 'wait', what: 'flush', ms: FLUSH_AFTER_MS })
  return { ...state, flushIsDue: true }
}

/** Puts what was typed into the outbox. While the connection is away it stays in the field: one change then brings it all. */
function flush(state: LiveState): LiveState {
  if (state.draft === null || !state.isJoined || !state.hasPen) return state
  if (countPendingDrafts(state.outbox) >= MAX_PENDING_DRAFTS) return state
  const taken = takeChange(state.draft)
  return taken === null ? state : { ...state, draft: taken.draft, outbox: enqueue(state.outbox, taken.command) }
}

function sendReady(state: LiveState, say: Say): LiveState {
  if (!state.isJoined || !state.hasPen) return state
  const { outbox, ready } = takeReady(state.outbox)
  for (const item of ready) say({ type: 'send', connection: state.connection, item })
  return ready.length === 0 ? state : { ...state, outbox }
}
