/** Mean of a list; NaN for none. */
export const meanOf = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/** Pearson's correlation; NaN where one side is constant. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)]
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, (b[i] ?? 0) - meanB]
    ab += x * y
    aa += x * x
    bb += y * y
  })
  return ab / Math.sqrt(aa * bb)
}

/** Ranks from 1, ties get their mean. */
export function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const ranks = new Array<number>(values.length).fill(0)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++
    for (let k = start; k <= end; k++) ranks[order[k] ?? 0] = (start + end) / 2 + 1
    start = end + 1
  }
  return ranks
}

export const spearman = (a: readonly number[], b: readonly number[]): number => pearson(ranksOf(a), ranksOf(b))

export const rootMeanSquare = (differences: readonly number[]): number =>
  Math.sqrt(meanOf(differences.map((d) => d * d)))

/** Cohen's kappa with quadratic weights, over whole levels. */
export function quadraticKappa(a: readonly number[], b: readonly number[]): number {
  let observed = 0
  let expected = 0
  a.forEach((x, i) => {
    observed += (x - (b[i] ?? 0)) ** 2
  })
  const counts = (values: readonly number[]) => {
    const found = new Map<number, number>()
    for (const value of values) found.set(value, (found.get(value) ?? 0) + 1)
    return found
  }
  for (const [x, timesA] of counts(a)) {
    for (const [y, timesB] of counts(b)) expected += (timesA * timesB * (x - y) ** 2) / a.length
  }
  return expected === 0 ? Number.NaN : 1 - observed / expected
}

/** Area under the curve: how often a row labelled 1 is graded over one labelled 0, ties half. */
export function areaUnderCurve(grades: readonly number[], labels: readonly number[]): number {
  const ranks = ranksOf(grades)
  const positive = labels.filter((label) => label === 1).length
  const sum = ranks.reduce((total, rank, i) => total + (labels[i] === 1 ? rank : 0), 0)
  return (sum - (positive * (positive + 1)) / 2) / (positive * (labels.length - positive))
}

/** Numbers in [0, 1) that repeat for the same seed (mulberry32). */
export function createSeededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * 95 % interval of a statistic by drawing whole groups with replacement: answers to one question are not independent. NaN for a
 * single group, which could only be drawn as it is.
 */
export function bootstrapInterval<T>(
  rows: readonly T[],
  groupOf: (row: T) => string,
  statistic: (rows: readonly T[]) => number,
  rounds = 500,
): [number, number] {
  const groups = [...Map.groupBy(rows, groupOf).values()]
  if (groups.length < 2) return [Number.NaN, Number.NaN]
  const next = createSeededNumbers(1)
  const drawn = Array.from({ length: rounds }, () =>
    statistic(groups.flatMap(() => groups[Math.floor(next() * groups.length)] ?? [])),
  )
  const sorted = drawn.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return [at(0.025), at(0.975)]
}

/** Correlation after each group's own mean is taken away from both sides. */
export function withinGroups(a: readonly number[], b: readonly number[], groups: readonly string[]): number {
  const places = Map.groupBy(
    groups.map((_, i) => i),
    (i) => groups[i] ?? '',
  )
  const centred = (values: readonly number[]) => {
    const result = [...values]
    for (const group of places.values()) {
      const mean = meanOf(group.map((i) => values[i] ?? 0))
      for (const i of group) result[i] = (values[i] ?? 0) - mean
    }
    return result
  }
  return pearson(centred(a), centred(b))
}
