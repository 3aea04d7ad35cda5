import { findNotation, isNotation } from './notation.ts'
import { stemWord } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'

/** A word of a text: `text === source.slice(from, to)`, offsets in UTF-16 units. */
export interface Word {
  readonly text: string
  /** Lower case, compatibility forms resolved, apostrophes straight. */
  readonly lower: string
  readonly stem: string
  readonly from: number
  readonly to: number
}

const WORD = /\d+(?:[.,]\d+)+|[\p{L}\p{M}\p{N}]+(?:['’ʼ＇][\p{L}\p{M}]+)*/gu

/** The spelling under which two words are the same word. */
export function foldWord(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[’ʼ]/g, "'")
}

/** Words without their stems: cheaper where only spelling counts. */
export function splitSpellings(text: string): Omit<Word, 'stem'>[] {
  const words: Omit<Word, 'stem'>[] = []
  for (const match of text.matchAll(WORD)) {
    const word = match[0]
    words.push({ text: word, lower: foldWord(word), from: match.index, to: match.index + word.length })
  }
  return words
}

/**
 * Words in order: runs of letters and digits, with apostrophes and decimal points inside. Hyphens and all other signs
 * separate, but in "O(log n)" and "n - 1", which are one word.
 */
export function splitWords(text: string): Word[] {
  return joinNotation(text, splitSpellings(text)).map(({ text: own, lower, from, to }) => ({
    text: own,
    lower,
    stem: isNotation(lower) ? lower : recallStem(lower),
    from,
    to,
  }))
}

/** Words that lie in notation give way to it. Both are in order. */
function joinNotation(text: string, words: Omit<Word, 'stem'>[]): Omit<Word, 'stem'>[] {
  const joined: Omit<Word, 'stem'>[] = []
  let at = 0
  for (const { name, from, to } of findNotation(text)) {
    for (let word = words[at]; word !== undefined && word.from < to; word = words[++at]) {
      if (word.to <= from) joined.push(word)
    }
    joined.push({ text: text.slice(from, to), lower: name, from, to })
  }
  return joined.length === 0 ? words : [...joined, ...words.slice(at)]
}

/** An interview has the same few thousand words over and over, and a stem costs ten times what finding it again does. */
const MOST_STEMS = 5_000
const stems = new Map<string, string>()

function recallStem(lower: string): string {
  const known = stems.get(lower)
  if (known !== undefined) return known
  const stem = stemWord(lower)
  if (stems.size >= MOST_STEMS) stems.clear()
  stems.set(lower, stem)
  return stem
}

/** Whether a word, as `Word.lower` spells it, says nothing about the subject. */
export function isStopWord(lower: string): boolean {
  return STOP_WORDS.has(lower)
}

/** Stems of the words that are not stop words, in order, repeats kept. */
export function contentStems(text: string): string[] {
  return splitWords(text)
    .filter((word) => !isStopWord(word.lower))
    .map((word) => word.stem)
}

/** Words as a listener counts them: runs between white space. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}
