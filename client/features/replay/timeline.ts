import type { WireEvent } from '#contract/session-event.ts'

/** What remains of a pause that is shortened. */
export const SHORTENED_PAUSE_MS = 2_000

/** When each event of a log is played. Positions in ms from the start; none lies before the one it follows. */
export interface Timeline {
  readonly positions: readonly number[]
  readonly durationMs: number
  /** How much shorter than the session itself. */
  readonly leftOutMs: number
  readonly questions: readonly QuestionStart[]
}

export interface QuestionStart {
  readonly index: number
  /** When its words are said. */
  readonly positionMs: number
}

/** The log's own timing, or with every gap between two events over `longestPauseMs` shortened to that. */
export function buildTimeline(events: readonly WireEvent[], longestPauseMs: number | null): Timeline {
  const positions: number[] = []
  let position = 0
  events.forEach((event, i) => {
    const gap = i === 0 ? 0 : Math.max(0, event.at - (events[i - 1]?.at ?? event.at))
    position += longestPauseMs === null ? gap : Math.min(gap, longestPauseMs)
    positions.push(position)
  })
  const wholeMs = (events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)
  const questions = events.flatMap((event, i) =>
    event.type === 'question_asked' ? { index: event.index, positionMs: positions[i] ?? 0 } : [],
  )
  return { positions, durationMs: position, leftOutMs: wholeMs - position, questions }
}

/** How many events have happened at a position; those at the position itself have. */
export function countAt({ positions }: Timeline, positionMs: number): number {
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((positions[middle] ?? 0) <= positionMs) low = middle + 1
    else high = middle
  }
  return low
}

/** The same moment of the same log on another timing: after the same event, as far on as the gap there allows. */
export function movePosition(from: Timeline, to: Timeline, positionMs: number): number {
  const count = countAt(from, positionMs)
  const since = positionMs - (from.positions[count - 1] ?? 0)
  const here = to.positions[count - 1] ?? 0
  const next = to.positions[count] ?? here
  return Math.min(here + since, Math.max(here, next - 1))
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
