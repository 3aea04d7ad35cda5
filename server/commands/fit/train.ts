import { FEATURES, type Features } from '../../grading/features.ts'
import { interpolate, scoreFeatures } from '../../grading/predict.ts'
import { meanOf, rootMeanSquare } from '../eval/statistics.ts'
import { fitIsotonic } from './isotonic.ts'
import { fitRidge } from './ridge.ts'
import { CORPORA, type FitData, type Sample } from './samples.ts'

/** Of standardised features; chosen by cross-validation among .01 … 10. */
const PENALTY = 1
/** Answers to other questions weigh as much as this share of the true ones. */
const STRANGER_WEIGHT = 0.25
/** Smallest pool of the level's curve, in answers. */
const LEAST_POOL = 25
/** What the curve counts beside the line. */
const CURVE_SHARE = 0.4
const THE_SAMPLE_ITSELF: Features = {
  points: 1,
  recall: 1,
  f1: 1,
  grams: 1,
  cosine: 1,
  pairs: 1,
  negation: 0,
  opening: 0,
  length: 0,
  stopWords: 0.45,
}

export interface Coefficients {
  readonly weights: Record<string, number>
  readonly level: [number, number][]
}

/** Ridge on centred features and scaled grades, each corpus with the same weight; then the level that people give. */
export function train({ samples, strangers }: FitData): Coefficients {
  const rows: number[][] = []
  const targets: number[] = []
  const shares: number[] = []
  for (const corpus of CORPORA) {
    const own = samples.filter((sample) => sample.corpus === corpus && sample.features.length > 0)
    const vectors = own.map((sample) => FEATURES.map((name) => bestOf(sample)[name]))
    const means = FEATURES.map((_, j) => meanOf(vectors.map((vector) => vector[j] ?? 0)))
    const mean = meanOf(own.map(({ human }) => human))
    const deviation = rootMeanSquare(own.map(({ human }) => human - mean))
    vectors.forEach((vector, i) => {
      rows.push(vector.map((value, j) => value - (means[j] ?? 0)))
      targets.push(((own[i]?.human ?? 0) - mean) / deviation)
      shares.push(1 / own.length)
    })
  }
  const scales = FEATURES.map((_, j) =>
    rootMeanSquare(rows.map((row, i) => (row[j] ?? 0) * Math.sqrt(((shares[i] ?? 0) * rows.length) / CORPORA.length))),
  )
  const scaled = rows.map((row) => row.map((value, j) => value / (scales[j] || 1)))
  const fitted = fitRidge(scaled, targets, shares, PENALTY)
  const weights = Object.fromEntries(FEATURES.map((name, j) => [name, round((fitted[j] ?? 0) / (scales[j] || 1))]))
  return { weights, level: fitLevel(weights, samples, strangers) }
}

/**
 * The level for a score: part of it what people gave in the first corpus, part a straight line from the least that an answer to
 * another question scores (0) to what the sample answer itself scores (1). The line keeps apart what the curve has no room for at its
 * top, where that corpus gives full marks to nearly all.
 */
function fitLevel(weights: Coefficients['weights'], samples: readonly Sample[], strangers: readonly Sample[]) {
  const scoreOf = (sample: Sample) => scoreFeatures(bestOf(sample), weights)
  const observe = (sample: Sample, weight: number) =>
    sample.features.length === 0 ? [] : [{ score: scoreOf(sample), level: sample.human, weight }]
  const own = samples.filter(({ corpus }) => corpus === CORPORA[0]).flatMap((sample) => observe(sample, 1))
  const other = strangers.flatMap((sample) => observe(sample, STRANGER_WEIGHT))
  const curve = fitIsotonic([...own, ...other], LEAST_POOL)
  const bottom = quantileOf(
    other.map(({ score }) => score),
    0.05,
  )
  const top = scoreFeatures(THE_SAMPLE_ITSELF, weights)
  const line = (score: number) => Math.min(1, Math.max(0, (score - bottom) / (top - bottom)))
  const scores = [bottom, ...curve.map(([score]) => score), top].filter((score) => score >= bottom && score <= top)
  return scores
    .sort((a, b) => a - b)
    .map((score): [number, number] => [
      round(score),
      score === bottom ? 0 : round(CURVE_SHARE * interpolate(curve, score) + (1 - CURVE_SHARE) * line(score)),
    ])
}

/** The accepted answer that the answer is nearest to. */
function bestOf(sample: Sample): Features {
  return sample.features.reduce((best, other) =>
    other.points + other.recall > best.points + best.recall ? other : best,
  )
}

/** The grade that the judge would give with these coefficients, 0 to 1. */
export function predict(sample: Sample, { weights, level }: Coefficients): number {
  return Math.max(0, ...sample.features.map((features) => interpolate(level, scoreFeatures(features, weights))))
}

const quantileOf = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? 0

const round = (value: number) => Math.round(value * 100_000) / 100_000
