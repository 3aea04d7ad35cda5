import { describe, expect, it } from 'vitest'
import type { GradedGrade } from '#contract/grade.ts'
import { letterOf } from '../../server/contract/letter-words.ts'
import { budgetWords, gradedByWords } from '../../server/contract/report-words.ts'
import { buildQuestionReport } from '../../server/report/build-question-report.ts'
import { buildReport } from '../../server/report/build-report.ts'
import { createLog, levelOf, notGraded, questionOf, rubricOf } from './create-log.ts'

const MODEL = { kind: 'model', model: 'some-model' } as const
const modelGrade = (change: Partial<GradedGrade> = {}) =>
  levelOf(4, { judge: MODEL, promptVersion: 'judge@2', ...change })
const log = () => createLog([questionOf('a')])

/** A session that is graded by a model. */
function modelLog() {
  const made = log()
  const [created] = made.events
  if (created?.type === 'session_created') made.events[0] = { ...created, judge: MODEL }
  return made
}

describe('the grades of an answer in the report', () => {
  it('[RP40] all of them are there with who gave them and when, the shown one marked', () => {
    const made = modelLog()
    made.play(0, 'I say the first point.', modelGrade(), levelOf(2), notGraded)
    const { grades, outcome } = buildQuestionReport(made.end(), 0, { ended: true })
    expect(grades).toMatchObject([
      { judge: MODEL, shown: true, result: { status: 'graded', criteria: [{ id: 'coverage', mark: { level: 4 } }] } },
      { judge: { kind: 'built-in' }, shown: false, result: { criteria: [{ mark: { level: 2, band: null } }] } },
      { judge: MODEL, shown: false, result: { status: 'not_graded', reason: 'judge_timed_out' } },
    ])
    expect(grades.map(({ gradedAt }) => gradedAt)).toEqual([...grades].map(({ gradedAt }) => gradedAt).toSorted())
    expect(outcome).toMatchObject({ status: 'graded', judge: MODEL })
  })

  it('[RP41] the newest of the session’s own judge is shown; what took its place counts as its own', () => {
    const made = modelLog()
    const inPlaceOf = { model: 'some-model', because: 'budget_spent' } as const
    made.play(0, 'I say the first point.', modelGrade({ samples: 1 }), modelGrade({ samples: 3 }), levelOf(2))
    expect(buildQuestionReport(made.end(), 0, { ended: true }).outcome).toMatchObject({ judge: MODEL, samples: 3 })
    const spent = modelLog()
    spent.play(0, 'I say the first point.', levelOf(2, { inPlaceOf }))
    expect(buildQuestionReport(spent.end(), 0, { ended: true }).outcome).toMatchObject({ inPlaceOf: 'some-model' })
  })

  it('[RP42] a further grade by a named judge leaves the shown one while it is made; a plain one does not', () => {
    const made = log()
    made.play(0, 'I say the first point.', levelOf(3))
    made.end()
    made.add({ type: 'grading_requested', index: 0, judge: 'model' })
    expect(buildQuestionReport(made.session(), 0, { ended: true })).toMatchObject({
      outcome: { status: 'graded' },
      regrading: true,
    })
    made.add({ type: 'answer_graded', index: 0, grade: modelGrade() })
    made.add({ type: 'grading_requested', index: 0 })
    expect(buildQuestionReport(made.session(), 0, { ended: true })).toMatchObject({
      outcome: { status: 'grading' },
      regrading: false,
    })
  })

  it('[RP43] a question’s own anchors are shown in place of the rubric’s, as they were when it was drawn', () => {
    const own = { 1: 'own 1', 2: 'own 2', 3: 'own 3', 4: 'own 4', 5: 'own 5' }
    const made = createLog([questionOf('a', { anchors: { coverage: own } }), questionOf('b')], [rubricOf('approach')])
    made.play(0, 'I say the first point.', levelOf(3))
    made.play(1, 'I say the first point.', levelOf(3))
    const anchorsOf = (index: number) => {
      const { outcome } = buildQuestionReport(made.session(), index, { ended: true })
      return outcome.status === 'graded' ? outcome.criteria.map(({ mark }) => mark) : []
    }
    made.end()
    expect(anchorsOf(0)).toMatchObject([{ anchor: 'own 3', nextAnchor: 'own 4' }])
    expect(anchorsOf(1)).toMatchObject([{ anchor: 'coverage approach v1 level 3' }])
  })
})

describe('words on who graded', () => {
  const base = { judge: MODEL, samples: 3, spread: 0, lowConfidence: false, inPlaceOf: null }

  it.each([
    [{ samples: 1 }, 'Graded by some-model.'],
    [{}, 'Graded by some-model, read three times, with the same levels each time.'],
    [{ samples: 2, spread: 0.04 }, 'Graded by some-model, read twice, with the same levels each time.'],
    [{ spread: 1 }, 'Graded by some-model, read three times, the levels differed by up to 1; the middle one counts.'],
    [
      { spread: 2.25, lowConfidence: true },
      'Graded by some-model, read three times, the levels differed by up to 2.3; the middle one counts. Low confidence: another reading could have come to something else.',
    ],
    [
      { samples: 1, lowConfidence: true },
      'Graded by some-model. Low confidence: the model and word matching stand far apart on this answer.',
    ],
    [
      { judge: { kind: 'built-in' as const }, samples: 1, inPlaceOf: 'some-model' },
      'Graded by word matching: by then the models had taken all the tokens that one interview may take.',
    ],
  ])('[RP44] how often it was read, how far the readings differ and what to doubt: %o', (change, words) => {
    expect(gradedByWords({ ...base, ...change })).toBe(words)
  })

  it('[RP45] a spent budget is said plainly, once, with what was done in its place', () => {
    const made = modelLog()
    made.play(0, 'I say the first point.', levelOf(2, { inPlaceOf: { model: 'some-model', because: 'budget_spent' } }))
    made.add({ type: 'tokens_used', by: 'judge', tokens: 59_000 })
    made.add({ type: 'tokens_used', by: 'judge', tokens: 900 })
    const report = buildReport(made.end())
    expect(report.tokens).toEqual({ interviewer: 0, judge: 59_900, turnsInPlace: 0, gradesInPlace: 1 })
    const words = 'The models had taken all the tokens that one interview may take: word matching graded one answer.'
    expect(budgetWords(report)).toBe(words)
    expect(letterOf(report)).toContain(words)
    const plain = log()
    plain.play(0, 'I say the first point.', levelOf(2))
    expect(budgetWords(buildReport(plain.end()))).toBe('')
  })
})
