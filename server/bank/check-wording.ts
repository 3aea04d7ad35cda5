import { MAX_TURN_WORDS } from '#contract/speech.ts'
import { findSharedContentNgram, REVEALING_WORDS } from '../text/ngrams.ts'
import { splitSpellings } from '../text/words.ts'

export interface WordingContext {
  /** The bank's question: its own words may be used again. */
  readonly question: string
  /** What must not be given away. */
  readonly hidden: readonly string[]
  /** What is said besides it and must not be said twice. */
  readonly others: readonly string[]
}

/** What is wrong with words that the interviewer will say about a question: a follow-up or the question in other words. */
export function findWordingProblems(text: string, { question, hidden, others }: WordingContext): string[] {
  const problems: string[] = []
  const asked = text.split('?').length - 1
  if (asked !== 1) problems.push(`must be exactly one question: it has ${asked} question marks`)
  const words = splitSpellings(text).length
  if (words > MAX_TURN_WORDS) problems.push(`has ${words} words: at most ${MAX_TURN_WORDS} can be said`)
  const spelling = spell(text)
  if (others.some((other) => spell(other) === spelling))
    problems.push('repeats what is said elsewhere about this question')
  const shared = findSharedContentNgram(text, hidden, { n: REVEALING_WORDS, aside: [question] })
  if (shared) problems.push(`gives the answer away: "${shared.join(' ')}" stands there too, as word stems`)
  return problems
}

const spell = (text: string) =>
  splitSpellings(text)
    .map((word) => word.lower)
    .join(' ')
