import type { Flag } from '#contract/grade.ts'
import { contentStems, isStopWord, type Word } from '../text/words.ts'
import type { AnswerSentence, AnswerText, TurnText } from './answer-text.ts'
import { buildPlainText } from './plain-text.ts'
import type { QuestionReference } from './reference.ts'
import { shareOf, stemPairs, stemTriples } from './shingles.ts'

/** Running English has nearly half stop words, a list of key words next to none. */
const LIST_STOP_SHARE = 0.15
const LIST_WORDS = 5
/** One listing among sentences is usual ("latency, caching, queues"); a long one without a verb is not. */
const LIST_WORDS_IN_ANSWER = 10
/** Fewer content words answer nothing, unless the sample answer is itself that short. */
const LEAST_CONTENT = 4
const COPIED_SHARE = 0.75
const COPIED_QUOTE_WORDS = 5
/** Content words that the sample answer must have beyond the question's for an echo to say nothing. */
const LEAST_MORE = 2
const ECHOED_SHARE = 0.6

const NON_ANSWER =
  /^\W*(?:(?:sorry|well|um|uh|hmm?|honestly|so|no)\W+)*(?:i (?:really |honestly |just )?(?:do not|don'?t|don’t) (?:really |even )?(?:know|remember|have an? (?:answer|idea|example))|(?:i have |i've |i’ve )?(?:no|not a) (?:idea|clue|answer|comment|response|submission)|i have never|i can(?:'|’|no)?t (?:answer|say|think|remember)|(?:i am |i'm |i’m )?not (?:really )?sure|dunno|idk|not attempted|(?:n\/?a|none|pass|skip|next|no|yes|empty)\W*$)/i

/** Words that speak to whoever grades. A remark for the report; by itself no defence. */
const ADDRESSES_JUDGE = new RegExp(
  [
    '(?:ignore|disregard|forget|override)\\b[^.!?]{0,40}\\b(?:instructions?|rubric|criteria|above|previous|prompt|rules)',
    'only (?:the |this |my )?(?:final |last )?(?:submission|answer|text|part|version)\\b[^.!?]{0,30}\\b(?:below|follows|counts?|(?:is|will be|be) (?:graded|marked|scored))',
    '(?:grade|mark|rate|score|evaluate) (?:this|me|my|the) (?:answer|response|submission|candidate|as|with|at|a|full|highly)\\b',
    '(?:give|award|assign|grant|deserves?)(?: me| this| it| the)?(?: answer| candidate| response)?\\b[^.!?]{0,30}\\b(?:score|marks|points|grade|level (?:5|five)|5 out|five out)',
    '(?:full|maximum|top|perfect) (?:marks?|scores?|grade|points|credit)',
    '(?:all|every|each)(?: of the| the)? key points?\\b',
    'key points? (?:is|are|as|were|should be) (?:all )?(?:covered|met|satisfied)',
    '(?:mark|marked|treat|consider|count|grade|graded|label)(?: \\w+){0,4} as (?:fully )?(?:covered|correct|complete)',
    '(?:system|developer|grading|grader) (?:prompt|message|override|note|instructions?)',
    'as an? (?:ai|language model|grader|judge|examiner|evaluator)\\b',
    '(?:dear|note to|attention|message to|hey)\\W+(?:the )?(?:grader|judge|examiner|evaluator)',
    'the (?:grader|examiner|evaluator|grading (?:model|system))\\b',
    'end of (?:the )?(?:answer|submission|transcript)',
    '(?:5|five) (?:out )?of (?:5|five)\\b',
  ]
    .map((pattern) => `\\b${pattern}`)
    .join('|'),
  'i',
)
const JSON_BEGINS = /[{[]\s*"[^"\n]{1,40}"\s*:/
const QUOTED = /"([^"]{0,4000})"|[“«]([^“”«»]{0,4000})[”»]/g
const MARKUP = /<\/?[a-z_-]{3,30}>|^\s*#{2,}|```/i

/** What of an answer counts, and remarks on the rest. */
export interface Screened {
  readonly flags: readonly Flag[]
  /** Places of sentences that say nothing for themselves: word lists, words to the judge, quotations of the sample answer. */
  readonly silenced: ReadonlySet<number>
  /** True: too short, "I don't know" or the question again. No judge need be asked. */
  readonly isEmpty: boolean
  /** True: nothing in the answer can count by word matching. */
  readonly nothing: boolean
}

