import type { AnswerText } from './answer-text.ts'
import type { PointReference, QuestionReference, Reference } from './reference.ts'

/** How well the answer's words match each term of the references: in all, and sentence by sentence. */
export interface AnswerMatch {
  readonly whole: Float64Array
  readonly bySentence: readonly Float64Array[]
}

export interface PointMatch {
  readonly keyPointId: string
  readonly weight: number
  /** 0 to 1: half over the whole answer, half in the best two sentences. */
  readonly coverage: number
  /** Where the best two sentences begin, and the wording that they match; null where nothing matches. */
  readonly window: { readonly at: number; readonly wording: Reference } | null
}

export function matchAnswer(answer: AnswerText, reference: QuestionReference): AnswerMatch {
  const size = reference.vocabulary.weights.length
  const whole = new Float64Array(size)
  const bySentence = answer.sentences.map((sentence) => {
    const best = new Float64Array(size)
    for (const stem of sentence.stems) {
      for (const { term, nearness } of reference.vocabulary.findMatches(stem)) {
        if (nearness > (best[term] ?? 0)) best[term] = nearness
        if (nearness > (whole[term] ?? 0)) whole[term] = nearness
      }
    }
    return best
  })
  return { whole, bySentence }
}

/** Share of a reference's weight that is matched. */
export function recallOf(reference: Reference, match: Float64Array, weights: readonly number[]): number {
  if (reference.weight === 0) return 0
  let sum = 0
  for (const term of reference.terms) sum += (weights[term] ?? 0) * (match[term] ?? 0)
  return sum / reference.weight
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

/** How well an answer covers a key point: by its best wording, or by as many of its options as it asks for. */
export function matchPoint(point: PointReference, match: AnswerMatch, weights: readonly number[]): PointMatch {
  const cover = (wording: Reference) => {
    const { at, recall } = bestWindow(wording, match, weights)
    const coverage = (recallOf(wording, match.whole, weights) + recall) / 2
    return { coverage, window: at < 0 ? null : { at, wording } }
  }
  let best: Pick<PointMatch, 'coverage' | 'window'> = { coverage: 0, window: null }
  for (const found of point.wordings.map(cover)) {
    if (found.coverage > best.coverage) best = found
  }
  if (point.options) {
    const items = point.options.items.map(cover).sort((a, b) => b.coverage - a.coverage)
    const named = items.slice(0, point.options.required)
    const coverage = named.reduce((sum, item) => sum + item.coverage, 0) / point.options.required
    if (coverage > best.coverage) best = { coverage, window: items[0]?.window ?? null }
  }
  return { keyPointId: point.keyPointId, weight: point.weight, ...best }
}

/** Weighted mean of the points, or of the best ones where the question wants only so many. */
export function coverageOf(points: readonly PointMatch[], wanted: number | null): number {
  const counted = wanted === null ? points : [...points].sort((a, b) => b.coverage - a.coverage).slice(0, wanted)
  const weight = counted.reduce((sum, point) => sum + point.weight, 0)
  return weight === 0 ? 0 : counted.reduce((sum, point) => sum + point.weight * point.coverage, 0) / weight
}
