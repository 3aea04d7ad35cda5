import { multiplyOdds } from '../../grading/predict.ts'
import { type AttackLine, LIMITS } from './attack-table.ts'
import type { Graded } from './grade-rows.ts'
import { isNoAnswer, type Row } from './rows.ts'
import { meanOf } from './statistics.ts'

/** Fewer answers say too little about a level. */
export const LEAST_ROWS = 30
/** No people are so much kinder or harsher that a larger factor would be their level; nor one that is smaller than its inverse. */
const MOST_ODDS = 50
const HALVINGS = 40
/** More digits than thirty answers could support, and never so few that nothing is left of a small factor. */
const DIGITS = 4

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

interface Pair {
  readonly grade: number
  readonly human: number
}

/**
 * The factor of the odds that brings the mean of the grades to that of people's: one number, so that a few dozen answers are
 * enough, and 0 and 1 stay where they are. The error after it is measured with each answer left out once.
 * @throws Error where fewer than 30 rows say something of the level, or no factor within reason brings the two together.
 */
export function fitLevel(rows: readonly Row[], graded: readonly Graded[], inForce: number): LevelFit {
  const pairs = findTelling(rows, graded)
  const range = [1 / MOST_ODDS / inForce, MOST_ODDS / inForce] as const
  const step = findFactor(pairs, range)
  if (isAtEnd(step, range)) throw new Error(describeEnd(pairs))
  const after = pairs.map(
    ({ grade, human }, i) => multiplyOdds(grade, findFactor(pairs.toSpliced(i, 1), range)) - human,
  )
  return {
    rows: pairs.length,
    odds: Number((step * inForce).toPrecision(DIGITS)),
    step,
    errorBefore: meanOf(pairs.map(({ grade, human }) => grade - human)),
    errorAfter: meanOf(after),
  }
}

/**
 * Without rows that answer nothing and grades of exactly 0 and 1: no factor moves these, so the others would have to make up for
 * them. @throws Error where too few are left.
 */
function findTelling(rows: readonly Row[], graded: readonly Graded[]): Pair[] {
  const telling = rows.flatMap(({ answer, human, humanMax }, i): Pair[] => {
    const grade = graded[i]?.grade ?? null
    if (grade === null || grade <= 0 || grade >= 1 || isNoAnswer(answer)) return []
    return [{ grade, human: human / humanMax }]
  })
  if (telling.length >= LEAST_ROWS) return telling
  throw new Error(
    `${telling.length} of ${rows.length} answers say something of the level, and ${LEAST_ROWS} are needed to calibrate: not those without an answer, nor those that are not graded or graded exactly 0 or 1. Nothing was changed.`,
  )
}

/** By halving: the mean rises with the factor. */
function findFactor(pairs: readonly Pair[], range: readonly [number, number]): number {
  let [low, high] = range
  for (let i = 0; i < HALVINGS; i++) {
    const middle = Math.sqrt(low * high)
    if (meanOf(pairs.map(({ grade, human }) => multiplyOdds(grade, middle) - human)) < 0) low = middle
    else high = middle
  }
  return Math.sqrt(low * high)
}

/** As near to it as rounding can tell. */
const AT_END = 1.001
const isAtEnd = (factor: number, [low, high]: readonly [number, number]) =>
  factor < low * AT_END || factor > high / AT_END

function describeEnd(pairs: readonly Pair[]): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  const [people, matching] = [meanOf(pairs.map(({ human }) => human)), meanOf(pairs.map(({ grade }) => grade))]
  return `These people give ${percent(people)} of the marks on average where word matching gives ${percent(matching)}: no level within reason (odds times 1/${MOST_ODDS} to ${MOST_ODDS}) brings the two together. Look whether human and humanMax are right. Nothing was changed.`
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
