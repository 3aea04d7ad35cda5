import { splitSentences } from '../text/sentences.ts'
import { isStopWord, splitWords, type Word } from '../text/words.ts'
import { turnsRound } from './polarity.ts'

/** A part of a sentence that says one thing. */
export interface Clause {
  readonly stems: ReadonlySet<string>
  readonly negated: boolean
  /** The words that a negation stands at: what it turns round. */
  readonly denied: readonly string[]
  /** Whether it is a term without a verb, such as a heading. */
  readonly isTerm: boolean
  /** Whether it leaves out what it says of its subject: "UDP does not". */
  readonly isElliptic: boolean
}

/** A sentence with its clauses. */
export interface Statement {
  readonly text: string
  /** How many words of it turn something round. */
  readonly negations: number
  readonly stems: ReadonlySet<string>
  readonly clauses: readonly Clause[]
}

const BORDER =
  /[,;:.!?()\n–—]+|\b(?:and|but|because|so|while|which|who|whereas|although|though|if|when|until|unless|then|or|rather than|instead of)\b/gi
/** An answer to a yes-or-no question; "no" in front of a noun is a negation. */
const OPENING =
  /^\W*(?:(?:yes|true|false|nope|yeah)\b|no(?=\s*(?:$|[,.;:!?–—-]|(?:it|they|i|we|you|he|she|because|the|a|an|this|that|these|those|there|in|on|at|if|when|since|as|both|all|not)\b)))/i

/** Before "to". */
const REFUSES = /^(?:fail|refus|neglect|declin|unlikel|impossibl)(?:s|ed|es|e|ing|y)?$/

const OPENING_NO = /^\W*(?:yes|no|true|false|nope|yeah)\b/i

/** Takes a text apart into sentences and clauses; those without a content word are left out. */
export function readStatements(text: string): Statement[] {
  return splitSentences(text)
    .map((sentence) => readStatement(sentence.text))
    .filter((statement) => statement.stems.size > 0)
}

/** Takes one sentence apart. A yes or no at its beginning belongs to no clause. */
export function readStatement(sentence: string): Statement {
  const text = blankOpening(sentence)
  const clauses: Clause[] = []
  let from = 0
  for (const border of [...Array.from(text.matchAll(BORDER), (m) => ({ at: m.index, size: m[0].length })), null]) {
    const words = splitWords(text.slice(from, border?.at ?? text.length))
    const stems = contentOf(words)
    if (stems.size > 0) clauses.push(buildClause(words, stems, border !== null && text[border.at] === ':'))
    from = border ? border.at + border.size : text.length
  }
  const words = splitWords(text)
  return { text: sentence, negations: countNegations(words), stems: contentOf(words), clauses }
}

/** "No" in front of a noun is an answer too where the sentence has a negation of its own: "No cookies are not sugar". */
function blankOpening(sentence: string): string {
  if (!OPENING_NO.test(sentence)) return sentence
  const isAnswer = countNegations(splitWords(sentence)) > 1
  return sentence.replace(isAnswer ? OPENING_NO : OPENING, (opening) => ' '.repeat(opening.length))
}

/** As many content words after a negation are what it turns round. */
const DENIED_WORDS = 2

function buildClause(words: readonly Word[], stems: ReadonlySet<string>, leadsOn: boolean): Clause {
  const places = words.flatMap((_, i) => (isNegationAt(words, i) ? [i] : []))
  const denied = places.flatMap((i) => {
    const after = words.slice(i + 1).filter((word, j) => !isStopWord(word.lower) && !isOfSign(words, i + 1 + j))
    return after.slice(0, DENIED_WORDS).map((word) => word.stem)
  })
  const isTerm = words.every((word) => !isStopWord(word.lower))
  const end = words.slice(-2).map(({ lower }) => lower)
  const isElliptic = !leadsOn && stems.size <= SUBJECT_STEMS && ELIDES.test(end.join(' '))
  return { stems, negated: countNegations(words) % 2 === 1, denied, isTerm, isElliptic }
}

/** More content words than these are more than a subject. */
const SUBJECT_STEMS = 2
/** A clause that ends so leaves out what it says. */
const ELIDES = /\b(?:(?:do|does|did|is|are|was|were|has|have|can|will)(?:n['’]?t| not)?|cannot)$/

/** What is refused belongs to a clause, and that it is refused to its sign. */
const contentOf = (words: readonly Word[]) =>
  new Set(words.filter((word, i) => !isStopWord(word.lower) && !isOfSign(words, i)).map((word) => word.stem))

/** A negation, or the "almost" of "almost never". */
const isOfSign = (words: readonly Word[], i: number) =>
  isNegationAt(words, i) || (NEARLY.has(words[i]?.lower ?? '') && isNegationAt(words, i + 1))

const NEARLY = new Set(['almost', 'nearly', 'virtually', 'practically'])

/** "Not only" and "not just" turn nothing round; "fails to" and "refuses to" do. */
const isNegationAt = (words: readonly Word[], i: number) =>
  (turnsRound(words[i]?.lower ?? '') && !['only', 'just', 'merely'].includes(words[i + 1]?.lower ?? '')) ||
  isNought(words, i) ||
  isRefusal(words, i)

/** "With 0 marbles" is "with no marbles"; a reading of 0 is a figure. */
const isNought = (words: readonly Word[], i: number) =>
  ['0', 'zero'].includes(words[i]?.lower ?? '') && /s$/.test(words[i + 1]?.lower ?? '')

const isRefusal = (words: readonly Word[], i: number) =>
  words[i + 1]?.lower === 'to' && REFUSES.test(words[i]?.lower ?? '')

const EACH = new Set(['no', '0', 'zero'])

/** Each "no" of "no loss, no delay and no cost" says the same: they count as one. */
function countNegations(words: readonly Word[]): number {
  const all = words.filter((_, i) => isNegationAt(words, i))
  const others = all.filter(({ lower }) => !EACH.has(lower))
  return others.length + (others.length < all.length ? 1 : 0)
}
