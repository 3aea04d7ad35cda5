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

/** A longer last word gives only its end: it may break before that where a line has no room for it and a label. */
const LONGEST_TAIL = 16
const SHORT_TAIL = 8
/** What stands right behind a word and cannot begin a line. */
const CLOSERS = /^[^\s\p{L}\p{N}]{1,4}/u

/** A piece of which the end, its labels and what closes it stay on one line. */
export interface Piece extends Segment {
  /** Signs that the next piece began with. */
  readonly closers: string
}

/** The same text in the same order: plain text gives the signs that it begins with to the stretch that ends before it. */
export function giveClosers(segments: readonly Segment[]): Piece[] {
  return segments.map((segment, i) => ({
    ...segment,
    text: segment.text.slice(closersBetween(segments[i - 1], segment).length),
    closers: closersBetween(segment, segments[i + 1]),
  }))
}

function closersBetween(before: Segment | undefined, after: Segment | undefined): string {
  if (before === undefined || before.ending.length === 0 || after === undefined || after.ids.length > 0) return ''
  return CLOSERS.exec(after.text)?.[0] ?? ''
}

/** The text without its last word, and that word. */
export function cutTail(text: string): { head: string; tail: string } {
  const word = [...(/\S+\s*$/.exec(text)?.[0] ?? '')]
  const tail = (word.length > LONGEST_TAIL ? word.slice(-SHORT_TAIL) : word).join('')
  return { head: text.slice(0, text.length - tail.length), tail }
}
