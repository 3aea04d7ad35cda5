import { contentStems } from '../text/words.ts'
import { addressesJudge } from './addresses-judge.ts'
import type { AnswerSentence, TurnText } from './answer-text.ts'
import { buildPlainText } from './plain-text.ts'
import type { QuestionReference } from './reference.ts'

/** Fields of a made-up result. The first ones stand in nothing else; a product has scores, levels and quotes of its own. */
const TELLING_FIELD = '(?:verdicts?|(?:covered[ _-]?)?key[ _-]?points?)'
const FIELD = `(?:${TELLING_FIELD}|level|quotes?|score|grade|marks?|rating|covered)`
const IS_TELLING = new RegExp(`^${TELLING_FIELD}$`, 'i')
/** Tells if another field stands beside it: "quote" is also what a price is called. */
const IS_HALF_TELLING = /^(?:covered|quotes?)$/i
const FIELD_LINE = new RegExp(`^[ \\t>#*_"'\`-]{0,12}(${FIELD})["'*_\`]{0,3}[ \\t]{0,3}[:=].*$`, 'gim')
const FIELD_CELL = new RegExp(`\\|[ \\t*_\`]{0,4}(${FIELD})[ \\t*_\`]{0,40}(?=\\|)`, 'gi')
const JSON_FIELD = new RegExp(`["'“”]?\\b(${FIELD})["'“”]?\\s{0,3}:`, 'gi')
const TAG = /<(\/?)([a-z][a-z_-]{1,30})(?:\s[^<>]{0,60})?\/?>/gi
/** Tags around instructions, or around an answer in place of the real one. */
const IS_TELLING_TAG = new RegExp(
  `^(?:${TELLING_FIELD}|grades?|grading|evidence|quotes?|final|answer|submission|instructions?|prompt|system|assistant|transcript|judge|grader|examiner|reference)(?:[_-][a-z_-]{1,20})?$|[_-](?:answer|submission|instructions?|prompt)$`,
  'i',
)
/** One such field may be a heading ("Level: …"); two are a form that was filled in. */
const FORM_FIELDS = 2
const TABLE_LINE = /^[ \t]{0,8}\|.*\|[ \t]{0,8}$/gm
const JSON_BEGINS = /[{[]\s{0,20}["'“]?[\w -]{1,40}["'”]?\s{0,3}:/g
const QUOTED = /"([^"]{0,4000})"|[“«]([^“”«»]{0,4000})[”»]/g
const COPIED_QUOTE_WORDS = 5
const COPIED_QUOTE = 0.6
/** Of a quotation shorter than that: it is then the whole of a short sample answer. */
const COPIED_SHORT_QUOTE = 0.8
const SHORTEST_QUOTE = 2

interface Place {
  readonly from: number
  readonly to: number
}
interface Stretch extends Place {
  readonly turnId: string
}

/** Places of sentences that are not the candidate's answer: words to the judge, made-up results, quotations of the sample answer. */
export function findForeign(
  turns: readonly TurnText[],
  sentences: readonly AnswerSentence[],
  reference: QuestionReference,
): Set<number> {
  const stretches = turns.flatMap(({ turnId, text }) =>
    [...findQuotations(text, reference), ...findData(text), ...findForm(text), ...findTagged(text)].map(
      (place): Stretch => ({ turnId, ...place }),
    ),
  )
  const isForeign = (sentence: AnswerSentence) => addressesJudge(sentence.plain) || liesIn(sentence, stretches)
  return new Set(sentences.flatMap((sentence, i) => (isForeign(sentence) ? [i] : [])))
}

/** Quotation marks around the sample answer's own words. */
function findQuotations(text: string, reference: QuestionReference): Place[] {
  return Array.from(text.matchAll(QUOTED))
    .filter((match) => isQuotedSample(match[1] ?? match[2] ?? '', reference))
    .map(placeOf)
}

function isQuotedSample(quote: string, { sample }: QuestionReference): boolean {
  const stems = new Set(contentStems(buildPlainText(quote).text))
  const shared = [...stems].filter((stem) => sample.stems.has(stem)).length
  if (stems.size >= COPIED_QUOTE_WORDS) return shared / stems.size >= COPIED_QUOTE
  return shared >= SHORTEST_QUOTE && shared >= COPIED_SHORT_QUOTE * Math.max(stems.size, sample.stems.size)
}

/** Data with the fields of a result. Other data is an example, and the candidate's own. */
function findData(text: string): Place[] {
  const found: Place[] = []
  let at = 0
  for (const begin of text.matchAll(JSON_BEGINS)) {
    if (begin.index < at) continue
    at = findClose(text, begin.index)
    const place = { from: begin.index, to: at }
    if (isResult(namesIn(text.slice(place.from, place.to), JSON_FIELD))) found.push(place)
  }
  return found
}

/** Behind the bracket that closes the one at this place; the end of the text where none does. */
function findClose(text: string, from: number): number {
  let depth = 0
  let isQuoted = false
  for (let i = from; i < text.length; i++) {
    const letter = text[i] ?? ''
    if (letter === '"' && text[i - 1] !== '\\') isQuoted = !isQuoted
    if (isQuoted) continue
    if (letter === '{' || letter === '[') depth++
    if ((letter === '}' || letter === ']') && --depth === 0) return i + 1
  }
  return text.length
}

const namesIn = (text: string, field: RegExp): ReadonlySet<string> =>
  new Set(Array.from(text.matchAll(field), (match) => (match[1] ?? '').toLowerCase()))

function isResult(names: ReadonlySet<string>): boolean {
  const all = [...names]
  return (
    all.some((name) => IS_TELLING.test(name)) ||
    (all.length >= FORM_FIELDS && all.some((name) => IS_HALF_TELLING.test(name)))
  )
}

/** From the first line of a form to its last, and a table with such fields in its head. */
function findForm(text: string): Place[] {
  const lines = Array.from(text.matchAll(FIELD_LINE))
  const fields = namesIn(text, FIELD_LINE)
  const rows = Array.from(text.matchAll(TABLE_LINE))
  const isForm = (names: ReadonlySet<string>) => names.size >= FORM_FIELDS && isResult(names)
  return [
    ...(isForm(fields) ? [spanOf(lines.map(placeOf))] : []),
    ...(rows.some((row) => isForm(namesIn(row[0], FIELD_CELL))) ? [spanOf(rows.map(placeOf))] : []),
  ]
}

/** From a tag of a made-up result to where it is closed. One that is never closed stands for a value ("/v1/<user>/orders"). */
function findTagged(text: string): Place[] {
  const open = new Map<string, number>()
  const found: Place[] = []
  for (const match of text.matchAll(TAG)) {
    const name = (match[2] ?? '').toLowerCase()
    if (!IS_TELLING_TAG.test(name)) continue
    const { from, to } = placeOf(match)
    if (match[1] === '') open.set(name, open.get(name) ?? from)
    else {
      found.push({ from: open.get(name) ?? from, to })
      open.delete(name)
    }
  }
  const left = [...open.values()]
  if (isResult(new Set(open.keys()))) found.push({ from: Math.min(...left), to: Math.max(...left) + 1 })
  return found
}

const placeOf = (match: RegExpExecArray): Place => ({ from: match.index, to: match.index + match[0].length })
const spanOf = (places: readonly Place[]): Place => ({
  from: Math.min(...places.map(({ from }) => from)),
  to: Math.max(...places.map(({ to }) => to)),
})

const liesIn = (sentence: AnswerSentence, stretches: readonly Stretch[]) =>
  stretches.some(
    (stretch) =>
      stretch.turnId === sentence.turnId &&
      Math.min(stretch.to, sentence.to) - Math.max(stretch.from, sentence.from) > 0,
  )
