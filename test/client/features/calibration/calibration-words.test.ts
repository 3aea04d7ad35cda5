import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Calibration, CalibrationSchema } from '#contract/calibration.ts'
import {
  attemptsOf,
  coefficient,
  correctionOf,
  figuresOf,
  headlineOf,
  signed,
  weaknessesOf,
} from '../../../../client/features/calibration/calibration-words.ts'

const SHIPPED = CalibrationSchema.parse(
  JSON.parse(readFileSync(new URL('../../../../server/grading/calibration-report.json', import.meta.url), 'utf8')),
)
const UTC = { timeZone: 'UTC' }

function buildCalibration(
  more: Partial<Calibration> = {},
  agreement: Partial<Calibration['agreement']> = {},
): Calibration {
  return {
    ...SHIPPED,
    measuredAt: Date.UTC(2026, 10, 3),
    agreement: {
      ...SHIPPED.agreement,
      meanAbsoluteError: 0.61,
      withinOne: 98,
      meanSignedError: -0.54,
      pearson: { value: 0.89, low: 0.86, high: 0.93 },
      ...agreement,
    },
    ...more,
  }
}
const tell = (...given: Parameters<typeof buildCalibration>) => headlineOf(buildCalibration(...given), UTC).join(' ')

describe('the calibration page', () => {
  it('[CW1] says in words first what was measured, how far off it was and which way', () => {
    expect(tell()).toBe(
      'On 3 November 2026, word matching graded 120 answers to ten questions. It differed from the intended level by 0.6 of a level on average, on a scale of 1 to 5; 98 were at most one level off. It is severe: taken together, its levels are 0.5 too low. Better answers mostly come out above weaker ones.',
    )
    expect(tell({}, { meanSignedError: 0.4 })).toContain('It is lenient: taken together, its levels are 0.4 too high.')
    expect(tell({}, { meanSignedError: -0.05 })).toContain('It leans neither to high nor to low levels.')
  })

  it('[CW1] says so where a judge fails, does not tell answers apart, or gives all the same', () => {
    const model = { kind: 'model' as const, model: 'maker/m' }
    expect(tell({ judge: model, notGraded: 2 })).toContain(
      'maker/m graded 120 answers to ten questions. It failed on two of them, and no figure here counts those. On the others it differed',
    )
    expect(tell({}, { pearson: { value: 0.2, low: -0.1, high: 0.4 } })).toContain(
      'hardly tells better answers from weaker',
    )
    expect(tell({}, { pearson: null })).toContain('gave every answer the same level')
  })

  it('[CW2] names what got through, and how often', () => {
    const [one, two] = SHIPPED.attacks
    const attacks = [
      { ...one!, name: 'one word', answers: 10, held: 10 },
      { ...two!, name: 'recognition errors', answers: 10, held: 9 },
    ]
    expect(attemptsOf(attacks)).toBe(
      'Of 2 kinds of attempts, one held on every question. Not on every one: recognition errors (9 of 10 held).',
    )
    expect(attemptsOf(attacks.slice(0, 1))).toBe('Of 1 kind of attempt, none got through on any question.')
  })

  it('[CW7] says of a corrected level whose it is, with the date', () => {
    const correctedOn = { data: 'own.jsonl', answers: 34, at: Date.UTC(2026, 10, 4) }
    expect(correctionOf(buildCalibration({ correctedOn }), UTC)).toMatch(
      /^On 4 November 2026 the level of its grades was corrected by 34 answers that your own people graded \(own\.jsonl\)\./,
    )
    expect(correctionOf(buildCalibration({ correctedOn: null }))).toBe('')
  })

  it('[CW3] says of word matching that it is severe on words of their own, and of a model that it varies', () => {
    expect(weaknessesOf(SHIPPED)[0]).toMatch(/severe on answers in words of their own.*level 5 got \d\.\d on average/)
    const lenient = weaknessesOf(buildCalibration({}, { meanSignedError: 0.75 }))
    expect(lenient[0]).toBe('A point made in other words than the sample answer’s can be missed.')
    const model = weaknessesOf({ ...SHIPPED, judge: { kind: 'model', model: 'm' }, samples: 3 })
    expect(model[0]).toContain('each answer was graded three times and the middle one taken')
    expect(model.join()).not.toContain('words of their own')
  })

  it('[CW4] writes figures as figures are written', () => {
    expect([0.1, -0.538, 0.001, -0.001].map(signed)).toEqual(['+0.10', '−0.54', '0.00', '0.00'])
    expect([0.894, -0.2, 1, null].map(coefficient)).toEqual(['.89', '−.20', '1.00', '–'])
    expect(figuresOf(buildCalibration())[0]).toMatchObject({ value: '.89 (.86 to .93)' })
  })

  it('[CW5] uses no jargon of ours', () => {
    const said = [
      ...headlineOf(SHIPPED),
      ...weaknessesOf(SHIPPED),
      ...figuresOf(SHIPPED).flatMap(({ term, says }) => [term, says]),
      ...SHIPPED.attacks.flatMap(({ name, tries }) => [name, tries]),
      attemptsOf(SHIPPED.attacks),
    ].join(' ')
    expect(said).not.toMatch(/\bjudges?\b|\bfold|\bevent|built-in|!/i)
  })
})
