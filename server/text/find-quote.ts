import { isStopWord, splitSpellings } from './words.ts'

/** Where something stands in a text, in UTF-16 units: `text.slice(from, to)`. */
export interface Place {
  readonly from: number
  readonly to: number
}

/**
 * Where `quote` stands in `text`, first occurrence; null if it does not. White space, case, punctuation and the form of
 * apostrophes are folded; every word, stop words and negations included, must be there in the same order with none between.
 * A quote without a content word is no quote.
 */
export function findQuote(text: string, quote: string): Place | null {
  const wanted = splitSpellings(quote).map((word) => word.lower)
  if (!wanted.some((word) => !isStopWord(word))) return null
  const words = splitSpellings(text)
  for (let start = 0; start + wanted.length <= words.length; start++) {
    if (!wanted.every((word, i) => words[start + i]?.lower === word)) continue
    const first = words[start]
    const last = words[start + wanted.length - 1]
    if (first && last) return { from: first.from, to: last.to }
  }
  return null
}
