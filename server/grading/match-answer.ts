import type { AnswerMatch, Found, Window } from './answer-match.ts'
import type { AnswerText } from './answer-text.ts'
import { matchPool } from './match-pool.ts'
import { type Reference, recallOf } from './recall.ts'
import type { PointReference, QuestionReference } from './reference.ts'

export interface PointMatch {
  readonly keyPointId: string
  readonly weight: number
  /** 0 to 1: half over the whole answer, half in the best two sentences, and mostly by the pool of its wordings where it has one. */
  readonly coverage: number
  /** Where the best two sentences begin, and the words that they match with their weights; null where nothing matches. */
  readonly window: Window | null
}

/** A word of a phrase counts as said from this nearness. */
const SAID = 0.7
/** What an alias covers: the point is there, if hardly in full. */
const ALIAS = 0.45
/** What a list covers that is too short, from its first item on to nearly all: touched, and not made. */
const SHORT_LIST = { from: 0.28, to: 0.4 } as const

/** Compares every word of an answer with the references of a question. */
export function matchAnswer(answer: AnswerText, { vocabulary }: QuestionReference): AnswerMatch {
  const size = vocabulary.weights.length
  const whole = new Float64Array(size)
  const bySentence = answer.sentences.map((sentence) => {
    const best = new Float64Array(size)
    const note = (term: number, nearness: number) => {
      if (nearness > (best[term] ?? 0)) best[term] = nearness
      if (nearness > (whole[term] ?? 0)) whole[term] = nearness
    }
    for (const stem of sentence.stems) {
      for (const { term, nearness } of vocabulary.findMatches(stem)) note(term, nearness)
    }
    for (const { term, nearness } of vocabulary.findAcronyms(sentence.words)) note(term, nearness)
    sentence.words.forEach((word, i) => {
      for (const { term, nearness } of vocabulary.findMisspelt(word.lower, word.stem)) note(term, nearness)
      const joined = vocabulary.findForm(word.lower + (sentence.words[i + 1]?.lower ?? ''))
      if (joined !== undefined && i + 1 < sentence.words.length) note(joined, 1)
    })
    return best
  })
  return { whole, bySentence, sentences: answer.sentences }
}

/** The best two adjacent sentences for a reference: the place of the first, and what they reach together. */
function bestWindow(reference: Reference, match: AnswerMatch, weights: readonly number[]) {
  let best = { at: -1, recall: 0 }
  const both = new Float64Array(match.whole.length)
  for (let i = 0; i < match.bySentence.length; i++) {
    const first = match.bySentence[i]
    const second = match.bySentence[i + 1] ?? first
    for (const term of reference.terms) both[term] = Math.max(first?.[term] ?? 0, second?.[term] ?? 0)
    const recall = recallOf(reference, both, weights)
    if (recall > best.recall) best = { at: i, recall }
  }
  return best
}

/**
 * How well an answer covers a key point: by its best wording, by an alias, or by as many of its options as it asks for. Options count
 * in lists too: `withLists` is the match with these.
 */
export function matchPoint(
  point: PointReference,
  match: AnswerMatch,
  withLists: AnswerMatch,
  weights: readonly number[],
): PointMatch {
  const cover = (wording: Reference): Found => {
    const { at, recall } = bestWindow(wording, match, weights)
    const coverage = (recallOf(wording, match.whole, weights) + recall) / 2
    return { coverage, window: at < 0 ? null : { match, at, wording, weights } }
  }
  const worded = point.wordings.map(cover).reduce(best, NOTHING)
  const found = [
    point.pool === null ? worded : matchPool(point.pool, match, worded.coverage),
    ...point.aliases.map((alias) => findPhrase(alias, match, weights, ALIAS)),
  ]
  if (point.options) {
    const items = point.options.items
      .map((item) => findPhrase(item, withLists, weights, 1))
      .sort((a, b) => b.coverage - a.coverage)
    const named = items.slice(0, point.options.required)
    const share = named.reduce((sum, item) => sum + item.coverage, 0) / point.options.required
    found.push({ coverage: coverOptions(share), window: items[0]?.window ?? null })
  }
  return { keyPointId: point.keyPointId, weight: point.weight, ...found.reduce(best, NOTHING) }
}

const NOTHING: Found = { coverage: 0, window: null }
const best = (a: Found, b: Found): Found => (b.coverage > a.coverage ? b : a)

function coverOptions(share: number): number {
  if (share === 0 || share === 1) return share
  return SHORT_LIST.from + (SHORT_LIST.to - SHORT_LIST.from) * share
}

/** A short phrase: all its words in one sentence, or nothing. */
function findPhrase(phrase: Reference, match: AnswerMatch, weights: readonly number[], coverage: number): Found {
  const at = match.bySentence.findIndex((best) => phrase.terms.every((term) => (best[term] ?? 0) >= SAID))
  return phrase.terms.length === 0 || at < 0
    ? { coverage: 0, window: null }
    : { coverage, window: { match, at, wording: phrase, weights } }
}

/** Weighted mean of the points, or of the best ones where the question wants only so many. */
export function coverageOf(points: readonly PointMatch[], wanted: number | null): number {
  const counted = wanted === null ? points : [...points].sort((a, b) => b.coverage - a.coverage).slice(0, wanted)
  const weight = counted.reduce((sum, point) => sum + point.weight, 0)
  return weight === 0 ? 0 : counted.reduce((sum, point) => sum + point.weight * point.coverage, 0) / weight
}
