/** A text that an answer is held against, as places in the vocabulary. Each stem once. */
export interface Reference {
  readonly terms: readonly number[]
  /** Sum of the terms' weights. */
  readonly weight: number
}

/** Share of a reference's weight that is matched. */
export function recallOf(reference: Reference, match: Float64Array, weights: ArrayLike<number>): number {
  if (reference.weight === 0) return 0
  let sum = 0
  for (const term of reference.terms) sum += (weights[term] ?? 0) * (match[term] ?? 0)
  return sum / reference.weight
}
