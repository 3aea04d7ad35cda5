import { closeBrackets, createQuoteFinder, type Place } from '../text/find-quote.ts'
import { splitSpellings } from '../text/words.ts'
import { buildPlainText } from './plain-text.ts'

/** A text in which quotes are looked for, as it was said and without its fillers. */
export interface QuoteSource {
  readonly text: string
  /** Where all of a quote stands, not before `start`. */
  readonly find: (quote: string, start: number) => Place | null
}

export function openSource(text: string): QuoteSource {
  const findSaid = once(() => createQuoteFinder(text))
  const plain = once(() => buildPlainText(text))
  const findPlain = once(() => createQuoteFinder(plain().text))
  return {
    text,
    find: (quote, start) => {
      const said = findSaid()(quote, ({ from }) => from >= start)
      if (said !== null) return said
      const { toSource } = plain()
      const place = findPlain()(buildPlainText(quote).text, (one) => toSource(one).from >= start)
      return place && toSource(place)
    },
  }
}

function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined
  return () => {
    built ??= { value: build() }
    return built.value
  }
}

/** The number of a sentence, as the judge was given it: "[3]", and "3." or "Sentence 3:" at the beginning. */
const NUMBERS = /^\s*(?:sentence\s+\d{1,3}\s*[.:)]?|\(?\d{1,3}[.:)])\s+|\[\d{1,3}\]/gi
/** What stands for words left out. */
const LEFT_OUT = /[[(]?\s*(?:…|\.{3,}|\. \. \.)\s*[\])]?/
/** More of them make no quote, but a summary. */
const MOST_PARTS = 4
/** Parts with no more words between them are shown with these: what was left out may turn the meaning. */
const SHOWN_GAP = 20

/**
 * Where a quote stands; nowhere if nobody said it. What models do to quotes without changing a word that counts is forgiven:
 * fillers left out, the number of the sentence kept, and words left out under a sign that says so, where all parts stand in this
 * order.
 */
export function locateQuote(source: QuoteSource, quote: string): readonly Place[] {
  const bare = quote.replace(NUMBERS, ' ')
  const whole = source.find(quote, 0) ?? (bare === quote ? null : source.find(bare, 0))
  return whole === null ? locateParts(source, bare) : [whole]
}

function locateParts({ text, find }: QuoteSource, quote: string): Place[] {
  const parts = quote.split(LEFT_OUT).filter((part) => splitSpellings(part).length > 0)
  if (parts.length < 2 || parts.length > MOST_PARTS) return []
  const places: Place[] = []
  for (const part of parts) {
    const last = places.at(-1)
    const place = find(part, last?.to ?? 0)
    if (place === null) return []
    if (last && splitSpellings(text.slice(last.to, place.from)).length <= SHOWN_GAP) {
      places[places.length - 1] = closeBrackets(text, { from: last.from, to: place.to })
    } else places.push(place)
  }
  return places
}
