import type { ErrorCode, Result, WireError } from '#contract/error.ts'
import type { Command, Done } from '#contract/socket.ts'

/** How many commands may be on their way at once. */
export const WINDOW = 16

/** A command with its place in this tab's count. The number stays the same however often it is sent. */
export interface Numbered {
  readonly clientSeq: number
  readonly command: Command
}

/** What this tab asked for and has no answer to, oldest first. Pure: who sends and stores it is `session-live`. */
export interface Outbox {
  /** The number of the next command. */
  readonly next: number
  readonly items: readonly Numbered[]
  /** Sent on this connection and not answered yet. */
  readonly flying: ReadonlySet<number>
  /**
   * `draining`: the server stored nothing of a command, so nothing more is sent until the rest is answered too.
   * `resting`: all is answered; sending starts again after a pause.
   */
  readonly hold: 'none' | 'draining' | 'resting'
  /** The number that the server said, or must, expect when all is answered; null where the numbers are right. */
  readonly expected: number | null
}

/** What became of a command. `seq`: the session's after it. `kept`: nothing was stored; it is sent again under the same number. */
export type Settled =
  | { readonly fate: 'done'; readonly item: Numbered; readonly seq: number }
  | { readonly fate: 'refused' | 'kept'; readonly item: Numbered; readonly error: WireError | null }

/** Refusals after which the server expects the same number again. */
const NOTHING_STORED: ReadonlySet<ErrorCode> = new Set([
  'bad_request',
  'too_large',
  'out_of_order',
  'not_joined',
  'pen_elsewhere',
  'protocol_mismatch',
  'shutting_down',
  'internal',
  'storage_full',
  'storage_read_only',
])
/** Of these the same command would be refused again. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set(['bad_request', 'too_large', 'pen_elsewhere'])

export function isNothingStored(code: ErrorCode): boolean {
  return NOTHING_STORED.has(code)
}

/** An outbox with what an earlier load of this tab left behind, oldest first. */
export function buildOutbox(items: readonly Numbered[] = []): Outbox {
  const next = (items.at(-1)?.clientSeq ?? 0) + 1
  return { next, items, flying: new Set(), hold: 'none', expected: null }
}

export function enqueue(outbox: Outbox, command: Command): Outbox {
  const item: Numbered = { clientSeq: outbox.next, command }
  return { ...outbox, next: outbox.next + 1, items: [...outbox.items, item] }
}

/** What may be sent now, in order and within the window; it counts as on its way from here on. */
export function takeReady(outbox: Outbox): { outbox: Outbox; ready: readonly Numbered[] } {
  if (outbox.hold !== 'none') return { outbox, ready: [] }
  const room = WINDOW - outbox.flying.size
  const ready = outbox.items.filter((item) => !outbox.flying.has(item.clientSeq)).slice(0, Math.max(0, room))
  if (ready.length === 0) return { outbox, ready }
  return { outbox: { ...outbox, flying: new Set([...outbox.flying, ...ready.map((item) => item.clientSeq)]) }, ready }
}

/** Takes the server's answer to one command; null for one that did not come in time. Answers nobody waits for change nothing. */
export function settle(
  outbox: Outbox,
  clientSeq: number,
  result: Result<Done> | null,
): { outbox: Outbox; settled: Settled | null } {
  const item = outbox.items.find((i) => i.clientSeq === clientSeq)
  if (item === undefined || !outbox.flying.has(clientSeq)) return { outbox, settled: null }
  const flying = new Set(outbox.flying)
  flying.delete(clientSeq)
  const without = () => outbox.items.filter((i) => i !== item)
  if (result?.ok) {
    return {
      outbox: drained({ ...outbox, flying, items: without() }),
      settled: { fate: 'done', item, seq: result.seq },
    }
  }
  const error = result?.error ?? null
  if (error !== null && !NOTHING_STORED.has(error.code)) {
    return { outbox: drained({ ...outbox, flying, items: without() }), settled: { fate: 'refused', item, error } }
  }
  const isHopeless = error !== null && HOPELESS.has(error.code)
  const held: Outbox = {
    ...outbox,
    flying,
    hold: 'draining',
    items: isHopeless ? without() : outbox.items,
    expected: lower(outbox.expected, expectedAfter(clientSeq, error)),
  }
  return { outbox: drained(held), settled: { fate: isHopeless ? 'refused' : 'kept', item, error } }
}

/** The connection is gone, and with it every answer: what was on its way is sent again under its old number. */
export function groundAll(outbox: Outbox): Outbox {
  return { ...outbox, flying: new Set(), hold: 'none', expected: null }
}

/** The first join of a connection says which number the server expects; nothing is on its way at that moment. */
export function countFrom(outbox: Outbox, nextClientSeq: number): Outbox {
  return renumber(outbox, nextClientSeq)
}

/** The pause after a refusal is over. */
export function rested(outbox: Outbox): Outbox {
  return outbox.hold === 'resting' ? { ...outbox, hold: 'none' } : outbox
}

/** Another tab writes now: what was not sent yet belongs to a text that is no longer this tab's. */
export function dropUnsent(outbox: Outbox): Outbox {
  return { ...outbox, items: outbox.items.filter((item) => outbox.flying.has(item.clientSeq)) }
}

function drained(outbox: Outbox): Outbox {
  if (outbox.hold !== 'draining' || outbox.flying.size > 0) return outbox
  const counted = outbox.expected === null ? outbox : renumber(outbox, outbox.expected)
  return { ...counted, hold: 'resting', expected: null }
}

/**
 * Lets the commands that the server has not counted yet follow each other from `from`. In the ordinary case they do already and
 * keep their numbers: a number that was sent once must never stand for another command.
 */
function renumber(outbox: Outbox, from: number): Outbox {
  const counted = outbox.items.filter((item) => item.clientSeq < from)
  const open = outbox.items.filter((item) => item.clientSeq >= from)
  const items = [...counted, ...open.map((item, i) => ({ ...item, clientSeq: from + i }))]
  return { ...outbox, items, next: from + open.length }
}

function expectedAfter(clientSeq: number, error: WireError | null): number | null {
  if (error?.code === 'out_of_order') return error.expectedClientSeq ?? null
  return error?.code === 'bad_request' || error?.code === 'too_large' ? clientSeq : null
}

function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
