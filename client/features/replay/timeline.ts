import type { WireEvent } from '#contract/session-event.ts'

/** What remains of a pause that is shortened. */
export const SHORTENED_PAUSE_MS = 2_000

/** A stretch of the session in which somebody spoke, in ms since its first event. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** What is played without a cut: `ms` long, from `positionMs` of the replay and `atMs` of the session. */
export interface Piece {
  readonly positionMs: number
  readonly atMs: number
  readonly ms: number
}

/** When each event of a log is played. Positions in ms from the start; none lies before the one it follows. */
export interface Timeline {
  readonly positions: readonly number[]
  readonly durationMs: number
  /** How much shorter than the session itself. */
  readonly leftOutMs: number
  readonly questions: readonly QuestionStart[]
  /** In order, at least one. Between two of them a part of the session is left out. */
  readonly pieces: readonly Piece[]
}

export interface QuestionStart {
  readonly index: number
  /** When its words are said. */
  readonly positionMs: number
}

/**
 * The log's own timing, or with every pause over `longestPauseMs` shortened to that. A pause is where nothing happens and nobody
 * speaks: the first part of it is played, the rest left out, of the sound too.
 */
export function buildTimeline(
  events: readonly WireEvent[],
  longestPauseMs: number | null,
  speech: readonly Stretch[] = [],
): Timeline {
  const times = findTimes(events)
  const wholeMs = times.at(-1) ?? 0
  const pieces = cutPauses(listBusy(times, speech, wholeMs), wholeMs, longestPauseMs ?? Number.POSITIVE_INFINITY)
  const positions = times.map((ms) => findPosition(pieces, ms))
  const questions = events.flatMap((event, i) =>
    event.type === 'question_asked' ? [{ index: event.index, positionMs: positions[i] ?? 0 }] : [],
  )
  const durationMs = positions.at(-1) ?? 0
  return { positions, durationMs, leftOutMs: wholeMs - durationMs, questions, pieces }
}

/** Ms of each event since the first one. */
function findTimes(events: readonly WireEvent[]): number[] {
  const start = events[0]?.at ?? 0
  let last = 0
  return events.map(({ at }) => {
    last = Math.max(last, at - start)
    return last
  })
}

/** Where something happens, in order of beginning. */
function listBusy(times: readonly number[], speech: readonly Stretch[], wholeMs: number): Stretch[] {
  const inside = speech
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs), toMs: Math.min(wholeMs, toMs) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
  return [...times.map((ms) => ({ fromMs: ms, toMs: ms })), ...inside].sort((a, b) => a.fromMs - b.fromMs)
}

function cutPauses(busy: readonly Stretch[], wholeMs: number, longestPauseMs: number): Piece[] {
  const pieces: Piece[] = []
  let positionMs = 0
  let atMs = 0
  let quietFrom = 0
  for (const { fromMs, toMs } of busy) {
    if (fromMs - quietFrom > longestPauseMs) {
      const ms = quietFrom + longestPauseMs - atMs
      pieces.push({ positionMs, atMs, ms })
      positionMs += ms
      atMs = fromMs
    }
    quietFrom = Math.max(quietFrom, toMs)
  }
  pieces.push({ positionMs, atMs, ms: wholeMs - atMs })
  return pieces
}

/** The last one that begins at or before the given place. */
function findPiece(pieces: readonly Piece[], key: 'positionMs' | 'atMs', value: number): Piece {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((pieces[middle]?.[key] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return pieces[Math.max(0, low - 1)] ?? { positionMs: 0, atMs: 0, ms: 0 }
}

function findPosition(pieces: readonly Piece[], sessionMs: number): number {
  const { positionMs, atMs, ms } = findPiece(pieces, 'atMs', sessionMs)
  return positionMs + Math.min(Math.max(0, sessionMs - atMs), ms)
}

/** When a moment of the session is played; what is left out, at the next moment that is played. `sessionMs`: since the first event. */
export function positionAt({ pieces }: Timeline, sessionMs: number): number {
  return findPosition(pieces, sessionMs)
}

/** The moment of the session that is played at a position, in ms since its first event. */
export function sessionTimeAt({ pieces }: Timeline, positionMs: number): number {
  const piece = findPiece(pieces, 'positionMs', positionMs)
  return piece.atMs + Math.min(Math.max(0, positionMs - piece.positionMs), piece.ms)
}

/** The piece with which the replay goes on where this moment of the session is left out; null where it is played. */
export function findCut({ pieces }: Timeline, sessionMs: number): Piece | null {
  const piece = findPiece(pieces, 'atMs', sessionMs)
  if (sessionMs - piece.atMs <= piece.ms) return null
  return pieces[pieces.indexOf(piece) + 1] ?? null
}

/** How many events have happened at a position; those at the position itself have. */
export function countAt({ positions }: Pick<Timeline, 'positions'>, positionMs: number): number {
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((positions[middle] ?? 0) <= positionMs) low = middle + 1
    else high = middle
  }
  return low
}

/** The same moment of the same log on another timing; where that leaves it out, just before it goes on. */
export function movePosition(from: Timeline, to: Timeline, positionMs: number): number {
  const sessionMs = sessionTimeAt(from, positionMs)
  const cut = findCut(to, sessionMs)
  return cut === null ? positionAt(to, sessionMs) : Math.max(0, cut.positionMs - 1)
}

/** The question that is being played; null before the first. */
export function findCurrentQuestion({ questions }: Timeline, positionMs: number): QuestionStart | null {
  return questions.findLast((question) => question.positionMs <= positionMs) ?? null
}

/** Where "next" and "back" lead: the start of another question; back first to the start of this one. */
export function findJump({ questions, durationMs }: Timeline, positionMs: number, by: 1 | -1): number {
  if (by === 1) return questions.find((question) => question.positionMs > positionMs)?.positionMs ?? durationMs
  return questions.findLast((question) => question.positionMs < positionMs - JUST_BEGUN_MS)?.positionMs ?? 0
}

/** Going back within this time of a question's start leads to the one before. */
const JUST_BEGUN_MS = 1_500