/** The gates: what no answer can earn anything with. */
export function screenAnswer(turns: readonly TurnText[], answer: AnswerText, reference: QuestionReference): Screened {
  const flags = new Set<Flag>()
  const silenced = new Set<number>()
  const foreign = findForeign(turns, reference)
  answer.sentences.forEach((sentence, i) => {
    if (isWordList(sentence.words, LIST_WORDS_IN_ANSWER, reference) || isKeyWords(sentence, reference)) {
      flags.add('word_list')
      silenced.add(i)
    }
    if (ADDRESSES_JUDGE.test(sentence.plain) || MARKUP.test(sentence.plain) || liesIn(sentence, foreign)) {
      flags.add('addresses_the_judge')
      silenced.add(i)
    }
  })
  const isList = isWordList(answer.words, LIST_WORDS, reference)
  if (isList) flags.add('word_list')
  if (isCopy(answer, reference)) flags.add('copied_sample_answer')
  if (isNonAnswer(turns, answer)) flags.add('non_answer')
  if (isEcho(answer, reference)) flags.add('echoes_question')
  const isEmpty =
    answer.contentWords.length < leastContent(reference) || flags.has('non_answer') || flags.has('echoes_question')
  const nothing = isEmpty || silenced.size === answer.sentences.length || isList
  return { flags: [...flags], silenced, isEmpty, nothing }
}

function leastContent(reference: QuestionReference): number {
  return Math.min(LEAST_CONTENT, Math.max(1, Math.floor(reference.sample.stems.size / 6)))
}

/** Next to no stop words, where the sample answer has some. Numbers and formulas are no words. */
function isWordList(words: readonly Word[], least: number, reference: QuestionReference): boolean {
  const spelt = words.filter((word) => /^\p{L}{2,}/u.test(word.lower))
  if (spelt.length < least || reference.sample.listShare > LIST_STOP_SHARE) return false
  return spelt.filter((word) => isStopWord(word.lower)).length / spelt.length < LIST_STOP_SHARE
}

/** Nothing but words of the sample answer, without a single stop word. */
function isKeyWords({ words, stems }: AnswerSentence, { sample }: QuestionReference): boolean {
  const isList = words.length >= LIST_WORDS && stems.length >= LIST_WORDS && sample.listShare <= LIST_STOP_SHARE
  return isList && words.every((word) => !isStopWord(word.lower)) && stems.every((stem) => sample.stems.has(stem))
}

/** "I don't know" as the whole of a short answer; at the beginning of a long one it is modesty. */
function isNonAnswer(turns: readonly TurnText[], answer: AnswerText): boolean {
  const isNone = (text: string) => NON_ANSWER.test(text) || text.trim() === ''
  return answer.contentWords.length < LEAST_CONTENT && turns.every(({ text }) => isNone(buildPlainText(text).text))
}

/** Nothing but the question's words in the question's order, most of one of its sentences, though there is more to say. */
function isEcho(answer: AnswerText, reference: QuestionReference): boolean {
  const { sample, questionStems, questionPairs, questionSentences } = reference
  const more = [...sample.stems].filter((stem) => !questionStems.has(stem)).length
  if (more < LEAST_MORE || [...answer.stems].some((stem) => !questionStems.has(stem))) return false
  const isRepeated = questionSentences.some((stems) => shareOf(stems, answer.stems) >= ECHOED_SHARE)
  return isRepeated && shareOf(stemPairs(answer.words), questionPairs) >= ECHOED_SHARE
}

function isCopy(answer: AnswerText, reference: QuestionReference): boolean {
  if (reference.sample.wordCount < 12) return false
  return shareOf(reference.sample.triples, stemTriples(answer.words)) >= COPIED_SHARE
}

interface Stretch {
  readonly turnId: string
  readonly from: number
  readonly to: number
}

/** Data blocks, and quotation marks around the sample answer's own words. */
function findForeign(turns: readonly TurnText[], reference: QuestionReference): Stretch[] {
  return turns.flatMap(({ turnId, text }) => {
    const quotes = Array.from(text.matchAll(QUOTED)).filter((match) =>
      isQuotedSample(match[1] ?? match[2] ?? '', reference),
    )
    const stretches = quotes.map((match) => ({ turnId, from: match.index, to: match.index + match[0].length }))
    const block = findDataBlock(text)
    return block ? [...stretches, { turnId, ...block }] : stretches
  })
}

/** From where data begins to the last bracket that closes it, or to the end where none does. */
function findDataBlock(text: string): { from: number; to: number } | null {
  const from = text.search(JSON_BEGINS)
  if (from < 0) return null
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  return { from, to: end > from ? end + 1 : text.length }
}

function isQuotedSample(quote: string, reference: QuestionReference): boolean {
  const stems = new Set(contentStems(buildPlainText(quote).text))
  if (stems.size < COPIED_QUOTE_WORDS) return false
  const shared = [...stems].filter((stem) => reference.sample.stems.has(stem)).length
  return shared / stems.size >= 0.6
}

const liesIn = (sentence: AnswerSentence, stretches: readonly Stretch[]) =>
  stretches.some(
    (stretch) =>
      stretch.turnId === sentence.turnId &&
      Math.min(stretch.to, sentence.to) - Math.max(stretch.from, sentence.from) > 0,
  )
