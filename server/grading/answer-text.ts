import { closeBrackets } from '../text/find-quote.ts'
import { splitSentences } from '../text/sentences.ts'
import { isStopWord, splitWords, type Word } from '../text/words.ts'
import { buildPlainText, type PlainText } from './plain-text.ts'

/** Words past this many, over all turns, are not looked at: the longest answer allowed is some 9,000 words. */
export const MAX_WORDS = 12_000
/** Speech without stops is cut into stretches of this many words. */
const STRETCH = 30

/** A sentence of the answer, or a stretch of unbroken speech. */
export interface AnswerSentence {
  readonly turnId: string
  /** Offsets in the turn's text. */
  readonly from: number
  readonly to: number
  /** As it was said: what a quote is taken from. */
  readonly text: string
  /** Without fillers: what patterns are held against. */
  readonly plain: string
  readonly words: readonly Word[]
  /** Distinct stems of its content words. */
  readonly stems: readonly string[]
}

export interface AnswerText {
  readonly sentences: readonly AnswerSentence[]
  readonly words: readonly Word[]
  readonly contentWords: readonly Word[]
  readonly stems: ReadonlySet<string>
}

export interface TurnText {
  readonly turnId: string
  readonly text: string
}

/** Takes an answer apart. Fillers are none of its words. Places of words are those in their turn without fillers. */
export function readAnswer(turns: readonly TurnText[]): AnswerText {
  const sentences: AnswerSentence[] = []
  let left = MAX_WORDS
  for (const turn of turns) {
    const plain = buildPlainText(turn.text)
    for (const span of splitSentences(plain.text)) {
      const words = splitWords(span.text)
        .slice(0, left)
        .map((word) => ({ ...word, from: word.from + span.from, to: word.to + span.from }))
      left -= words.length
      if (words.length > 0) sentences.push(...cutStretches(turn, plain, span, words))
    }
  }
  return gatherSentences(sentences)
}

/** An answer of these sentences, such as what is left when some do not count. */
export function gatherSentences(sentences: readonly AnswerSentence[]): AnswerText {
  const words = sentences.flatMap((sentence) => sentence.words)
  const contentWords = words.filter((word) => !isStopWord(word.lower))
  return { sentences, words, contentWords, stems: new Set(sentences.flatMap((sentence) => sentence.stems)) }
}

interface Place {
  readonly from: number
  readonly to: number
}

function cutStretches(turn: TurnText, plain: PlainText, span: Place, words: readonly Word[]): AnswerSentence[] {
  const count = words.length > 1.5 * STRETCH ? Math.round(words.length / STRETCH) : 1
  const size = Math.ceil(words.length / count)
  return Array.from({ length: Math.ceil(words.length / size) }, (_, i) => {
    const own = words.slice(i * size, (i + 1) * size)
    const start = i === 0 ? span.from : (own[0]?.from ?? span.from)
    const cut = (i + 1) * size >= words.length ? span.to : (own.at(-1)?.to ?? span.to)
    const end = closeBrackets(plain.text, { from: start, to: cut }).to
    const { from, to } = plain.toSource({ from: start, to: end })
    const stems = [...new Set(own.filter((word) => !isStopWord(word.lower)).map((word) => word.stem))]
    const text = turn.text.slice(from, to)
    return { turnId: turn.turnId, from, to, text, plain: plain.text.slice(start, end), words: own, stems }
  })
}
