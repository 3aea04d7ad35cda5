import type { Flag } from '#contract/grade.ts'
import { contentStems, isStopWord, type Word } from '../text/words.ts'
import type { AnswerSentence, AnswerText, TurnText } from './answer-text.ts'
import type { QuestionReference } from './reference.ts'
import { shareOf, stemTriples } from './shingles.ts'

/** Running English has nearly half stop words, a list of key words next to none. */
const LIST_STOP_SHARE = 0.15
const LIST_WORDS = 5
/** One listing among sentences is usual ("latency, caching, queues"); a long one without a verb is not. */
const LIST_WORDS_IN_ANSWER = 9
/** Fewer content words answer nothing, unless the sample answer is itself that short. */
const LEAST_CONTENT = 4
const COPIED_SHARE = 0.75
const COPIED_QUOTE_WORDS = 5

const NON_ANSWER =
  /^\W*(?:(?:sorry|well|um|uh|hmm?|honestly|so|no)\W+)*(?:i (?:really |honestly |just )?(?:do not|don'?t|dont) (?:really |even )?(?:know|remember|have an? (?:answer|idea|example))|(?:i have |i've )?(?:no|not a) (?:idea|clue|answer|comment|response|submission)|i have never|i can(?:'|no)?t (?:answer|say|think|remember)|(?:i am |i'm )?not (?:really )?sure|n\/?a|none|pass|skip|next|no|dunno|idk|not attempted|empty)\b/i

const ADDRESSES_JUDGE =
  /\b(?:(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:instruction|rubric|criteria|above|previous|prompt|rule|answer)|(?:only )?the (?:final |last )?(?:submission|answer|text|part) (?:below|above|that follows)\b|(?:grade|mark|rate|score|evaluate) (?:this|me|it|my|the|as|with|only)\b|(?:give|award|assign|grant)(?: me| this| it)?(?: answer)?\b[^.!?]{0,30}\b(?:score|marks?|points?|grade|level|5|five|full|top|highest)\b|(?:full|maximum|top|highest|perfect) (?:marks?|score|grade|points?|level)|(?:all|every) (?:of the )?key points?|key points? (?:is|are|as|were)\b|\bverdict\b|system (?:prompt|message|override|note)|as an? (?:ai|language model|grader|judge|examiner|evaluator)|(?:dear|note to|attention|to) (?:the )?(?:grader|judge|examiner|evaluator|grading)|the (?:grader|judge|examiner|evaluator)\b|end of (?:answer|submission|transcript)|graded as|(?:is|are|as) covered\b|level (?:5|five)\b|5 (?:out )?of 5|five (?:out )?of five)/i
const JSON_BLOCK = /[{[]\s*"[^"]{1,40}"\s*:[\s\S]{0,4000}?[}\]](?:\s*[}\]])*/g
const QUOTED = /["“”«]([^"“”«»]{20,4000})["”“»]/g
const MARKUP = /<\/?[a-z_-]{3,30}>|^\s*#{2,}|```/i

/** What of an answer counts, and remarks on the rest. */
export interface Screened {
  readonly flags: readonly Flag[]
  /** Places of sentences that say nothing for themselves: word lists, words to the judge, quotations of the sample answer. */
  readonly silenced: ReadonlySet<number>
  /** True: nothing in the answer can count. */
  readonly nothing: boolean
}

/** The gates: what no answer can earn anything with. */
export function screenAnswer(turns: readonly TurnText[], answer: AnswerText, reference: QuestionReference): Screened {
  const flags = new Set<Flag>()
  const silenced = new Set<number>()
  const foreign = findForeign(turns, reference)
  answer.sentences.forEach((sentence, i) => {
    if (isWordList(sentence.words, LIST_WORDS_IN_ANSWER)) {
      flags.add('word_list')
      silenced.add(i)
    }
    if (ADDRESSES_JUDGE.test(sentence.text) || MARKUP.test(sentence.text) || liesIn(sentence, foreign)) {
      flags.add('addresses_the_judge')
      silenced.add(i)
    }
  })
  if (isWordList(answer.words, LIST_WORDS)) flags.add('word_list')
  if (isCopy(answer, reference)) flags.add('copied_sample_answer')
  if (isNonAnswer(turns, answer)) flags.add('non_answer')
  if (isEcho(answer, reference)) flags.add('echoes_question')
  const nothing =
    answer.contentWords.length < leastContent(reference) ||
    silenced.size === answer.sentences.length ||
    flags.has('non_answer') ||
    flags.has('echoes_question') ||
    isWordList(answer.words, LIST_WORDS)
  return { flags: [...flags], silenced, nothing }
}

function leastContent(reference: QuestionReference): number {
  return Math.min(LEAST_CONTENT, Math.max(1, Math.floor(reference.sample.stems.size / 4)))
}

function isWordList(words: readonly Word[], least: number): boolean {
  if (words.length < least) return false
  return words.filter((word) => isStopWord(word.lower)).length / words.length < LIST_STOP_SHARE
}

/** "I don't know" as the whole of a short answer; at the beginning of a long one it is modesty. */
function isNonAnswer(turns: readonly TurnText[], answer: AnswerText): boolean {
  return turns.every(({ text }) => NON_ANSWER.test(text) || text.trim() === '') && answer.contentWords.length < LEAST_CONTENT
}

/** Nothing but the question's words, though there is more to say. */
function isEcho(answer: AnswerText, reference: QuestionReference): boolean {
  const { sample, questionStems } = reference
  const isMore = [...sample.stems].some((stem) => !questionStems.has(stem))
  return isMore && [...answer.stems].every((stem) => questionStems.has(stem))
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
    const blocks = Array.from(text.matchAll(JSON_BLOCK))
    const quotes = Array.from(text.matchAll(QUOTED)).filter((match) => isQuotedSample(match[1] ?? '', reference))
    return [...blocks, ...quotes].map((match) => ({ turnId, from: match.index, to: match.index + match[0].length }))
  })
}

function isQuotedSample(quote: string, reference: QuestionReference): boolean {
  const stems = new Set(contentStems(quote))
  if (stems.size < COPIED_QUOTE_WORDS) return false
  const shared = [...stems].filter((stem) => reference.sample.stems.has(stem)).length
  return shared / stems.size >= 0.6
}

const liesIn = (sentence: AnswerSentence, stretches: readonly Stretch[]) =>
  stretches.some(
    (stretch) =>
      stretch.turnId === sentence.turnId && Math.min(stretch.to, sentence.to) - Math.max(stretch.from, sentence.from) > 0,
  )
