import type { Graded } from './grade-rows.ts'
import type { Row } from './rows.ts'
import { meanOf } from './statistics.ts'

/** Fewer answers say too little about a level. */
export const LEAST_ROWS = 30
const EXPONENTS = Array.from({ length: 281 }, (_, i) => 0.2 + i / 100)

export interface Calibration {
  readonly rows: number
  /** What every grade is raised to from now on, the one in force before included. */
  readonly exponent: number
  /** Mean signed error before, and as it will be on answers that were not fitted on. */
  readonly errorBefore: number
  readonly errorAfter: number
}

/**
 * The exponent that brings the level of the grades nearest to people's, by least squares: one number, so that a few dozen
 * answers are enough, and 0 and 1 stay where they are. The error after it is measured with each answer left out once.
 * @throws Error where fewer than 30 rows could be graded.
 */
export function fitCalibration(rows: readonly Row[], graded: readonly Graded[], inForce: number): Calibration {
  const pairs = rows.flatMap(({ human, humanMax }, i) => {
    const grade = graded[i]?.grade ?? null
    return grade === null ? [] : [{ grade, human: human / humanMax }]
  })
  if (pairs.length < LEAST_ROWS) {
    throw new Error(`${pairs.length} graded answers are too few to calibrate on: ${LEAST_ROWS} are needed`)
  }
  const exponent = bestExponent(pairs)
  const after = pairs.map(({ grade, human }, i) => grade ** bestExponent(pairs.toSpliced(i, 1)) - human)
  return {
    rows: pairs.length,
    exponent: Math.round(exponent * inForce * 1000) / 1000,
    errorBefore: meanOf(pairs.map(({ grade, human }) => grade - human)),
    errorAfter: meanOf(after),
  }
}

function bestExponent(pairs: readonly { grade: number; human: number }[]): number {
  const errorOf = (exponent: number) =>
    pairs.reduce((sum, { grade, human }) => sum + (grade ** exponent - human) ** 2, 0)
  return EXPONENTS.reduce((best, exponent) => (errorOf(exponent) < errorOf(best) ? exponent : best), 1)
}
