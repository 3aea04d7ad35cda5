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
    const pivot = findPivot(system, i)
    const line = system[pivot] as number[]
    system[pivot] = system[i] as number[]
    system[i] = line
    for (const other of system) if (other !== line) subtract(other, line, i)
  }
  return system.map((line, i) => (line[size] ?? 0) / (line[i] ?? 1))
}

function findPivot(system: readonly (readonly number[])[], column: number): number {
  let pivot = column
  for (let k = column + 1; k < system.length; k++) {
    if (Math.abs(system[k]?.[column] ?? 0) > Math.abs(system[pivot]?.[column] ?? 0)) pivot = k
  }
  return pivot
}

function subtract(from: number[], line: readonly number[], column: number): void {
  const factor = (from[column] ?? 0) / (line[column] ?? 1)
  if (factor === 0) return
  for (let j = column; j < line.length; j++) from[j] = (from[j] ?? 0) - factor * (line[j] ?? 0)
}
