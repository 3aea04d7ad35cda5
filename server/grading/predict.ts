import coefficients from './coefficients.json' with { type: 'json' }
import { FEATURES, type Features } from './features.ts'

/** Weighted sum of the features, on a scale of its own. */
export function scoreFeatures(features: Features, weights: Readonly<Record<string, number>>): number {
  return FEATURES.reduce((sum, name) => sum + (weights[name] ?? 0) * features[name], 0)
}

/** The level that people gave to answers of this score: straight lines between the fitted points. */
export function interpolate(points: readonly (readonly number[])[], score: number): number {
  const above = points.findIndex(([x = 0]) => x >= score)
  const [highX = 0, highY = 0] = points[above] ?? points.at(-1) ?? []
  const [lowX = 0, lowY = 0] = points[above - 1] ?? []
  if (above < 0 || above === 0 || highX === lowX) return highY
  return lowY + ((score - lowX) / (highX - lowX)) * (highY - lowY)
}

/** Coverage from 0 to 1 as people would put it, from the ten features and the fitted coefficients. */
export function predictCoverage(features: Features): number {
  return Math.min(1, Math.max(0, interpolate(coefficients.level, scoreFeatures(features, coefficients.weights))))
}
