import type { Transcription } from '../ports.ts'

/** As endpoints give it, in seconds. */
export interface RawWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** A model rounds the last word's end up. */
const TOLERANCE_MS = 300
const MAX_WORDS = 2_000
const MAX_WORD_LENGTH = 200
/** Share of the text's letters that the words may lack or have too many. */
const ODD_LETTERS = 0.2

/**
 * Words with times in ms. Null where they are no account of the text: too few, out of order, or outside of the sound.
 * @param text what they are the words of
 */
export function placeWords(raw: readonly RawWord[], text: string, soundMs: number): Transcription['words'] {
  const words = joinPieces(raw).map(({ word, start, end }) => ({
    text: word.trim(),
    fromMs: Math.round(start * 1_000),
    toMs: Math.round(end * 1_000),
  }))
  const missing = Math.abs(countLetters(words.map((word) => word.text).join('')) - countLetters(text))
  if (words.length === 0 || words.length > MAX_WORDS || missing > countLetters(text) * ODD_LETTERS) return null
  let before = 0
  for (const { text: word, fromMs, toMs } of words) {
    const isInOrder = fromMs >= before && toMs >= fromMs
    if (!isInOrder || toMs > soundMs + TOLERANCE_MS || word.length > MAX_WORD_LENGTH) return null
    before = fromMs
  }
  // One word ends at the latest where the next begins, and all of them with the sound.
  return words.map((word, i) => ({
    text: word.text,
    fromMs: Math.min(word.fromMs, soundMs),
    toMs: Math.min(word.toMs, words[i + 1]?.fromMs ?? soundMs, soundMs),
  }))
}

/** Some servers give pieces of words and their punctuation; a word then begins with a space. */
function joinPieces(raw: readonly RawWord[]): RawWord[] {
  const kept = raw.filter(({ word }) => word.trim() !== '')
  if (!kept.some(({ word }) => word.startsWith(' '))) return kept
  const words: RawWord[] = []
  for (const piece of kept) {
    const last = words.at(-1)
    if (last === undefined || piece.word.startsWith(' ')) words.push(piece)
    else words[words.length - 1] = { word: last.word + piece.word, start: last.start, end: piece.end }
  }
  return words
}

const countLetters = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
