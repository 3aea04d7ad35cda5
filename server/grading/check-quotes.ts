import type { Evidence } from '#contract/grade.ts'
import type { Place } from '../text/find-quote.ts'
import { contentStems, splitSpellings } from '../text/words.ts'
import type { TurnText } from './answer-text.ts'
import { locateQuote, openSource, type QuoteSource } from './locate-quote.ts'
import { buildPlainText } from './plain-text.ts'
import type { TurnPlace, Unquotable } from './unquotable.ts'

export interface CheckedQuotes {
  /** What the candidate said of it, each with its place, in the order given, none twice. */
  readonly evidence: Evidence[]
  /**
   * Why there is none: nothing was quoted; nobody said it, or it was said to the judge; or it was said and tells nothing, being the
   * question's words or taken back.
   */
  readonly lack: 'none_quoted' | 'not_said' | 'does_not_count' | null
}

/** What a quote is to show: that a point is made, or how the answer is. What was taken back makes no point. */
export type QuoteUse = 'makes_point' | 'shows_answer'

export type CheckQuotes = (quotes: readonly string[], use: QuoteUse) => CheckedQuotes

/** Holds quotes against what the candidate said. What of a quote is evidence of nothing is cut out of it. */
export function createQuoteCheck(
  turns: readonly TurnText[],
  questionStems: ReadonlySet<string>,
  { foreign, echoes, takenBack }: Unquotable,
): CheckQuotes {
  const open = rememberSources()
  const told = maskTurns(turns, foreign, open)
  const tells = (text: string) => contentStems(buildPlainText(text).text).some((stem) => !questionStems.has(stem))
  const readers: Record<QuoteUse, QuoteReader> = {
    makes_point: createReader(turns, [...foreign, ...echoes, ...takenBack], tells, open),
    shows_answer: createReader(turns, [...foreign, ...echoes], tells, open),
  }
  return (quotes, use) => {
    const found = quotes.filter(tells).flatMap(readers[use])
    const evidence = [...new Map(found.map((one) => [`${one.turnId} ${one.from} ${one.to}`, one])).values()]
    if (evidence.length > 0) return { evidence, lack: null }
    if (quotes.length === 0) return { evidence, lack: 'none_quoted' }
    const isSaid = quotes.some((quote) => told.some(({ source }) => locateQuote(source, quote).length > 0))
    return { evidence, lack: isSaid ? 'does_not_count' : 'not_said' }
  }
}

type QuoteReader = (quote: string) => Evidence[]

/** Looks for a quote outside these stretches first, then for one that reaches into them. */
function createReader(
  turns: readonly TurnText[],
  without: readonly TurnPlace[],
  tells: (text: string) => boolean,
  open: typeof openSource,
): QuoteReader {
  const opened = [...maskTurns(turns, without, open), ...(without.length > 0 ? maskTurns(turns, [], open) : [])]
  return (quote) => {
    for (const { turn, source } of opened) {
      const { turnId } = turn
      const evidence = locateQuote(source, quote)
        .flatMap((place) => cutOut(turn, place, without))
        .map((place) => ({ turnId, ...place, text: turn.text.slice(place.from, place.to) }))
        .filter(({ text }) => tells(text))
      if (evidence.length > 0) return evidence
    }
    return []
  }
}

/** A letter of no language that is spoken here: no quote has a word of it. */
const MASK = 'ꙮ'

/** The turns with these stretches unreadable, every offset as it was. */
function maskTurns(turns: readonly TurnText[], stretches: readonly TurnPlace[], open: typeof openSource) {
  return turns.map((turn) => {
    const text = stretches
      .filter(({ turnId }) => turnId === turn.turnId)
      .reduce((masked, { from, to }) => masked.slice(0, from) + MASK.repeat(to - from) + masked.slice(to), turn.text)
    return { turn, source: open(text) }
  })
}

/** Most answers have no such stretches: then they are one text for every use. */
function rememberSources(): typeof openSource {
  const opened = new Map<string, QuoteSource>()
  return (text) => {
    const source = opened.get(text) ?? openSource(text)
    opened.set(text, source)
    return source
  }
}

/** What of a place lies outside these stretches, each part from its first word to its last. */
function cutOut(turn: TurnText, place: Place, stretches: readonly TurnPlace[]): Place[] {
  const within = stretches.filter(
    ({ turnId, from, to }) => turnId === turn.turnId && from < place.to && to > place.from,
  )
  if (within.length === 0) return [place]
  const parts: Place[] = []
  let isCut = true
  for (const word of splitSpellings(turn.text.slice(place.from, place.to))) {
    const [from, to] = [place.from + word.from, place.from + word.to]
    const last = parts.at(-1)
    const isWithout = within.some((stretch) => stretch.from < to && stretch.to > from)
    if (!isWithout && !isCut && last) parts[parts.length - 1] = { from: last.from, to }
    else if (!isWithout) parts.push({ from, to })
    isCut = isWithout
  }
  return parts
}
