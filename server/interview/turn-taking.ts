import type { Floor, Patience } from '#contract/speech.ts'
import { type Finished, soundsFinished } from '../text/sounds-finished.ts'

/** How long "I wasn't finished" takes an answer back. */
export const UNFINISHED_WITHIN_MS = 30_000

/** How long words that simply go on take back an answer that silence ended. */
const REOPEN_AFTER_END_MS = 4_000
/** The same, from when the interviewer's voice was first heard. */
const REOPEN_AFTER_VOICE_MS = 2_000

const TAKE_YOUR_TIME_MS = 7_000
const STILL_HERE_MS = 45_000
/** The candidate asked for a moment. */
const STILL_HERE_HELD_MS = 120_000
/** Nothing was said since the question. */
const STILL_HERE_SILENT_MS = 25_000

/** Silence before the countdown, and the countdown. What is not here is never ended by silence. */
const WAITS: { readonly [F in Finished]?: { readonly silenceMs: number; readonly countdownMs: number } } = {
  complete: { silenceMs: 3_000, countdownMs: 4_000 },
  unsure: { silenceMs: 8_000, countdownMs: 6_000 },
}
const PATIENCE: Readonly<Record<Patience, number>> = { quick: 0.5, normal: 1, patient: 1.8 }

export interface FloorFacts {
  /** Speech goes on now. */
  readonly speaking: boolean
  /** When the last speech or key ended, by the server's clock; null before any. */
  readonly lastActivityAt: number | null
  /** When the question had been asked (the floor passed). */
  readonly askedAt: number
  /** The transcript so far, typed words included. */
  readonly text: string
  /** Speech that has no text yet, or has failed. */
  readonly untranscribed: boolean
  /** Whether anything makes text of speech in this turn. */
  readonly hasRecognizer: boolean
  /** What came last; typed words end by hand only. */
  readonly lastBy: 'nobody' | 'typed' | 'spoken'
  readonly held: boolean
  readonly patience: Patience
  readonly handsFree: boolean
  /** The candidate is not connected: nothing passes. Back again, `lastActivityAt` is to be moved on to that moment. */
  readonly frozen: boolean
  /**
   * The floor that is on the candidate's screen. An answer ends only at the end of a countdown that stood there: one whose time had
   * passed unseen (a late transcript, a late alarm) is begun anew. Left out: the clock alone decides.
   */
  readonly shown?: Floor | undefined
}

export interface FloorDecision {
  readonly floor: Floor
  /** Silence has ended the answer. */
  readonly submit: boolean
  /** When to decide again if nothing happens; null: only an event changes it. */
  readonly nextAt: number | null
}

/**
 * Who has the floor at `now` (epoch ms) in a spoken answer: the table of waits, pure. Silence ends an answer only where its transcript
 * sounds finished, and only through a visible countdown; whatever is in doubt takes the longer wait.
 */
export function decideFloor(facts: FloorFacts, now: number): FloorDecision {
  if (facts.frozen) return stay(quietFloor(facts))
  if (facts.speaking) return stay({ state: 'listening' })
  const since = Math.max(facts.askedAt, facts.lastActivityAt ?? facts.askedAt)
  if (facts.held) return nudge({ state: 'held', nudge: 'none' }, [[since + STILL_HERE_HELD_MS, held]], now)
  if (facts.lastBy === 'typed') return stay({ state: 'open' })
  const finished = soundsFinished(facts.text)
  if (finished === 'nothing' && !facts.untranscribed) {
    return nudge({ state: 'open' }, [[since + STILL_HERE_SILENT_MS, stillHere]], now)
  }
  return countDown(facts, finished, now) ?? wait(finished, since, now)
}

/** Until when (epoch ms) speech takes back an answer that silence ended. `voiceBeganAt`: null where no voice was heard since. */
export function reopenUntil({ endedAt, voiceBeganAt }: { endedAt: number; voiceBeganAt: number | null }): number {
  const afterEnd = endedAt + REOPEN_AFTER_END_MS
  return voiceBeganAt === null ? afterEnd : Math.max(afterEnd, voiceBeganAt + REOPEN_AFTER_VOICE_MS)
}

const thinking: Floor = { state: 'thinking', nudge: 'none' }
const takeYourTime: Floor = { state: 'thinking', nudge: 'take_your_time' }
const stillHere: Floor = { state: 'thinking', nudge: 'still_here' }
const held: Floor = { state: 'held', nudge: 'still_here' }

const stay = (floor: Floor): FloorDecision => ({ floor, submit: false, nextAt: null })

/** What is shown while nothing passes. */
function quietFloor({ held, lastActivityAt }: FloorFacts): Floor {
  if (held) return { state: 'held', nudge: 'none' }
  return lastActivityAt === null ? { state: 'open' } : thinking
}

/** The last floor of `later` whose time has come. */
function nudge(first: Floor, later: readonly (readonly [at: number, floor: Floor])[], now: number): FloorDecision {
  const floor = later.findLast(([at]) => at <= now)?.[1] ?? first
  return { floor, submit: false, nextAt: later.find(([at]) => at > now)?.[0] ?? null }
}

/** Silence that ends nothing. */
function wait(finished: Finished, since: number, now: number): FloorDecision {
  const stillHereMs = finished === 'asks_for_time' ? STILL_HERE_HELD_MS : STILL_HERE_MS
  const nudges = [[since + TAKE_YOUR_TIME_MS, takeYourTime] as const, [since + stillHereMs, stillHere] as const]
  return nudge(thinking, nudges, now)
}

/** Silence that may end the answer; null where it never does. */
function countDown(facts: FloorFacts, finished: Finished, now: number): FloorDecision | null {
  const waits = WAITS[finished]
  const mayEnd = facts.handsFree && facts.hasRecognizer && !facts.untranscribed && facts.lastBy === 'spoken'
  if (waits === undefined || !mayEnd || facts.lastActivityAt === null) return null
  const factor = PATIENCE[facts.patience]
  const beginsAt = Math.max(facts.askedAt, facts.lastActivityAt) + Math.round(waits.silenceMs * factor)
  if (now < beginsAt) return { floor: thinking, submit: false, nextAt: beginsAt }
  const ms = Math.round(waits.countdownMs * factor)
  const endsAt = endOfCountdown(facts.shown, { beginsAt, ms }, now)
  const isOver = now >= endsAt
  return { floor: { state: 'countdown', ms, endsAt }, submit: isOver, nextAt: isOver ? null : endsAt }
}

function endOfCountdown(shown: Floor | undefined, { beginsAt, ms }: { beginsAt: number; ms: number }, now: number) {
  if (shown === undefined) return beginsAt + ms
  const isShown = shown.state === 'countdown' && shown.ms === ms && shown.endsAt >= beginsAt + ms
  return isShown ? shown.endsAt : now + ms
}
