import type { Graded } from './grade-rows.ts'
import { isNoAnswer, type Row } from './rows.ts'
import {
  areaUnderCurve,
  bootstrapInterval,
  meanOf,
  pearson,
  quadraticKappa,
  rootMeanSquare,
  spearman,
  withinGroups,
} from './statistics.ts'

/** A correlation with its 95 % interval over questions drawn anew; without one, NaN, where there is a single question. */
export interface WithInterval {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface Agreement {
  readonly rows: number
  readonly pearson: WithInterval
  readonly spearman: WithInterval
  /** On the scale of the human grade. */
  readonly rmse: number
  readonly meanSignedError: number
  /** Over whole steps of the human scale; fifths where that goes to 1. */
  readonly quadraticKappa: number
  /** Mean correlation inside a question: the question's own mean taken away. */
  readonly withinQuestion: number
  readonly labels: { readonly accuracy: number; readonly macroF1: number; readonly auc: number } | null
}

export interface Measures {
  readonly rows: number
  readonly notGraded: number
  readonly all: Agreement
  /** Without the rows that say that nothing was answered, which flatter. */
  readonly answered: Agreement
  /** One person against another, where a second grade is given. */
  readonly humans: Agreement | null
  readonly msAnswer: { readonly mean: number; readonly p50: number; readonly p99: number }
}

interface Pair {
  readonly group: string
  readonly grade: number
  readonly human: number
  readonly max: number
}

/** How far the grades agree with people. Rows that were not graded are counted and left out, never taken for 0. */
export function measure(rows: readonly Row[], graded: readonly Graded[]): Measures {
  const pairs = rows.flatMap((row, i) => {
    const grade = graded[i]?.grade ?? null
    return grade === null
      ? []
      : [{ row, pair: { group: row.group, grade, human: row.human / row.humanMax, max: row.humanMax } }]
  })
  const twice = rows.flatMap(({ group, human, humanOther, humanMax: max }) =>
    typeof humanOther === 'number' ? [{ group, grade: humanOther / max, human: human / max, max }] : [],
  )
  const times = graded.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN
  return {
    rows: rows.length,
    notGraded: rows.length - pairs.length,
    all: agree(pairs.map(({ pair }) => pair)),
    answered: agree(pairs.filter(({ row }) => !isNoAnswer(row.answer)).map(({ pair }) => pair)),
    humans: twice.length === 0 ? null : agree(twice),
    msAnswer: { mean: meanOf(times), p50: at(0.5), p99: at(0.99) },
  }
}

function agree(pairs: readonly Pair[]): Agreement {
  const grades = pairs.map(({ grade }) => grade)
  const humans = pairs.map(({ human }) => human)
  const errors = pairs.map(({ grade, human, max }) => (grade - human) * max)
  const isLabelled = pairs.length > 0 && pairs.every(({ human, max }) => max === 1 && (human === 0 || human === 1))
  const stepsOf = (max: number) => (isLabelled ? 1 : max > 1 ? max : 5)
  const steps = (value: (pair: Pair) => number) => pairs.map((pair) => Math.round(value(pair) * stepsOf(pair.max)))
  return {
    rows: pairs.length,
    pearson: withInterval(pairs, pearson),
    spearman: withInterval(pairs, spearman),
    rmse: rootMeanSquare(errors),
    meanSignedError: meanOf(errors),
    quadraticKappa: quadraticKappa(
      steps(({ grade }) => grade),
      steps(({ human }) => human),
    ),
    withinQuestion: withinGroups(
      grades,
      humans,
      pairs.map(({ group }) => group),
    ),
    labels: isLabelled ? { ...classify(grades, humans), auc: areaUnderCurve(grades, humans) } : null,
  }
}

function withInterval(pairs: readonly Pair[], statistic: (a: number[], b: number[]) => number): WithInterval {
  const of = (drawn: readonly Pair[]) =>
    statistic(
      drawn.map(({ grade }) => grade),
      drawn.map(({ human }) => human),
    )
  const [low, high] = bootstrapInterval(pairs, ({ group }) => group, of, 300)
  return { value: of(pairs), low, high }
}

/** Correct from half of the scale on. */
function classify(grades: readonly number[], labels: readonly number[]): { accuracy: number; macroF1: number } {
  const said = grades.map((grade) => (grade >= 0.5 ? 1 : 0))
  const f1 = [0, 1].map((label) => {
    const both = said.filter((value, i) => value === label && labels[i] === label).length
    const either = said.filter((value) => value === label).length + labels.filter((value) => value === label).length
    return either === 0 ? 0 : (2 * both) / either
  })
  return { accuracy: meanOf(said.map((value, i) => (value === labels[i] ? 1 : 0))), macroF1: meanOf(f1) }
}
