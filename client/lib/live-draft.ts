import { openTurn } from '#contract/fold-parts.ts'
import type { TurnId } from '#contract/ids.ts'
import type { OpenTurn } from '#contract/session.ts'
import type { Command } from '#contract/socket.ts'
import { buildDraft, type Closing, capText, type Draft } from './draft.ts'
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
  const closing = findClosing(state, open)
  const isOwn = state.hasPen && state.draft?.turnId === open.turnId
  if (isOwn && state.draft !== null) return { ...state, draft: hear(state.draft, open, closing) }
  return { ...state, draft: { ...buildDraft(open.turnId, open.draft, open.inserted.length), closing } }
}

/** What was spoken meanwhile joins the end of the field and of what the server has: what is typed here stays untouched. */
function hear(draft: Draft, open: OpenTurn, closing: Closing | null): Draft {
  const spoken = open.inserted.slice(draft.heard).join('')
  if (spoken === '' && closing === draft.closing) return draft
  const { text, sent } = draft
  return { ...draft, text: capText(text + spoken), sent: sent + spoken, heard: open.inserted.length, closing }
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
  const closing = findClosing(state, open)
  const onServer = {
    ...buildDraft(open.turnId, open.draft, open.inserted.length),
    closing,
    whole: hasPendingDraft(state.outbox),
  }
  if (local === null || local.text === open.draft) return { ...state, draft: onServer }
  const changedAt = open.draftStartedAt === null ? 0 : state.draftChangedAt
  if (changedAt > local.at + NEWER_BY_MS) {
    return { ...state, draft: { ...onServer, other: local.text.trim() === '' ? null : local.text } }
  }
  return { ...state, draft: { ...onServer, text: local.text, editedAt: local.at, whole: true } }
}

/** Whether the session has ended and holds what was typed here. `read` is called only then: it is asked for at every change. */
export function isHandedIn({ session }: LiveState, read: () => KeptText | null): boolean {
  if (session?.phase.name !== 'ended') return false
  const kept = read()
  if (kept === null) return false
  const closed = session.turns.find((turn) => turn.id === kept.turnId)
  return closed?.text.includes(kept.text.trim()) ?? false
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
    return { text: draft.text + unheard(open, draft.heard), at: draft.editedAt }
  }
  if (kept?.turnId !== open.turnId) return null
  return { text: kept.text + unheard(open, kept.heard), at: kept.at + state.clockOffsetMs }
}

/** What was spoken after the text was typed. */
function unheard(open: OpenTurn, heard: number): string {
  return open.inserted.slice(heard).join('')
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

/**
 * What closes the open turn. A command that was done and left it open, since nothing of what was said was understood, closes it no more:
 * the session says so once it is as far as the command.
 */
function findClosing({ outbox, session, doneSeq, draft }: LiveState, { turnId, finishing }: OpenTurn): Closing | null {
  const isBehind = doneSeq > (session?.seq ?? 0) && draft?.turnId === turnId
  const wished = pendingClosing(outbox, turnId) ?? (isBehind ? draft.closing : null)
  return wished ?? (finishing === null ? null : 'submit')
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
