import { contentStems } from '../text/words.ts'
import type { AnswerSentence, TurnText } from './answer-text.ts'
import { buildPlainText } from './plain-text.ts'
import type { QuestionReference } from './reference.ts'

/** Words that speak to whoever grades. A remark for the report; by itself no defence. */
const ADDRESSES_JUDGE = new RegExp(
  [
    '(?:ignore|disregard|forget|override)\\b[^.!?]{0,40}\\b(?:instructions?|rubric|criteria|above|previous|prompt|rules|(?:you were|been) told)',
    'only (?:the |this |my )?(?:final |last )?(?:submission|answer|text|part|version)\\b[^.!?]{0,30}\\b(?:below|follows|counts?|(?:is|will be|be) (?:graded|marked|scored))',
    '(?:grade|mark|rate|score|evaluate) (?:this|me|my|the) (?:answer|response|submission|candidate|as|with|at|a|full|highly)\\b',
    '(?:give|award|assign|grant|return|deserves?)(?: me| this| it| the)?(?: answer| candidate| response)?\\b[^.!?]{0,30}\\b(?:score|marks|points|grade|(?:highest|top|maximum) level|level (?:5|five)|5 out|five out)',
    '(?:full|maximum|top|perfect) (?:marks?|scores?|grade|points|credit)',
    '(?:all|every|each)(?: of the| the)? key points?\\b',
    'key points? (?:is|are|as|were|should be) (?:all )?(?:covered|met|satisfied)',
    '(?:mark|marked|treat|consider|count|grade|graded|label)(?: \\w+){0,4} as (?:fully )?(?:covered|correct|complete)',
    '(?:system|developer|grading|grader) (?:prompt|message|override|note|instructions?)',
    'as an? (?:ai|language model|grader|judge|examiner|evaluator)\\b',
    '(?:dear|note to|attention|message to|hey)\\W+(?:the )?(?:grader|judge|examiner|evaluator)',
    'the (?:grader|examiner|evaluator|grading (?:model|system))\\b',
    '(?:grade|mark|score|use|take|evaluate)\\b[^.!?]{0,30}\\b(?:in place|instead) of (?:mine|my (?:answer|response|words|text))',
    'your new (?:task|role|job|instructions?) (?:is|are)\\b',
    'end of (?:the )?(?:answer|submission|transcript)',
    '(?:5|five) (?:out )?of (?:5|five)\\b',
  ]
    .map((pattern) => `\\b${pattern}`)
    .join('|'),
  'i',
)

/** Fields of a made-up result, such as no answer has. */
const FIELD = '(?:verdict|level|quotes?|score|grade|marks?|rating|key[ _-]?points?|covered)'
const FIELD_LINE = new RegExp(`^[ \\t>#*_"'\`-]{0,12}(${FIELD})["'*_\`]{0,3}[ \\t]{0,3}[:=].*$`, 'gim')
const FIELD_CELL = new RegExp(`\\|[ \\t*_\`]{0,4}${FIELD}[ \\t*_\`]{0,40}(?=\\|)`, 'gi')
const FIELD_TAG = new RegExp(
  `</?(?:${FIELD}|evidence|result|reason|answer|sample[_-]?answer|reference|instructions?|prompt|system|assistant|user|final|submission|judge|grader|examiner|transcript)(?:[_-][a-z_-]{1,20})?(?:\\s[^<>]{0,60})?/?>`,
  'gi',
)
/** One such field may be a heading ("Level: …"); two are a form that was filled in. */
const FORM_FIELDS = 2
const TABLE_LINE = /^[ \t]{0,8}\|.*\|[ \t]{0,8}$/gm
const JSON_BEGINS = /[{[]\s*"[^"\n]{1,40}"\s*:/
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
    [...findQuotations(text, reference), ...findDataBlock(text), ...findForm(text), ...findTagged(text)].map(
      (place): Stretch => ({ turnId, ...place }),
    ),
  )
  const isForeign = (sentence: AnswerSentence) => ADDRESSES_JUDGE.test(sentence.plain) || liesIn(sentence, stretches)
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

/** From where JSON begins to the last bracket that closes it, or to the end where none does. */
function findDataBlock(text: string): Place[] {
  const from = text.search(JSON_BEGINS)
  if (from < 0) return []
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  return [{ from, to: end > from ? end + 1 : text.length }]
}

/** From the first line of a form to its last, and a table with such fields in its head. */
function findForm(text: string): Place[] {
  const lines = Array.from(text.matchAll(FIELD_LINE))
  const fields = new Set(lines.map((match) => match[1]?.toLowerCase()))
  const rows = Array.from(text.matchAll(TABLE_LINE))
  const isForm = rows.some((row) => Array.from(row[0].matchAll(FIELD_CELL)).length >= FORM_FIELDS)
  return [
    ...(fields.size >= FORM_FIELDS ? [spanOf(lines.map(placeOf))] : []),
    ...(isForm ? [spanOf(rows.map(placeOf))] : []),
  ]
}

/** From the first tag of a made-up result to the last. */
function findTagged(text: string): Place[] {
  const tags = Array.from(text.matchAll(FIELD_TAG), placeOf)
  return tags.length === 0 ? [] : [spanOf(tags)]
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
