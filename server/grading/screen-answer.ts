import type { Flag } from '#contract/grade.ts'
import { contentStems } from '../text/words.ts'
import { type AnswerText, readAnswer, type TurnText } from './answer-text.ts'
import { findCorrections } from './corrections.ts'
import { findEchoes } from './echoes.ts'
import { findForeign } from './foreign-text.ts'
import { buildPlainText } from './plain-text.ts'
import type { QuestionReference } from './reference.ts'
import { shareInOrder, shareOf, stemTriples } from './shingles.ts'
import { type Lists, readLists } from './word-lists.ts'

/** Fewer content words answer nothing, unless the sample answer is itself that short. */
const LEAST_CONTENT = 4
const COPIED_SHARE = 0.75
/** From so many words on, most of the sample answer makes a copy; below, all of it, as half may come to anybody's mind. */
const COPY_WORDS = 12
/** Shorter sample answers are copied by an answer of just these words, as they stand in many a longer one. */
const TELLING_WORDS = 8
const SHORTEST_COPY = 3
/** Share of the words, stop words included, that stand there in the same order: a copy with words put in has it, and no answer of one's own. */
const COPIED_IN_ORDER = 0.85
/** Words past this many are not looked at for their order. */
const MOST_COMPARED = 2_000

const NON_ANSWER =
  /^\W*(?:(?:sorry|well|um|uh|hmm?|honestly|so|no)\W+)*(?:i (?:really |honestly |just )?(?:do not|don'?t|don’t) (?:really |even )?(?:know|remember|have an? (?:answer|idea|example))|(?:i have |i've |i’ve )?(?:no|not a) (?:idea|clue|answer|comment|response|submission)|i have never|i can(?:'|’|no)?t (?:answer|say|think|remember)|(?:i am |i'm |i’m )?not (?:really )?sure|dunno|idk|not attempted|(?:n\/?a|none|pass|skip|next|no|yes|empty)\W*$)/i

/** What introduces an answer after all: "I don't know, but …". */
const AFTER_ALL =
  /\b(?:but|however|though|although|maybe|perhaps|probably|i (?:guess|think|suppose|believe|would say))\b|[.;:!?]/i

/** What of an answer counts, and remarks on the rest. */
export interface Screened {
  readonly flags: readonly Flag[]
  /** Places of sentences that do not count: word lists, words to the judge, quotations of the sample answer, the question again, what was taken back. */
  readonly silenced: ReadonlySet<number>
  /** Places of sentences that list options of key points: these options are made, and nothing is said about them. */
  readonly listed: ReadonlySet<number>
  /** Of the silenced ones what no judge may take for evidence: words to it, the question again, what was taken back. */
  readonly foreign: ReadonlySet<number>
  readonly echoes: ReadonlySet<number>
  readonly takenBack: ReadonlySet<number>
  /** True: too short, "I don't know" or the question again. No judge need be asked. */
  readonly isEmpty: boolean
  /** True: nothing in the answer can count by word matching. */
  readonly nothing: boolean
  /** True: all of it is a list where a list may be meant as an answer. It counts, and for little. */
  readonly isTerse: boolean
}

interface ReadAndScreened {
  readonly reference: QuestionReference
  readonly answer: AnswerText
  readonly screened: Screened
}

const known = new WeakMap<readonly TurnText[], ReadAndScreened>()

/**
 * The answer taken apart, and the gates: what no answer can earn anything with. One grade asks for it several times, in front of the
 * judge, in word matching and for each reading's quotes: it is made once for the same turns.
 */
export function screenAnswer(turns: readonly TurnText[], reference: QuestionReference): ReadAndScreened {
  const before = known.get(turns)
  if (before?.reference === reference) return before
  const answer = readAnswer(turns)
  const made = { reference, answer, screened: screen(turns, answer, reference) }
  known.set(turns, made)
  return made
}

function screen(turns: readonly TurnText[], answer: AnswerText, reference: QuestionReference): Screened {
  const flags = new Set<Flag>()
  const isCopied = isCopy(answer, reference)
  // A sample answer may be as terse as a list.
  const { lists, listed, isTerse } = isCopied ? NO_LISTS : readLists(answer, reference)
  const foreign = findForeign(turns, answer.sentences, reference)
  const { echoes, frames } = findEchoes(answer.sentences, reference)
  const { takenBack, copies } = findCorrections(answer.sentences, reference.statements)
  if (lists.size > 0 || isTerse) flags.add('word_list')
  if (foreign.size > 0) flags.add('addresses_the_judge')
  if (isCopied) flags.add('copied_sample_answer')
  if (isNonAnswer(turns, answer, leastContent(reference))) flags.add('non_answer')
  if (echoes.size > 0 && echoes.size + frames.size === answer.sentences.length) flags.add('echoes_question')
  if (copies.size > 0) flags.add('denies_sample_answer')
  const silenced = new Set([...lists, ...foreign, ...echoes, ...takenBack])
  const isEmpty =
    answer.contentWords.length < leastContent(reference) || flags.has('non_answer') || flags.has('echoes_question')
  const nothing = isEmpty || silenced.size === answer.sentences.length
  return { flags: [...flags], silenced, listed, foreign, echoes, takenBack, isEmpty, nothing, isTerse }
}

const NO_LISTS: Lists = { lists: new Set(), listed: new Set(), isTerse: false }

function leastContent(reference: QuestionReference): number {
  return Math.min(LEAST_CONTENT, Math.max(1, Math.floor(reference.sample.stems.size / 6)))
}

/** "I don't know" as the whole of a short answer; at the beginning of a long one, or with an answer behind it, it is modesty. */
function isNonAnswer(turns: readonly TurnText[], answer: AnswerText, least: number): boolean {
  const isNone = (text: string) => text.trim() === '' || (NON_ANSWER.test(text) && !goesOn(text, least))
  return answer.contentWords.length < LEAST_CONTENT && turns.every(({ text }) => isNone(buildPlainText(text).text))
}

function goesOn(text: string, least: number): boolean {
  const [, ...behind] = text.replace(NON_ANSWER, '').split(AFTER_ALL)
  const rest = behind.join(' ').trim()
  return !NON_ANSWER.test(rest) && contentStems(rest).length >= least
}

/** Most of the sample answer word for word, or all of a short one. */
function isCopy({ words }: AnswerText, { sample }: QuestionReference): boolean {
  const { wordCount, triples, sequences } = sample
  if (wordCount < SHORTEST_COPY) return false
  if (wordCount < TELLING_WORDS) return words.map(({ stem }) => stem).join(' ') === sequences.flat().join(' ')
  if (shareOf(triples, stemTriples(words)) >= (wordCount < COPY_WORDS ? 1 : COPIED_SHARE)) return true
  if (wordCount < COPY_WORDS) return false
  const stems = words.slice(0, MOST_COMPARED).map(({ stem }) => stem)
  // In whatever order first: comparing the order takes longer than all other gates, and most answers have too few of the words.
  const given = new Set(stems)
  const wanted = sequences.flat()
  if (wanted.filter((stem) => given.has(stem)).length < COPIED_IN_ORDER * wanted.length) return false
  return shareInOrder(sequences, stems) >= COPIED_IN_ORDER
}
