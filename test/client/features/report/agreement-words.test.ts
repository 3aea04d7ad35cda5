import { describe, expect, it } from 'vitest'
import type { Calibration } from '#contract/calibration.ts'
import { agreementInWords, isInUse } from '../../../../client/features/report/agreement-words.ts'

const BUILT_IN = { kind: 'built-in' } as const
const MODEL = { kind: 'model', model: 'large' } as const

function measured(change: Partial<Calibration> = {}, meanSignedError = -0.54): Calibration {
  return {
    judge: BUILT_IN,
    promptVersion: null,
    samples: 1,
    measuredAt: Date.UTC(2026, 10, 12),
    set: { name: 'test/evals', answers: 120, questions: 10, labelledBy: 'writers_by_intention' },
    notGraded: 0,
    medianMs: 2,
    p95Ms: 14,
    agreement: {
      pearson: null,
      spearman: null,
      meanAbsoluteError: 0.6,
      withinOne: 98,
      meanSignedError,
      rmse: 0.8,
      quadraticKappa: 0.8,
      withinQuestion: 0.9,
    },
    levels: [],
    attacks: [],
    ownWords: null,
    publicSets: [],
    correctedOn: null,
    ...change,
  }
}

describe('the agreement with people at the foot of a report', () => {
  const publicSets = [0.52, 0.45, 0.57].map((pearson, i) => ({ name: `${i}`, holds: 'pupils', answers: 9, pearson }))
  const builtIn = measured({ publicSets })

  it('[AG1] says how near, which way off, and how far strangers agree', () => {
    const response = { judge: BUILT_IN, calibration: builtIn, promptChanged: false, builtIn }
    expect(agreementInWords(BUILT_IN, response)).toBe(
      'Of 120 test answers it put 98 at most one level off the level that their writers intended, on average 0.5 too low. With people who graded students’ answers to questions it had not seen, its correlation is 0.45 to 0.57, where 1 is perfect and 0 is chance.',
    )
  })

  it('[AG4] says how near it is where the words are the candidate’s own', () => {
    const ownWords = { answers: 50, markedAlike: 0.95, pearson: null, meanSignedError: -0.9, verdicts: [] }
    const given = measured({ ownWords: { ...ownWords, verdicts: [{ verdict: 'missing', points: 200, made: 58 }] } })
    const response = { judge: BUILT_IN, calibration: given, promptChanged: false, builtIn: given }
    expect(agreementInWords(BUILT_IN, response)).toContain(
      'Where answers were written without sight of the key points, 58 of 200 that it did not find had been made.',
    )
  })

  it('[AG3] says that the level was corrected, and by whom', () => {
    const own = measured({ correctedOn: { data: 'own.jsonl', answers: 34, at: 1 } })
    const response = { judge: BUILT_IN, calibration: own, promptChanged: false, builtIn: own }
    const words = 'Its level was corrected by 34 answers that your own people graded.'
    expect(agreementInWords(BUILT_IN, response)).toContain(words)
  })

  it('[AG2] speaks of the model that graded and of no other, and leaves out what it failed on', () => {
    const calibration = measured({ judge: MODEL, notGraded: 20 }, 0.04)
    const response = { judge: MODEL, calibration, promptChanged: false, builtIn }
    expect(agreementInWords(MODEL, response)).toBe(
      'Of 100 test answers it put 98 at most one level off the level that their writers intended.',
    )
    const unknown = 'How far its grades agree with people has not been measured here.'
    expect(agreementInWords(MODEL, { ...response, calibration: null })).toBe(unknown)
    expect(agreementInWords(BUILT_IN, response)).toContain('0.5 too low')
  })

  it('[AG5] of a model that is not in use any more it does not say that it was never measured', () => {
    const gone = { judge: BUILT_IN, calibration: builtIn, promptChanged: false, builtIn }
    const words = 'It is not in use now: how far its grades agree with people is not shown here.'
    expect(agreementInWords(MODEL, gone)).toBe(words)
    const other = { ...gone, judge: { kind: 'model', model: 'newer' } as const, calibration: null }
    expect(agreementInWords(MODEL, other)).toBe(words)
    expect([isInUse(MODEL, BUILT_IN), isInUse(MODEL, MODEL), isInUse(BUILT_IN, MODEL)]).toEqual([false, true, true])
  })
})
