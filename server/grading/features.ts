import type { AnswerMatch } from './answer-match.ts'
import type { AnswerText } from './answer-text.ts'
import { getLexicon } from './lexicon.ts'
import { coverageOf, type PointMatch } from './match-answer.ts'
import { isNegation, openingOf } from './polarity.ts'
import { recallOf } from './recall.ts'
import type { QuestionReference } from './reference.ts'
import { charGrams, shareInOrder, shareOf } from './shingles.ts'

/** In the order of the coefficients. */
export const FEATURES = [
  'points',
  'f1',
  'grams',
  'cosine',
  'pairs',
  'order',
  'stopWords',
  'negation',
  'opening',
  'length',
] as const
export type Features = Record<(typeof FEATURES)[number], number>

/** An answer as long as the sample answer has three quarters of what length can give: more words hardly add. */
const ENOUGH = 1.5
/** Words past this many are not looked at for their order, which costs their number times the sample answer's. */
const MAX_ORDERED = 2_000

/** The ten numbers by which an answer is compared with a sample answer. */
export function measureFeatures(
  answer: AnswerText,
  reference: QuestionReference,
  match: AnswerMatch,
  points: readonly PointMatch[],
): Features {
  const { sample } = reference
  const stems = answer.words.slice(0, MAX_ORDERED).map((word) => word.stem)
  const opening = openingOf(answer.sentences[0]?.plain ?? '')
  return {
    points: coverageOf(points, reference.pointsWanted),
    f1: ownF1(answer, reference, match),
    grams: shareOf(sample.ownGrams, charGrams(answer.contentWords)),
    cosine: cosineOf(answer, reference),
    pairs: sharePairs(reference, match),
    order: shareInOrder(sample.sequences, stems),
    stopWords: shareStopWords(answer, reference),
    negation: answer.words.some((word) => isNegation(word.lower)) === sample.negated ? 0 : 1,
    opening: opening === null || sample.opening === null ? 0 : opening === sample.opening ? 1 : -1,
    length: 1 - Math.exp((-ENOUGH * answer.words.length) / Math.max(1, sample.wordCount)),
  }
}

/** Of recall and precision by weight, the question's words left out where the sample answer has others. */
function ownF1(
  answer: AnswerText,
  { sample, vocabulary, questionStems }: QuestionReference,
  match: AnswerMatch,
): number {
  const recall = recallOf(sample.own.terms.length > 0 ? sample.own : sample, match.whole, vocabulary.weights)
  const lexicon = getLexicon()
  const inSample = new Set(sample.terms)
  let sum = 0
  let matched = 0
  for (const stem of answer.stems) {
    if (questionStems.has(stem)) continue
    let best = 0
    for (const { term, nearness } of vocabulary.findMatches(stem)) {
      if (inSample.has(term) && nearness > best) best = nearness
    }
    sum += lexicon.rarityOf(stem)
    matched += lexicon.rarityOf(stem) * best
  }
  const precision = sum === 0 ? 0 : matched / sum
  return recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision)
}

/** Share, by weight, of the pairs of words near one another that one sentence of the answer has both of. */
function sharePairs({ sample }: QuestionReference, { bySentence }: AnswerMatch): number {
  let sum = 0
  let matched = 0
  for (const { terms, weight } of sample.pairs) {
    let best = 0
    for (const nearness of bySentence) best = Math.max(best, (nearness[terms[0]] ?? 0) * (nearness[terms[1]] ?? 0))
    sum += weight
    matched += weight * best
  }
  return sum === 0 ? 0 : matched / sum
}

/** Share, by weight, of the sample answer's stop words: "only", "between" or "each" carry more than "the". */
function shareStopWords(answer: AnswerText, { sample }: QuestionReference): number {
  const said = new Set(answer.words.map((word) => word.lower))
  let sum = 0
  let matched = 0
  for (const [word, weight] of sample.stopWords) {
    sum += weight
    if (said.has(word)) matched += weight
  }
  return sum === 0 ? 0 : matched / sum
}

/** Cosine of the two sets of stems, weighted by rarity, the question's words left out. */
function cosineOf(answer: AnswerText, reference: QuestionReference): number {
  const lexicon = getLexicon()
  const squares = (stems: Iterable<string>, also?: ReadonlySet<string>) => {
    let sum = 0
    for (const stem of stems) {
      if (!reference.questionStems.has(stem) && (also?.has(stem) ?? true)) sum += lexicon.rarityOf(stem) ** 2
    }
    return sum
  }
  const norms = squares(answer.stems) * squares(reference.sample.stems)
  return norms === 0 ? 0 : squares(answer.stems, reference.sample.stems) / Math.sqrt(norms)
}
