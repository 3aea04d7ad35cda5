export interface Stretch {
  readonly id: string
  readonly from: number
  readonly to: number
}

export interface Segment {
  readonly from: number
  readonly text: string
  /** Every stretch that covers this piece, in the order given; empty for plain text. */
  readonly ids: readonly string[]
  /** Those of them that end with it. */
  readonly ending: readonly string[]
}

/**
 * Cuts a text wherever a stretch begins or ends, so that stretches may overlap. The pieces joined are the text.
 * Offsets in UTF-16 units; stretches are cut to the text, empty ones left out.
 */
export function buildSegments(text: string, stretches: readonly Stretch[]): Segment[] {
  const inside = stretches
    .map(({ id, from, to }) => ({ id, from: Math.max(0, from), to: Math.min(text.length, to) }))
    .filter(({ from, to }) => from < to)
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1] ?? text.length
    const over = inside.filter((stretch) => stretch.from <= from && stretch.to >= to)
    return {
      from,
      text: text.slice(from, to),
      ids: over.map(({ id }) => id),
      ending: over.filter((stretch) => stretch.to === to).map(({ id }) => id),
    }
  })
}
