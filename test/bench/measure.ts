/** One line of a bench: what was measured, beside what it is held against. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  /** Whether a larger value is better. */
  readonly atLeast?: boolean
}

export function isMet({ value, limit, atLeast }: Figure): boolean {
  return atLeast ? value >= limit : value <= limit
}

/** The value below which the given share (0 to 1) of the list lies; nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function formatFigure(figure: Figure): string {
  const { what, value, unit, limit, atLeast } = figure
  const round = (n: number) => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toFixed(2))
  return `${isMet(figure) ? 'ok  ' : 'OVER'} ${what}: ${round(value)} ${unit} (${atLeast ? 'at least' : 'at most'} ${round(limit)})`
}
