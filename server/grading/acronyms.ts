import { isStopWord, splitWords, type Word } from '../text/words.ts'

/** Letters of what may be an acronym. Shorter ones are the initials of something in any text. */
const LETTERS = /^\p{L}{3,6}$/u

/** The first letters of a text's words. */
export interface Initials {
  readonly letters: string
  readonly words: readonly Pick<Word, 'lower' | 'stem'>[]
}

/** Whether a word, as `Word.lower` spells it, is as long as acronyms are. */
export const mayBeAcronym = (lower: string) => LETTERS.test(lower)

export function readInitials(words: Initials['words']): Initials {
  return { letters: words.map(({ lower }) => lower[0] ?? '').join(''), words }
}

/** The same for a text. */
export const initialsOf = (text: string): Initials => readInitials(splitWords(text))

/**
 * Stems of the words that an acronym stands for where a text spells it out; none where it does not. Words in a row without a stop word
 * among them: with stop words the initials of any text could be read out as if they were acronyms.
 */
export function spellOut(acronym: string, { letters, words }: Initials): string[] {
  for (let at = letters.indexOf(acronym); at >= 0; at = letters.indexOf(acronym, at + 1)) {
    const run = words.slice(at, at + acronym.length)
    if (!run.some(({ lower }) => isStopWord(lower))) return run.map(({ stem }) => stem)
  }
  return []
}
