import { splitSpellings } from '../text/words.ts'

/** Words that turn a statement round. */
const NEGATIONS = new Set(
  `not no never neither nor none nothing nobody cannot without isnt arent wasnt werent havent hasnt hadnt dont doesnt
  didnt cant couldnt shouldnt wont wouldnt ain't hardly unable`.split(/\s+/),
)

export const isNegation = (lower: string): boolean => NEGATIONS.has(lower) || lower.endsWith("n't")

/** They deny a clause that says something always, and mark no answer as a denial: "which is rarely understood". */
const RARELY = new Set(['rarely', 'seldom', 'scarcely', 'barely'])

/** Whether a word turns its clause round. */
export const turnsRound = (lower: string): boolean => isNegation(lower) || RARELY.has(lower)

/** Whether a text has a word that turns a statement round. */
export function hasNegation(text: string): boolean {
  return splitSpellings(text).some((word) => isNegation(word.lower))
}

/** How a text begins, where it answers a yes-or-no question. */
export function openingOf(text: string): 'yes' | 'no' | null {
  const first = splitSpellings(text.slice(0, 40))[0]?.lower ?? ''
  if (['yes', 'true', 'yeah', 'correct', 'right'].includes(first)) return 'yes'
  return ['no', 'false', 'nope', 'incorrect', 'wrong'].includes(first) ? 'no' : null
}
