import { isStopWord, splitSpellings } from './words.ts'

/** Where something stands in a text, in UTF-16 units: `text.slice(from, to)`. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** Signs that are typed for an apostrophe, beside those that `splitSpellings` knows. */
const APOSTROPHES = /[´`‘′]/g
/** Signs without a width, such as soft hyphens: pages and phones leave them in what is copied. */
const UNSEEN = /\p{Cf}/u

/**
 * Where `quote` stands in the text, first occurrence at a place that will do; null if it does not. White space, case, punctuation,
 * signs without a width and the form of apostrophes are folded; every word, stop words and negations included, must be there in the
 * same order with none between. A quote without a content word is no quote. One that opens a bracket takes the closing one that
 * follows its last word: "O(n" is not what was said.
 */
export type FindQuote = (quote: string, willDo?: (place: Place) => boolean) => Place | null

/** For many quotes of one text: it is taken apart once. */
export function createQuoteFinder(text: string): FindQuote {
  const folded = foldSigns(text)
  const words = splitSpellings(folded.text)
  return (quote, willDo = () => true) => {
    const wanted = splitSpellings(foldSigns(quote).text).map((word) => word.lower)
    if (!wanted.some((word) => !isStopWord(word))) return null
    for (let at = 0; at + wanted.length <= words.length; at++) {
      if (!wanted.every((word, i) => words[at + i]?.lower === word)) continue
      const first = words[at]
      const last = words[at + wanted.length - 1]
      if (!first || !last) continue
      const place = closeBrackets(text, { from: folded.offsetOf(first.from), to: folded.offsetOf(last.to - 1) + 1 })
      if (willDo(place)) return place
    }
    return null
  }
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** The place with the brackets behind it that close those it opens. */
export function closeBrackets(text: string, { from, to }: Place): Place {
  const open: string[] = []
  for (const sign of text.slice(from, to)) {
    const closing = CLOSING[sign]
    if (closing !== undefined) open.push(closing)
    else if (sign === open.at(-1)) open.pop()
  }
  let end = to
  while (open.length > 0 && text[end] === open.pop()) end++
  return { from, to: end }
}

/** The text with one form of apostrophes and without unseen signs, and where each of its signs stands in the source. */
function foldSigns(source: string): { text: string; offsetOf: (at: number) => number } {
  const text = source.replace(APOSTROPHES, "'")
  if (!UNSEEN.test(text)) return { text, offsetOf: (at) => at }
  const offsets = Array.from({ length: text.length }, (_, at) => at).filter((at) => !UNSEEN.test(text[at] ?? ''))
  return { text: offsets.map((at) => text[at]).join(''), offsetOf: (at) => offsets[at] ?? at }
}
