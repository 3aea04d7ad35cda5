import coefficients from './coefficients.json' with { type: 'json' }
import { FEATURES, type Features } from './features.ts'

/** How a score becomes a level: a line from `bottom` (0) to `top` (1), bent upwards by `power`. */
export interface Scale {
  readonly bottom: number
  readonly top: number
  readonly power: number
}

/** Weighted sum of the features, on a scale of its own. */
export function scoreFeatures(features: Features, weights: Readonly<Record<string, number>>): number {
  return FEATURES.reduce((sum, name) => sum + (weights[name] ?? 0) * features[name], 0)
}

/** 0 to 1. Rises with the score all the way up to that of the sample answer itself. */
export function levelScore(score: number, { bottom, top, power }: Scale): number {
  return Math.min(1, Math.max(0, (score - bottom) / (top - bottom))) ** power
}

/** Coverage from 0 to 1 as people would put it, from the ten features and the fitted coefficients. */
export function predictCoverage(features: Features): number {
  return levelScore(scoreFeatures(features, coefficients.weights), coefficients.scale)
}

/** Raises or lowers a share by a factor of its odds: 0 and 1 stay, and what is low stays lower than under a power of like effect. */
export function multiplyOdds(share: number, factor: number): number {
  return (factor * share) / (1 + (factor - 1) * share)
}
