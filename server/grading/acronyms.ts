import { isStopWord, splitWords, type Word } from '../text/words.ts'

/** Letters of what may be an acronym. Shorter ones are the initials of something in any text. */
const LETTERS = /^\p{L}{3,6}$/u
/** From so many letters on, stop words count among the words that they stand for: "first in, first out". */
const WITH_STOP_WORDS = 4

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

/** Stems of the content words that an acronym stands for where a text spells it out: "first" for "fifo"; none where it does not. */
export function spellOut(acronym: string, { letters, words }: Initials): string[] {
  for (let at = letters.indexOf(acronym); at >= 0; at = letters.indexOf(acronym, at + 1)) {
    const run = words.slice(at, at + acronym.length)
    const content = run.filter(({ lower }) => !isStopWord(lower))
    const least = acronym.length >= WITH_STOP_WORDS ? 2 : acronym.length
    if (content.length >= least) return content.map(({ stem }) => stem)
  }
  return []
}
