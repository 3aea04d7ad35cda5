import type { Evidence } from '#contract/grade.ts'
import { findQuote } from '../text/find-quote.ts'
import { contentStems } from '../text/words.ts'
import type { TurnText } from './answer-text.ts'
import { buildPlainText } from './plain-text.ts'

/**
 * The quotes that the candidate said, each with its place, in the order given, none twice. What is not found is dropped; so
 * is a quote whose content words all come from the question.
 */
export function checkQuotes(
  quotes: readonly string[],
  turns: readonly TurnText[],
  questionStems: ReadonlySet<string>,
): Evidence[] {
  const found = new Map<string, Evidence>()
  for (const quote of quotes) {
    if (contentStems(buildPlainText(quote).text).every((stem) => questionStems.has(stem))) continue
    for (const { turnId, text } of turns) {
      const place = findQuote(text, quote)
      if (place === null) continue
      const evidence = { turnId, ...place, text: text.slice(place.from, place.to) }
      found.set(`${turnId} ${place.from} ${place.to}`, evidence)
      break
    }
  }
  return [...found.values()]
}
