import { describe, expect, it } from 'vitest'
import type { Grade } from '../../server/contract/grade.ts'
import { findShownIndex } from '../../server/contract/shown-grade.ts'
import { findCompletions, planGrade } from '../../server/interview/grade-plan.ts'
import { createLog, levelOf, notGraded, questionOf } from '../report/create-log.ts'
import { createModelJudge } from '../support/model-judge.ts'

const MODEL = { kind: 'model', model: 'large' } as const
const SAMPLES = 3
const reading = (change: Parameters<typeof levelOf>[1] = {}) => levelOf(4, { judge: MODEL, ...change })
const matched = levelOf(2)

/** A session that was graded as it went on and has ended. */
function play(...grades: readonly Grade[]) {
  const log = createLog([questionOf('a')], undefined, { feedback: 'each' })
  log.play(0, 'An answer.', ...grades)
  return log
}
const wanted = (...grades: readonly Grade[]) => findCompletions(play(...grades).end(), SAMPLES)
const COMPLETION = { type: 'grading_requested', index: 0, completes: true }

describe('what is read again for the report', () => {
  it('[GD7] the one reading of a model, whatever was asked for after it', () => {
    expect(wanted(reading())).toEqual([COMPLETION])
    expect(wanted(reading(), matched)).toEqual([COMPLETION])
    expect(wanted(matched, reading(), notGraded)).toEqual([COMPLETION])
  })

  it('[GD7] nothing where no model has read it, or often enough already', () => {
    expect(wanted(matched)).toEqual([])
    expect(wanted(notGraded)).toEqual([])
    expect(wanted(reading(), reading({ samples: SAMPLES }), matched)).toEqual([])
    expect(wanted(reading({ samples: 0 }))).toEqual([])
  })

  it('[GD8] the reading that is there counts as the first, though word matching came after it', () => {
    const log = play(reading(), matched)
    log.end()
    log.add({ type: 'grading_requested', index: 0, completes: true })
    const session = log.session()
    const judge = createModelJudge()
    const judges = { judge, builtInJudge: judge, judgeSamples: SAMPLES }
    const plan = planGrade(session, session.questions[0]!, judges)
    expect(plan).toMatchObject({ samples: SAMPLES, earlier: reading() })
  })

  it.each([
    ['the reading that it completes', 0, reading({ samples: SAMPLES }), 2],
    ['the reading, and completing it fails', 0, notGraded, 0],
    ['word matching', 1, reading({ samples: SAMPLES }), 1],
  ])('[GD10] where the candidate chose %s, that is what is shown after it', (_what, chosen, completion, shown) => {
    const log = play(reading(), matched)
    log.add({ type: 'grade_chosen', index: 0, grade: chosen })
    log.end()
    log.add({ type: 'grading_requested', index: 0, completes: true })
    log.add({ type: 'answer_graded', index: 0, grade: completion })
    const session = log.session()
    expect(findShownIndex(session, session.questions[0]!)).toBe(shown)
  })
})
