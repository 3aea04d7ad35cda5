/** Solves (XᵀWX + penalty·I) b = XᵀWy for centred data, by Gaussian elimination. Columns should have like scales. */
export function fitRidge(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  weights: readonly number[],
  penalty: number,
): number[] {
  const size = rows[0]?.length ?? 0
  const system = Array.from({ length: size }, (_, i) => {
    const line = new Array<number>(size + 1).fill(0)
    line[i] = penalty
    return line
  })
  rows.forEach((row, r) => {
    const weight = weights[r] ?? 0
    for (let i = 0; i < size; i++) {
      const line = system[i] as number[]
      const scaled = weight * (row[i] ?? 0)
      for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + scaled * (row[j] ?? 0)
      line[size] = (line[size] ?? 0) + scaled * (targets[r] ?? 0)
    }
  })
  return solve(system)
}

function solve(system: number[][]): number[] {
  const size = system.length
  for (let i = 0; i < size; i++) {
    let pivot = i
    for (let k = i + 1; k < size; k++) {
      if (Math.abs(system[k]?.[i] ?? 0) > Math.abs(system[pivot]?.[i] ?? 0)) pivot = k
    }
    const line = system[pivot] as number[]
    system[pivot] = system[i] as number[]
    system[i] = line
    for (let k = 0; k < size; k++) {
      const other = system[k] as number[]
      if (k === i || other[i] === 0) continue
      const factor = (other[i] ?? 0) / (line[i] ?? 1)
      for (let j = i; j <= size; j++) other[j] = (other[j] ?? 0) - factor * (line[j] ?? 0)
    }
  }
  return system.map((line, i) => (line[size] ?? 0) / (line[i] ?? 1))
}
