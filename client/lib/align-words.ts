import type { SpokenWord } from '#contract/speech.ts'
import { findCommonWords } from './common-words.ts'

export type TrackWord = SpokenWord & { readonly trackId: string }

/** A word of a turn's text, offsets in UTF-16 units without the marks around it, and where it was spoken. */
export interface AlignedWord {
  readonly from: number
  readonly to: number
  /** All three null where the word has no place in a recording. */
  readonly trackId: string | null
  readonly fromSample: number | null
  readonly toSample: number | null
}

/** So many words may stand between two spoken ones without having been heard: more were typed. */
const LEAST_MENDED = 3
/** And so many for each spoken word whose place they take. */
const MENDED_A_WORD = 3

const TOKEN = /[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu
const LETTERS = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*/gu

interface Place {
  readonly trackId: string
  readonly fromSample: number
  readonly toSample: number
}
interface Token {
  readonly from: number
  readonly to: number
}
/** A part of a word that alignment compares: "well-known" has two. */
interface Piece {
  readonly key: string
  /** Of which word it is a part. */
  readonly owner: number
  readonly place: Place | null
}

/**
 * Finds each word of a turn's final text in the recording by the longest common subsequence of words, whatever their case,
 * apostrophes and marks. A mended word between words that were found gets its share of the time of what it stands for; what
 * was typed gets none. 6,000 words take some 20 ms.
 * @param spoken recognised words in the order in which they were spoken, which is the order of the text.
 */
export function alignWords(text: string, spoken: readonly TrackWord[]): readonly AlignedWord[] {
  const tokens = Array.from(text.matchAll(TOKEN), (m) => ({ from: m.index, to: m.index + m[0].length }))
  const written = tokens.flatMap(({ from, to }, owner) =>
    splitPieces(text.slice(from, to)).map((key): Piece => ({ key, owner, place: null })),
  )
  const heard = spoken.flatMap((word, owner) => splitSpoken(word, owner))
  const pairs = findCommonWords(
    written.map(({ key }) => key),
    heard.map(({ key }) => key),
  )
  const places: (Place | null)[] = tokens.map(() => null)
  const partners: { first: number; last: number }[] = []
  for (const [w, h] of pairs) {
    const owner = written[w]?.owner ?? 0
    const place = heard[h]?.place ?? null
    const speaker = heard[h]?.owner ?? 0
    places[owner] = joinPlaces(places[owner] ?? null, place)
    partners[owner] = { first: Math.min(partners[owner]?.first ?? speaker, speaker), last: speaker }
  }
  fillGaps(tokens, places, partners, spoken)
  return tokens.map((token, i) => ({ ...token, ...(places[i] ?? NOWHERE) }))
}

const NOWHERE = { trackId: null, fromSample: null, toSample: null } as const

/** To play before the first word. The stretch of speech around it has 200 ms of its own before the sound: more were too early. */
export const LEAD_IN_MS = 50

/**
 * Where to start playing for a quote that begins at `offset`: the first word there or after it that was spoken. Null where
 * there is none before `end`, such as the end of the quote.
 */
export function findSample(
  aligned: readonly AlignedWord[],
  offset: number,
  end = Number.POSITIVE_INFINITY,
): { readonly trackId: string; readonly sample: number } | null {
  for (const { from, to, trackId, fromSample } of aligned) {
    if (from >= end) return null
    if (to > offset && trackId !== null && fromSample !== null) return { trackId, sample: fromSample }
  }
  return null
}

function splitPieces(word: string): string[] {
  if (/^[a-z0-9]+$/i.test(word)) return [word.toLowerCase()]
  return Array.from(word.normalize('NFKC').matchAll(LETTERS), ([piece]) => piece.toLowerCase().replace(/['’ʼ]/g, ''))
}

/** The pieces of a spoken word, each with its share of the time. */
function splitSpoken({ text, trackId, fromSample, toSample }: TrackWord, owner: number): Piece[] {
  const keys = splitPieces(text)
  const [key] = keys
  if (key !== undefined && keys.length === 1) return [{ key, owner, place: { trackId, fromSample, toSample } }]
  const places = sharePlaces(
    keys.map((key) => key.length),
    { trackId, fromSample, toSample },
  )
  return keys.map((key, i) => ({ key, owner, place: places[i] ?? null }))
}

/** A stretch of a track dealt out by these weights. */
function sharePlaces(weights: readonly number[], { trackId, fromSample, toSample }: Place): Place[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  const at = () => fromSample + Math.round(((toSample - fromSample) * before) / Math.max(1, all))
  return weights.map((weight) => {
    const from = at()
    before += weight
    return { trackId, fromSample: from, toSample: at() }
  })
}

function joinPlaces(a: Place | null, b: Place | null): Place | null {
  if (a === null || b === null || a.trackId !== b.trackId) return a ?? b
  return { ...a, toSample: Math.max(a.toSample, b.toSample) }
}

/** Gives words that were mended the time of what was heard in their place. */
function fillGaps(
  tokens: readonly Token[],
  places: (Place | null)[],
  partners: readonly { first: number; last: number }[],
  spoken: readonly TrackWord[],
): void {
  for (let start = 0; start < tokens.length; start++) {
    if (places[start]) continue
    let end = start + 1
    while (end < tokens.length && !places[end]) end++
    const left = partners[start - 1]?.last ?? -1
    const right = partners[end]?.first ?? spoken.length
    const heard = spoken.slice(left + 1, right)
    const gap = findGap(heard, places[start - 1] ?? null, places[end] ?? null)
    if (gap !== null && end - start <= LEAST_MENDED + MENDED_A_WORD * heard.length) {
      const weights = tokens.slice(start, end).map(({ from, to }) => to - from + 1)
      sharePlaces(weights, gap).forEach((place, i) => {
        places[start + i] = place
      })
    }
    start = end
  }
}

/** Where words without a place were spoken: where other words were heard, or else between their neighbours of the same track. */
function findGap(heard: readonly TrackWord[], left: Place | null, right: Place | null): Place | null {
  const [first, last] = [heard[0], heard.at(-1)]
  if (first !== undefined && last !== undefined) {
    const { trackId, fromSample } = first
    return trackId === last.trackId ? { trackId, fromSample, toSample: Math.max(fromSample, last.toSample) } : null
  }
  if (left === null || right === null || left.trackId !== right.trackId) return null
  const { trackId, toSample } = left
  return { trackId, fromSample: toSample, toSample: Math.max(toSample, right.fromSample) }
}
