import { multiplyOdds } from '../../grading/predict.ts'
import { type AttackLine, LIMITS } from './attack-table.ts'
import type { Graded } from './grade-rows.ts'
import type { Row } from './rows.ts'
import { meanOf } from './statistics.ts'

/** Fewer answers say too little about a level. */
export const LEAST_ROWS = 30
/** No people are so much kinder or harsher that a larger factor would be their level. */
const MOST_ODDS = 50
const HALVINGS = 40

/** How far the level is off, and what mends it. */
export interface LevelFit {
  readonly rows: number
  /** By what the odds of every grade are multiplied from now on, the factor in force before included. */
  readonly odds: number
  /** The same without the factor in force before. */
  readonly step: number
  /** Mean signed error before, and as it will be on answers that were not fitted on. */
  readonly errorBefore: number
  readonly errorAfter: number
}

/**
 * The factor of the odds that brings the mean of the grades to that of people's: one number, so that a few dozen answers are
 * enough, and 0 and 1 stay where they are. The error after it is measured with each answer left out once.
 * @throws Error where fewer than 30 rows could be graded.
 */
export function fitLevel(rows: readonly Row[], graded: readonly Graded[], inForce: number): LevelFit {
  const pairs = rows.flatMap(({ human, humanMax }, i) => {
    const grade = graded[i]?.grade ?? null
    return grade === null ? [] : [{ grade, human: human / humanMax }]
  })
  if (pairs.length < LEAST_ROWS) {
    throw new Error(`${pairs.length} graded answers are too few to calibrate on: ${LEAST_ROWS} are needed`)
  }
  const step = findFactor(pairs)
  const after = pairs.map(({ grade, human }, i) => multiplyOdds(grade, findFactor(pairs.toSpliced(i, 1))) - human)
  return {
    rows: pairs.length,
    odds: Math.round(step * inForce * 1000) / 1000,
    step,
    errorBefore: meanOf(pairs.map(({ grade, human }) => grade - human)),
    errorAfter: meanOf(after),
  }
}

/** By halving: the mean rises with the factor. */
function findFactor(pairs: readonly { grade: number; human: number }[]): number {
  let [low, high] = [1 / MOST_ODDS, MOST_ODDS]
  for (let i = 0; i < HALVINGS; i++) {
    const middle = Math.sqrt(low * high)
    if (meanOf(pairs.map(({ grade, human }) => multiplyOdds(grade, middle) - human)) < 0) low = middle
    else high = middle
  }
  return Math.sqrt(low * high)
}

/**
 * What a correction costs: the classes of attack with nothing right in them whose worst answer it would lift over the limit, as
 * lines to print. A level for people who give full marks for half of the words lets more pass that only shares words.
 */
export function describeCost(attacks: readonly AttackLine[], { step }: LevelFit): string[] {
  return attacks.flatMap(({ attack, kind, worstGrade }) => {
    if (kind !== 'nothing') return []
    const lifted = 5 * multiplyOdds(worstGrade / 5, step)
    return lifted > LIMITS.nothing ? [`  ${attack}: up to ${lifted.toFixed(1)} of 5, where at most 2 is wanted`] : []
  })
}
