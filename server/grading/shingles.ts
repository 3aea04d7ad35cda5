import type { Word } from '../text/words.ts'

const GRAM = 3

/** Runs of three letters within words, their ends marked. */
export function charGrams(words: readonly Word[]): Set<string> {
  const grams = new Set<string>()
  for (const { lower } of words) {
    const marked = `<${lower}>`
    for (let i = 0; i + GRAM <= marked.length; i++) grams.add(marked.slice(i, i + GRAM))
  }
  return grams
}

/** Pairs of stems that follow one another, stop words included. */
export function stemPairs(words: readonly Word[]): Set<string> {
  return new Set(words.slice(1).map((word, i) => `${words[i]?.stem} ${word.stem}`))
}

/** Share of `wanted` that is in `given`; 0 where nothing is wanted. */
export function shareOf(wanted: ReadonlySet<string>, given: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0
  let shared = 0
  for (const item of wanted) if (given.has(item)) shared++
  return shared / wanted.size
}

/** Runs of three stems, stop words included: what a copy shares and a paraphrase does not. */
export function stemTriples(words: readonly Word[]): Set<string> {
  return new Set(words.slice(2).map((word, i) => `${words[i]?.stem} ${words[i + 1]?.stem} ${word.stem}`))
}

/**
 * For each of the sequences the longest part that stands in `given` in the same order, gaps allowed; together as a share of all that
 * is wanted. The order of the sequences does not matter.
 */
export function shareInOrder(wanted: readonly (readonly string[])[], given: readonly string[]): number {
  const total = wanted.reduce((sum, sequence) => sum + sequence.length, 0)
  return total === 0 ? 0 : wanted.reduce((sum, sequence) => sum + commonLength(sequence, given), 0) / total
}

/** Length of the longest common subsequence. */
function commonLength(wanted: readonly string[], given: readonly string[]): number {
  const codes = new Map(wanted.map((stem, i) => [stem, i]))
  const sequence = wanted.map((stem) => codes.get(stem) ?? 0)
  let row = new Uint16Array(wanted.length + 1)
  let next = new Uint16Array(wanted.length + 1)
  for (const stem of given) {
    const code = codes.get(stem)
    if (code === undefined) continue
    for (let j = 1; j <= wanted.length; j++) {
      next[j] = sequence[j - 1] === code ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0)
    }
    ;[row, next] = [next, row]
  }
  return row[wanted.length] ?? 0
}
