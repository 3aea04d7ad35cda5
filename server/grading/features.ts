import type { AnswerText } from './answer-text.ts'
import { getLexicon } from './lexicon.ts'
import { type AnswerMatch, coverageOf, type PointMatch } from './match-answer.ts'
import { isNegation, openingOf } from './polarity.ts'
import { recallOf } from './recall.ts'
import type { QuestionReference } from './reference.ts'
import { charGrams, shareInOrder, shareOf, stemPairs } from './shingles.ts'

/** In the order of the coefficients. */
export const FEATURES = [
  'points',
  'f1',
  'grams',
  'cosine',
  'pairs',
  'order',
  'ownOrder',
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
  const { sample, vocabulary } = reference
  const stems = answer.words.slice(0, MAX_ORDERED).map((word) => word.stem)
  const ownStems = stems.filter((stem) => !reference.questionWords.has(stem))
  const recall = recallOf(sample, match.whole, vocabulary.weights)
  const precision = precisionOf(answer, reference)
  const opening = openingOf(answer.sentences[0]?.plain ?? '')
  return {
    points: coverageOf(points, reference.pointsWanted),
    f1: recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision),
    grams: shareOf(sample.grams, charGrams(answer.contentWords)),
    cosine: cosineOf(answer, reference),
    pairs: shareOf(sample.pairs, stemPairs(answer.words)),
    order: shareInOrder(sample.sequences, stems),
    ownOrder: shareInOrder(sample.ownSequences, ownStems),
    negation: answer.words.some((word) => isNegation(word.lower)) === sample.negated ? 0 : 1,
    opening: opening === null || sample.opening === null ? 0 : opening === sample.opening ? 1 : -1,
    length: 1 - Math.exp((-ENOUGH * answer.words.length) / Math.max(1, sample.wordCount)),
  }
}

/** Share of the answer's weight that matches something in the sample answer. */
function precisionOf(answer: AnswerText, reference: QuestionReference): number {
  const lexicon = getLexicon()
  const inSample = new Set(reference.sample.terms)
  let sum = 0
  let matched = 0
  for (const stem of answer.stems) {
    const weight = lexicon.rarityOf(stem) * (reference.questionStems.has(stem) ? 0.3 : 1)
    let best = 0
    for (const { term, nearness } of reference.vocabulary.findMatches(stem)) {
      if (inSample.has(term) && nearness > best) best = nearness
    }
    sum += weight
    matched += weight * best
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
