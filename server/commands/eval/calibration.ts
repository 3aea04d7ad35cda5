import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type Calibration,
  type CalibrationAttack,
  type CalibrationLevel,
  CalibrationSchema,
  type Correlation,
  type OwnWords,
  type PublicSet,
} from '#contract/calibration.ts'
import { LEVELS } from '#contract/rubric.ts'
import coefficients from '../../grading/coefficients.json' with { type: 'json' }
import { positionOf } from '../../grading/levels.ts'
import type { LevelCorrection } from '../../level-correction.ts'
import type { Judge } from '../../ports.ts'
import { type AttackLine, LIMITS } from './attack-table.ts'
import { ATTACKS } from './attacks.ts'
import type { Graded } from './grade-rows.ts'
import { type Measures, measure, type WithInterval } from './measure.ts'
import type { Row } from './rows.ts'
import { meanOf } from './statistics.ts'

export const BUILT_IN_CALIBRATION_FILE = join(import.meta.dirname, '../../grading/calibration-report.json')

export interface Measured {
  readonly judge: Pick<Judge, 'engine' | 'promptVersion'>
  /** How often each answer was graded; the median counts. */
  readonly samples: number
  readonly name: string
  /** Of the shipped set: levels from 0 to 4. */
  readonly rows: readonly Row[]
  readonly graded: readonly Graded[]
  readonly attacks: readonly AttackLine[]
  readonly ownWords: OwnWords | null
  /** In force for the built-in judge. */
  readonly correction: LevelCorrection | null
  readonly at: number
}

/** What the calibration page shows. @throws Error where not one answer was graded: that says nothing of the judge. */
export function buildCalibration(measured: Measured): Calibration {
  const { judge, samples, name, rows, graded, attacks, ownWords, correction, at } = measured
  const measures = measure(rows, graded)
  if (measures.all.rows === 0) throw new Error('No answer could be graded, so there is no measurement to keep.')
  const isBuiltIn = judge.engine.kind === 'built-in'
  return {
    judge: judge.engine,
    promptVersion: judge.promptVersion,
    samples,
    measuredAt: at,
    set: {
      name,
      answers: rows.length,
      questions: new Set(rows.map(({ group }) => group)).size,
      labelledBy: 'writers_by_intention',
    },
    notGraded: measures.notGraded,
    medianMs: rounded(measures.msAnswer.p50, 1),
    p95Ms: rounded(
      percentileOf(
        graded.map(({ ms }) => ms),
        0.95,
      ),
      1,
    ),
    agreement: buildAgreement(measures, rows, graded),
    levels: buildLevels(rows, graded),
    attacks: attacks.flatMap(describeAttack),
    ownWords,
    publicSets: isBuiltIn ? listPublicSets() : [],
    correctedOn: isBuiltIn && correction !== null ? correction.fittedOn : null,
  }
}

function buildAgreement({ all }: Measures, rows: readonly Row[], graded: readonly Graded[]): Calibration['agreement'] {
  const errors = positionsOf(rows, graded).map(({ intended, given }) => Math.abs(given - intended))
  return {
    pearson: correlationOf(all.pearson),
    spearman: correlationOf(all.spearman),
    meanAbsoluteError: rounded(meanOf(errors)),
    withinOne: errors.filter((error) => error <= 1).length,
    meanSignedError: rounded(all.meanSignedError),
    rmse: rounded(all.rmse),
    quadraticKappa: knownOf(all.quadraticKappa),
    withinQuestion: knownOf(all.withinQuestion),
  }
}

/** Intended and given level of every answer that was graded; the given one not rounded. */
function positionsOf(rows: readonly Row[], graded: readonly Graded[]): { intended: number; given: number }[] {
  return rows.flatMap(({ human, humanMax }, i) => {
    const grade = graded[i]?.grade ?? null
    return grade === null ? [] : [{ intended: positionOf(human / humanMax), given: positionOf(grade) }]
  })
}

function buildLevels(rows: readonly Row[], graded: readonly Graded[]): CalibrationLevel[] {
  const positions = positionsOf(rows, graded)
  return LEVELS.flatMap((intended): CalibrationLevel[] => {
    const given = positions.filter((one) => Math.round(one.intended) === intended).map((one) => one.given)
    if (given.length === 0) return []
    const at = (share: number) => rounded(percentileOf(given, share))
    return [{ intended, answers: given.length, mean: rounded(meanOf(given)), low: at(0.1), high: at(0.9) }]
  })
}

function describeAttack(line: AttackLine): CalibrationAttack[] {
  const { attack: name, kind, graded: answers } = line
  const tries = ATTACKS.find((one) => one.name === name)?.tries
  if (answers === 0 || tries === undefined) return []
  const [mean, worst] = kind === 'added' ? [line.meanShift, line.worstShift] : [line.meanGrade, line.worstGrade]
  const held = Math.round(line.within * answers)
  return [{ name, kind, tries, answers, mean: rounded(mean), worst: rounded(worst), limit: LIMITS[kind], held }]
}

const PUBLIC_SETS = {
  saf: { name: 'SAF', holds: 'students on communication networks' },
  scientsbank: { name: 'SciEntsBank', holds: 'pupils on school science' },
  beetle: { name: 'Beetle', holds: 'learners on electric circuits' },
} as const

/** As `npm run fit` measured them. */
function listPublicSets(): PublicSet[] {
  const { byCorpus } = coefficients.provenance.crossValidation
  return (['saf', 'scientsbank', 'beetle'] as const).map((corpus) => {
    const { rows, pearson } = byCorpus[corpus]
    return { ...PUBLIC_SETS[corpus], answers: rows, pearson: rounded(pearson) }
  })
}

/**
 * Keeps a measurement. One with the very figures of the one that is there changes nothing: its date is when they were first seen.
 * @returns whether it was written.
 */
export function keepCalibration(file: string, calibration: Calibration): boolean {
  if (isSame(findKept(file), calibration)) return false
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(CalibrationSchema.parse(calibration), null, 2)}\n`)
  return true
}

function findKept(file: string): Calibration | null {
  try {
    return CalibrationSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Whether two measurements differ in no more than the date and how fast the machine was. */
export function isSame(a: Calibration | null, b: Calibration): boolean {
  const timeless = (one: Calibration) => JSON.stringify({ ...one, measuredAt: 0, medianMs: 0, p95Ms: 0 })
  return a !== null && timeless(a) === timeless(CalibrationSchema.parse(b))
}

function correlationOf({ value, low, high }: WithInterval): Correlation {
  return Number.isFinite(value) && Number.isFinite(low) && Number.isFinite(high)
    ? { value: rounded(value), low: rounded(low), high: rounded(high) }
    : null
}

function percentileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
}

const knownOf = (value: number) => (Number.isFinite(value) ? rounded(value) : null)
/** More digits than a set of this size supports would only look exact. */
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits))
