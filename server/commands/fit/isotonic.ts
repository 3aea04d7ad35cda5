export interface Observed {
  readonly score: number
  readonly level: number
  readonly weight: number
}

/**
 * Points of a rising line through the observations: neighbours that fall are pooled (pool adjacent violators), each pool becomes
 * a point at its mean score, and pools lighter than `leastWeight` join a neighbour so that no single answer makes a step.
 */
export function fitIsotonic(observed: readonly Observed[], leastWeight: number): [number, number][] {
  interface Pool {
    weight: number
    score: number
    level: number
  }
  const pools: Pool[] = []
  const merge = (a: Pool, b: Pool): Pool => {
    const weight = a.weight + b.weight
    return {
      weight,
      score: (a.score * a.weight + b.score * b.weight) / weight,
      level: (a.level * a.weight + b.level * b.weight) / weight,
    }
  }
  for (const item of [...observed].sort((a, b) => a.score - b.score)) {
    let pool: Pool = { ...item }
    for (
      let last = pools.at(-1);
      last && (last.level >= pool.level || last.weight < leastWeight);
      last = pools.at(-1)
    ) {
      pools.pop()
      pool = merge(last, pool)
    }
    pools.push(pool)
  }
  const [light, heavy] = [pools.at(-1), pools.at(-2)]
  if (light && heavy && light.weight < leastWeight) pools.splice(-2, 2, merge(heavy, light))
  return pools.map(({ score, level }) => [round(score), round(level)])
}

const round = (value: number) => Math.round(value * 10_000) / 10_000
