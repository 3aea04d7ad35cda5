import { splitSentences } from '../text/sentences.ts'
import { isStopWord, splitWords, type Word } from '../text/words.ts'
import { isNegation } from './polarity.ts'

/** A part of a sentence that says one thing. */
export interface Clause {
  readonly stems: ReadonlySet<string>
  readonly negated: boolean
}

/** A sentence with its clauses. */
export interface Statement {
  readonly stems: ReadonlySet<string>
  readonly clauses: readonly Clause[]
}

const BORDER =
  /[,;:.!?()\n–—]+|\b(?:and|but|because|so|while|which|who|whereas|although|though|if|when|until|unless|then|or|rather than|instead of)\b/gi
const OPENING = /^\W*(?:yes|no|true|false|nope|yeah)\b/i

/** Takes a text apart into sentences and clauses; those without a content word are left out. */
export function readStatements(text: string): Statement[] {
  return splitSentences(text)
    .map((sentence) => readStatement(sentence.text))
    .filter((statement) => statement.stems.size > 0)
}

/** Takes one sentence apart. A yes or no at its beginning belongs to no clause. */
export function readStatement(sentence: string): Statement {
  const text = sentence.replace(OPENING, (opening) => ' '.repeat(opening.length))
  const clauses: Clause[] = []
  let from = 0
  for (const border of [...Array.from(text.matchAll(BORDER), (m) => ({ at: m.index, size: m[0].length })), null]) {
    const words = splitWords(text.slice(from, border?.at ?? text.length))
    const stems = contentOf(words)
    if (stems.size > 0) clauses.push({ stems, negated: countNegations(words) % 2 === 1 })
    from = border ? border.at + border.size : text.length
  }
  return { stems: contentOf(splitWords(text)), clauses }
}

const contentOf = (words: readonly Word[]) =>
  new Set(words.filter((word) => !isStopWord(word.lower)).map((word) => word.stem))

/** "Not only" and "not just" turn nothing round. */
const countNegations = (words: readonly Word[]) =>
  words.filter((word, i) => isNegation(word.lower) && !['only', 'just', 'merely'].includes(words[i + 1]?.lower ?? ''))
    .length
