import { contentStems } from './words.ts'

/** As many content words in a row give away what stands where they are from. */
export const REVEALING_WORDS = 4

export interface NgramOptions {
  /** Content words in a row. */
  readonly n: number
  /** Texts whose own n-grams may be repeated: the question, what the candidate said. */
  readonly aside: readonly string[]
}

/**
 * The first n-gram of `text` that also stands in one of `others`, as stems; null if there is none.
 *
 * An n-gram is `n` content words in a row: stop words are taken out first, the rest is stemmed, ends of sentences do not
 * interrupt. It is excused only if the very same n-gram stands in one of the `aside` texts: a word of the question in other
 * company excuses nothing.
 */
export function findSharedContentNgram(
  text: string,
  others: readonly string[],
  { n, aside }: NgramOptions,
): string[] | null {
  const known = new Set(others.flatMap((other) => contentNgrams(other, n)))
  for (const excused of aside.flatMap((other) => contentNgrams(other, n))) known.delete(excused)
  const shared = contentNgrams(text, n).find((ngram) => known.has(ngram))
  return shared?.split(' ') ?? null
}

/** Every `n` content words in a row, stemmed, as one string each. */
export function contentNgrams(text: string, n: number): string[] {
  const stems = contentStems(text)
  return stems.slice(0, Math.max(0, stems.length - n + 1)).map((_, i) => stems.slice(i, i + n).join(' '))
}
