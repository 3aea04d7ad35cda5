const BITS = 32
/** So many equal words before a difference are looked at again: somebody who starts anew says the same words twice. */
const RESTART = 20

/**
 * The longest common subsequence of two lists of words, as pairs of places. Bit-parallel after M. Crochemore et al., "A fast
 * and practical bit-vector algorithm for the longest common subsequence problem" (2001): a row of the table is a number of many
 * bits, so 6,000 × 6,000 words are a million steps.
 */
export function findCommonWords(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  let tail = 0
  while (tail < Math.min(a.length, b.length) && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  let start = 0
  while (start < Math.min(a.length, b.length) - tail && a[start] === b[start]) start++
  start = Math.max(0, start - RESTART)
  const head = Array.from({ length: start }, (_, i) => [i, i] as const)
  const middle = findInMiddle(a.slice(start, a.length - tail), b.slice(start, b.length - tail))
  const end = Array.from({ length: tail }, (_, i) => [a.length - tail + i, b.length - tail + i] as const)
  return [...head, ...middle.map(([i, j]) => [i + start, j + start] as const), ...end]
}

function findInMiddle(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  if (a.length === 0 || b.length === 0) return []
  const size = Math.ceil(b.length / BITS)
  const rows = fillRows(a, readMatches(b, size), size)
  // A 1 says that the common part does not grow at this place of `b`.
  const isOne = (row: number, j: number) => (((rows[(row - 1) * size + (j >>> 5)] ?? 0) >>> (j & (BITS - 1))) & 1) === 1
  const pairs: (readonly [number, number])[] = []
  let row = a.length
  for (let j = b.length - 1; j >= 0 && row > 0; ) {
    // Equal words always may be a pair; taken from the end, pairs stand next to each other where they can.
    if (a[row - 1] === b[j]) pairs.push([--row, j--])
    else if (isOne(row, j)) j--
    else row--
  }
  return pairs.reverse()
}

/** For every word, the places at which `b` has it, as bits. */
function readMatches(b: readonly string[], size: number): Map<string, Uint32Array> {
  const matches = new Map<string, Uint32Array>()
  b.forEach((word, j) => {
    const bits = matches.get(word) ?? new Uint32Array(size)
    bits[j >>> 5] = (bits[j >>> 5] ?? 0) | (1 << (j & (BITS - 1)))
    matches.set(word, bits)
  })
  return matches
}

/** Every row of the table: V' = (V + (V & M)) | (V & ~M), from all ones. */
function fillRows(a: readonly string[], matches: ReadonlyMap<string, Uint32Array>, size: number): Uint32Array {
  const rows = new Uint32Array(a.length * size)
  let above = new Uint32Array(size).fill(0xffff_ffff)
  a.forEach((word, i) => {
    const row = rows.subarray(i * size, (i + 1) * size)
    const match = matches.get(word)
    if (match === undefined) row.set(above)
    else addRow(row, above, match)
    above = row
  })
  return rows
}

function addRow(row: Uint32Array, above: Uint32Array, match: Uint32Array): void {
  let carry = 0
  for (let k = 0; k < row.length; k++) {
    const v = above[k] ?? 0
    const both = (v & (match[k] ?? 0)) >>> 0
    const sum = v + both + carry
    carry = sum > 0xffff_ffff ? 1 : 0
    row[k] = (sum | (v & ~both)) >>> 0
  }
}
