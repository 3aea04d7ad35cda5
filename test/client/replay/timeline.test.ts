import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildTimeline,
  countAt,
  findCurrentQuestion,
  findJump,
  movePosition,
  SHORTENED_PAUSE_MS,
} from '../../../client/features/replay/timeline.ts'
import { createLog, levelOf, questionOf } from '../../report/create-log.ts'

const QUESTIONS = [questionOf('a'), questionOf('b')]

/** Two questions, and a minute of silence before the second answer. */
function logWithPause() {
  const log = createLog(QUESTIONS)
  log.play(0, 'The first answer.', levelOf(3))
  log.ask(1)
  log.add({ type: 'session_paused', by: 'candidate', since: 0 }, 60_000)
  log.add({ type: 'session_resumed' }, 500)
  log.say(1, 'The second answer.')
  log.close(1, levelOf(3))
  log.end()
  return log.events
}

describe('buildTimeline', () => {
  it('[RE1] plays every event at its own distance from the first', () => {
    const events = logWithPause()
    const { positions, durationMs, leftOutMs } = buildTimeline(events, null)
    expect(positions).toEqual(events.map(({ at }) => at - events[0]!.at))
    expect(durationMs).toBe(events.at(-1)!.at - events[0]!.at)
    expect(leftOutMs).toBe(0)
  })

  it('[RE2] shortens long pauses, leaves the rest as it was, and says how much is left out', () => {
    const events = logWithPause()
    const { positions, durationMs, leftOutMs } = buildTimeline(events, SHORTENED_PAUSE_MS)
    const gaps = positions.slice(1).map((position, i) => position - positions[i]!)
    const original = events.slice(1).map(({ at }, i) => at - events[i]!.at)
    expect(gaps).toEqual(original.map((gap) => Math.min(gap, SHORTENED_PAUSE_MS)))
    expect(leftOutMs).toBe(60_000 - SHORTENED_PAUSE_MS)
    expect(durationMs + leftOutMs).toBe(events.at(-1)!.at - events[0]!.at)
  })

  it('[RE3] knows where each question is asked', () => {
    const events = logWithPause()
    const timeline = buildTimeline(events, null)
    const asked = events.filter(({ type }) => type === 'question_asked')
    expect(timeline.questions).toEqual(asked.map(({ at }, index) => ({ index, positionMs: at - events[0]!.at })))
  })
})

describe('countAt', () => {
  it('[RE4] counts the events up to a position, those at the position included', () => {
    const timeline = { positions: [0, 10, 10, 10, 30], durationMs: 30, leftOutMs: 0, questions: [] }
    expect([-1, 0, 9, 10, 29, 30, 99].map((position) => countAt(timeline, position))).toEqual([0, 1, 1, 4, 4, 5, 5])
  })
})

describe('movePosition', () => {
  it('[RE5] stays after the same event when pauses are shortened or restored', () => {
    const events = logWithPause()
    const original = buildTimeline(events, null)
    const shortened = buildTimeline(events, SHORTENED_PAUSE_MS)
    const anywhere = fc.integer({ min: 0, max: original.durationMs })
    const same = fc.property(anywhere, (position) => {
      const moved = movePosition(original, shortened, position)
      expect(countAt(shortened, moved)).toBe(countAt(original, position))
      const back = movePosition(shortened, original, moved)
      expect(countAt(original, back)).toBe(countAt(original, position))
    })
    fc.assert(same)
  })
})

describe('jumping', () => {
  const timeline = buildTimeline(logWithPause(), null)
  const [first, second] = timeline.questions.map(({ positionMs }) => positionMs)

  it('[RE6] on: to the next question, after the last one to the end', () => {
    expect(findJump(timeline, 0, 1)).toBe(first)
    expect(findJump(timeline, first!, 1)).toBe(second)
    expect(findJump(timeline, second! + 10, 1)).toBe(timeline.durationMs)
  })

  it('[RE6] back: to the start of this question, from there to the one before, from the first to the start', () => {
    expect(findJump(timeline, second! + 5_000, -1)).toBe(second)
    expect(findJump(timeline, second! + 1_000, -1)).toBe(first)
    expect(findJump(timeline, first!, -1)).toBe(0)
  })

  it('[RE7] names the question that is being played', () => {
    expect(findCurrentQuestion(timeline, 0)).toBeNull()
    expect(findCurrentQuestion(timeline, first!)?.index).toBe(0)
    expect(findCurrentQuestion(timeline, timeline.durationMs)?.index).toBe(1)
  })
})
