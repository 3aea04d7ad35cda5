import { openTurn } from '#contract/fold-session.ts'
import type { TurnId } from '#contract/ids.ts'
import type { OpenTurn } from '#contract/session.ts'
import type { Command } from '#contract/socket.ts'
import { buildDraft, type Closing, type Draft } from './draft.ts'
import type { KeptText, LiveState } from './live-state.ts'
import type { Outbox } from './outbox.ts'

/**
 * Text from elsewhere must be newer by this much before it beats what was typed here: a splice of this tab's own may reach
 * the server after a later keystroke.
 */
const NEWER_BY_MS = 5_000

const CLOSING: Partial<Record<Command['type'], Closing>> = {
  'answer:submit': 'submit',
  'answer:unknown': 'unknown',
  'answer:skip': 'skip',
  'session:end': 'end',
}

/** How a command closes the open turn; null where it does not. */
export function closingOf(command: Command): Closing | null {
  return CLOSING[command.type] ?? null
}

/** After events: the field follows the session, and while this tab writes in a turn its own text stands. */
export function followTurn(state: LiveState): LiveState {
  const open = openTurnOf(state)
  if (open === null) return state.draft === null ? state : { ...state, draft: null }
  const isOwn = state.hasPen && state.draft?.turnId === open.turnId
  return isOwn
    ? state
    : {
        ...state,
        draft: { ...buildDraft(open.turnId, open.draft), closing: pendingClosing(state.outbox, open.turnId) },
      }
}

/**
 * After a join, or when the pen came back: decides between what stands on the server and what was typed on this device. The
 * text of this device wins unless the other one is clearly newer; then it is offered, not lost.
 */
export function reconcile(before: LiveState, kept: KeptText | null): LiveState {
  const state = { ...before, orphan: before.orphan ?? findOrphan(before, kept) }
  const open = openTurnOf(state)
  if (open === null || !state.hasPen) return followTurn(state)
  const local = localText(state, open, kept)
  const closing = pendingClosing(state.outbox, open.turnId)
  const onServer = { ...buildDraft(open.turnId, open.draft), closing, whole: hasPendingDraft(state.outbox) }
  if (local === null || local.text === open.draft) return { ...state, draft: onServer }
  const changedAt = open.draftStartedAt === null ? 0 : state.draftChangedAt
  if (changedAt > local.at + NEWER_BY_MS) {
    return { ...state, draft: { ...onServer, other: local.text.trim() === '' ? null : local.text } }
  }
  return { ...state, draft: { ...onServer, text: local.text, editedAt: local.at, whole: true } }
}

/** What was typed here for a turn that is closed by now and says something else. */
function findOrphan({ session, draft, outbox }: LiveState, kept: KeptText | null): string | null {
  const unsent = draft !== null && draft.editedAt !== null && !isDraftSaved(draft, outbox) ? draft : kept
  if (session === null || unsent === null || unsent.text.trim() === '') return null
  const closed = session.turns.find((turn) => turn.id === unsent.turnId)
  return closed === undefined || closed.text.includes(unsent.text.trim()) ? null : unsent.text
}

/** What was typed here and never acknowledged, its time by the server's clock. */
function localText(state: LiveState, open: OpenTurn, kept: KeptText | null): { text: string; at: number } | null {
  const { draft } = state
  if (draft?.turnId === open.turnId && draft.editedAt !== null && !isDraftSaved(draft, state.outbox)) {
    return { text: draft.text, at: draft.editedAt }
  }
  return kept?.turnId === open.turnId ? { text: kept.text, at: kept.at + state.clockOffsetMs } : null
}

/** True when every character of the field was acknowledged. */
export function isDraftSaved(draft: Draft, outbox: Outbox): boolean {
  return draft.text === draft.sent && !draft.whole && !hasPendingDraft(outbox)
}

export function countPendingDrafts(outbox: Outbox): number {
  return outbox.items.filter(({ command }) => command.type === 'draft:splice' || command.type === 'draft:copy').length
}

function hasPendingDraft(outbox: Outbox): boolean {
  return countPendingDrafts(outbox) > 0
}

/** A command for an earlier turn may still wait for its answer when the next turn is open. */
function pendingClosing(outbox: Outbox, turnId: TurnId): Closing | null {
  const item = outbox.items.find(
    ({ command }) => closingOf(command) !== null && (!('turnId' in command) || command.turnId === turnId),
  )
  return item === undefined ? null : closingOf(item.command)
}

function openTurnOf(state: LiveState): OpenTurn | null {
  return state.session === null ? null : openTurn(state.session.phase)
}
