import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTurn } from '#contract/fold-parts.ts'
import { foldSession } from '#contract/fold-session.ts'
import type { Session } from '#contract/session.ts'
import { buildRecording, sessionAfter } from '../../../client/features/replay/recording.ts'
import { buildTimeline, countAt, SHORTENED_PAUSE_MS } from '../../../client/features/replay/timeline.ts'
import { createLog, levelOf, questionOf } from '../../report/create-log.ts'

const QUESTIONS = [questionOf('a'), questionOf('b'), questionOf('c')]

/** Everything that stands on the page: what was said and what is being typed. */
function textOf(session: Session): string {
  return [...session.turns.map(({ text }) => text), openTurn(session.phase)?.draft ?? ''].join('\n')
}

/** A session of arbitrary answers with corrections, jumps of the clock and events at the same instant. */
const anyLog = fc
  .array(
    fc.array(
      fc.record({ from: fc.nat(20), removed: fc.nat(5), inserted: fc.string({ maxLength: 8 }), wait: fc.nat(9_000) }),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((answers) => {
    const log = createLog(QUESTIONS)
    answers.forEach((changes, index) => {
      log.ask(index)
      let draft = ''
      for (const { from: wanted, removed, inserted, wait } of changes) {
        const from = Math.min(wanted, draft.length)
        log.add({ type: 'draft_spliced', turnId: log.turnId(), from, removed, inserted }, wait < 500 ? 0 : wait)
        draft = draft.slice(0, from) + inserted + draft.slice(from + removed)
      }
      log.add({ type: 'turn_committed', index, turnId: log.turnId(), text: draft, how: 'submitted', endedBy: 'hand' })
      log.close(index, levelOf(3))
    })
    log.end()
    return log.events
  })

describe('replaying a recording', () => {
  it("[RE8] at every event's time shows the text that the log has at that time, on either timing", () => {
    const same = fc.property(anyLog, fc.constantFrom(null, SHORTENED_PAUSE_MS), (events, longestPause) => {
      const recording = buildRecording(events)
      const timeline = buildTimeline(recording.events, longestPause)
      timeline.positions.forEach((position) => {
        const count = countAt(timeline, position)
        const happened = events.filter((_, i) => timeline.positions[i]! <= position)
        expect(textOf(sessionAfter(recording, count))).toBe(textOf(foldSession(happened)))
      })
    })
    fc.assert(same, { numRuns: 60 })
  })

  it('[RE9] comes to the same state by playing on, by jumping, and from wherever it stood', () => {
    const log = createLog(QUESTIONS)
    log.play(0, 'word '.repeat(450), levelOf(3))
    log.end()
    const recording = buildRecording(log.events)
    const total = log.events.length
    expect(recording.checkpoints.length).toBeGreaterThan(2)
    const anyCount = fc.integer({ min: 1, max: total })
    const same = fc.property(anyCount, anyCount, (count, before) => {
      const from = sessionAfter(recording, before)
      const expected = foldSession(log.events.slice(0, count))
      expect(sessionAfter(recording, count)).toEqual(expected)
      expect(sessionAfter(recording, count, from)).toEqual(expected)
    })
    fc.assert(same, { numRuns: 60 })
  })

  it('[RE10] ends with the session: what was graded again later is not waited for', () => {
    const log = createLog(QUESTIONS)
    log.play(0, 'An answer.', levelOf(3))
    log.end()
    const length = log.events.length
    log.add({ type: 'grading_requested', index: 0 }, 86_400_000)
    log.add({ type: 'answer_graded', index: 0, grade: levelOf(4) })
    expect(buildRecording(log.events).events).toHaveLength(length)
  })

  it('[RE11] folds no more than the distance between two checkpoints to reach any of 20,000 events', () => {
    const log = createLog(QUESTIONS)
    log.ask(0)
    for (let i = 0; i < 20_000; i += 1) {
      log.add({ type: 'draft_spliced', turnId: log.turnId(), from: i, removed: 0, inserted: 'x' }, 100)
    }
    const recording = buildRecording(log.events)
    const kept = recording.checkpoints.map(({ seq }) => seq)
    const distances = [...kept.slice(1), recording.events.length].map((seq, i) => seq - kept[i]!)
    expect(Math.max(...distances)).toBeLessThanOrEqual(200)
    expect(sessionAfter(recording, 12_345).seq).toBe(12_345)
  })

  it('[RE12] keeps to the first and the last event', () => {
    const log = createLog(QUESTIONS)
    log.end()
    const recording = buildRecording(log.events)
    expect(sessionAfter(recording, 0).seq).toBe(1)
    expect(sessionAfter(recording, 99).seq).toBe(log.events.length)
    expect(() => buildRecording([])).toThrow('session_created')
  })
})
