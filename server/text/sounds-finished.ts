import { countMainClauses, isClauseBegun } from './main-clauses.ts'
import { cannotEnd, staysOpen } from './open-endings.ts'
import { FILLERS, OPENERS } from './open-words.ts'
import { splitSentences } from './sentences.ts'
import { announcesMore, asksForTime, saysItIsOver, saysThanks } from './set-phrases.ts'
import { isListUnfinished } from './unfinished-list.ts'
import { foldWord, splitSpellings } from './words.ts'

/** What a transcript's end says about whether its speaker goes on. */
export type Finished = 'nothing' | 'complete' | 'unsure' | 'incomplete' | 'asks_for_time'

type Mark = 'stop' | 'question' | 'going_on' | 'none'
interface Sentence {
  /** Lower case, apostrophes straight. */
  readonly words: readonly string[]
  readonly mark: Mark
}

/** Sentences without marks of fewer words than this have not got far. */
const SHORTEST_BARE = 5
/** A recogniser that writes capitals and has put no mark in this many words puts none at all. */
const LONGEST_WITHOUT_MARK = 12
/** A full stop after fewer words is believed less: recognisers cut sentences into pieces. */
const SHORTEST_COMPLETE = 5
const SHORT_ANSWER_WORDS = 6

/**
 * Whether an English transcript sounds finished, by its end. Whoever is cut off in mid-sentence is wronged more than whoever has to
 * press a key: doubtful cases are `incomplete`, and full stops are believed only after what can end a sentence.
 */
export function soundsFinished(text: string): Finished {
  const all = splitSentences(text).map((span) => buildSentence(span.text, text.slice(span.to)))
  if (all.length === 0) return 'nothing'
  if (asksForTime(dropLast(all, saysFillers).at(-1)?.words ?? [])) return 'asks_for_time'
  const sentences = dropLast(all, ({ words }) => saysThanks(words))
  const last = sentences.at(-1)
  if (last === undefined || last.mark === 'going_on' || saysFillers(last)) return 'incomplete'
  if (saysItIsOver(last.words)) return 'complete'
  const joined = joinFragments(sentences)
  if (isOpen(joined.words) || isListUnfinished(normalize(text))) return 'incomplete'
  if (last.mark === 'none') return judgeBare(text, joined.words)
  return judgeMarked(sentences, last, joined)
}

const saysFillers = ({ words }: Sentence) => words.every((word) => FILLERS.has(word))

function dropLast(sentences: readonly Sentence[], isEmpty: (sentence: Sentence) => boolean): readonly Sentence[] {
  return sentences.slice(0, sentences.findLastIndex((sentence) => !isEmpty(sentence)) + 1)
}

function buildSentence(text: string, after: string): Sentence {
  return {
    words: splitSpellings(text).map((word) => word.lower),
    mark: findMark(text + (/^\s*[-–—…:;,]+/.exec(after)?.[0] ?? '')),
  }
}

function findMark(text: string): Mark {
  const end = text.trimEnd().replace(/["'”’)\]]+$/, '')
  if (/(?:\.\.+|…|[,;:–—-])$/.test(end)) return 'going_on'
  if (end.endsWith('?')) return 'question'
  return /[.!]$/.test(end) ? 'stop' : 'none'
}

/** Recognisers put a full stop after every stretch of speech: sentences that cannot have ended there are taken together. */
function joinFragments(sentences: readonly Sentence[]): { words: readonly string[]; from: number } {
  let from = sentences.length - 1
  let words = sentences[from]?.words ?? []
  while (from > 0 && cannotEnd(sentences[from - 1]?.words ?? [])) {
    from--
    words = [...(sentences[from]?.words ?? []), ...words]
  }
  return { words, from }
}

function isOpen(words: readonly string[]): boolean {
  return staysOpen(words) || announcesMore(words) || isClauseBegun(words)
}

function judgeBare(text: string, words: readonly string[]): Finished {
  const trimmed = text.trim()
  if (/[.?!,;:]\s/.test(trimmed) || words.length < SHORTEST_BARE) return 'incomplete'
  const writesCapitals = /^\p{Lu}/u.test(trimmed) && !/^I\b/.test(trimmed)
  if (writesCapitals && words.length < LONGEST_WITHOUT_MARK) return 'incomplete'
  return countMainClauses(words) > 0 ? 'unsure' : 'incomplete'
}

function judgeMarked(
  sentences: readonly Sentence[],
  last: Sentence,
  joined: { words: readonly string[]; from: number },
): Finished {
  const { words } = joined
  const isWhole = countMainClauses(words) > 0
  if (last.mark === 'question') return judgeQuestion(words.join(' '))
  if (isWhole) return words.length < SHORTEST_COMPLETE || stopsAtFragments(sentences) ? 'unsure' : 'complete'
  if (words.every((word) => OPENERS.has(word) || FILLERS.has(word))) return 'incomplete'
  return joined.from === 0 && words.length <= SHORT_ANSWER_WORDS && !beginsPhrase(words) ? 'unsure' : 'incomplete'
}

/** Whether a full stop stands before the last sentence where nothing can end: this recogniser's stops prove little. */
function stopsAtFragments(sentences: readonly Sentence[]): boolean {
  return sentences.slice(0, -1).some(({ words, mark }) => mark === 'stop' && cannotEnd(words))
}

/** A question to the interviewer ends a turn; a question of one's own is answered by oneself. */
function judgeQuestion(text: string): Finished {
  const isToInterviewer =
    /^(?:\w+ ){0,2}?(?:do|does|did|can|could|is|are|would|should|shall|may|will|what do|what did) (?:you|i|that|this|the question|we)\b/
  if (isToInterviewer.test(text) && /\b(?:you|your|should i|shall i|can i|may i|do i|question)\b/.test(text))
    return 'complete'
  return /\byou\b/.test(text) && !/\b(?:right|okay|ok|you know)$/.test(text) ? 'unsure' : 'incomplete'
}

/** "In my last job", "The customer", "To reduce churn": what a sentence begins with. */
function beginsPhrase([first = '', second = '']: readonly string[]): boolean {
  return BEGINS_PHRASE.has(OPENERS.has(first) ? second : first)
}
const BEGINS_PHRASE = new Set(
  'in at on after before during when with for by to as from since the a an my our their his her this that these those and but so then because if while every each i we they what who how where which why people'.split(
    ' ',
  ),
)

const normalize = (text: string) => foldWord(text).replace(/\s+/g, ' ').trim()
