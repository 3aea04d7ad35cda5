import type { Question } from '#contract/question.ts'
import { splitSentences } from '../text/sentences.ts'
import { contentStems, isStopWord, splitWords, type Word } from '../text/words.ts'
import { readStatements, type Statement } from './clauses.ts'
import { hasNegation, openingOf } from './polarity.ts'
import { charGrams, stemPairs, stemTriples } from './shingles.ts'
import { buildVocabulary, type Vocabulary } from './vocabulary.ts'

/** A text that an answer is held against, as places in the vocabulary. Each stem once. */
export interface Reference {
  readonly terms: readonly number[]
  /** Sum of the terms' weights. */
  readonly weight: number
}

/** A key point with the wordings that count for it: its own, its aliases, what the sample answer says on it. */
export interface PointReference {
  readonly keyPointId: string
  readonly weight: number
  readonly wordings: readonly Reference[]
  readonly options: { readonly required: number; readonly items: readonly Reference[] } | null
}

/** Everything about a question that does not depend on the answer. */
export interface QuestionReference {
  readonly vocabulary: Vocabulary
  readonly questionStems: ReadonlySet<string>
  readonly questionPairs: ReadonlySet<string>
  readonly points: readonly PointReference[]
  /** How many of the points the question asks for ("name three …"); null where it wants all. */
  readonly pointsWanted: number | null
  readonly sample: SampleReference
  /** What the sample answer and the key points say, clause by clause. */
  readonly statements: readonly Statement[]
}

/** The sample answer as a whole. */
export interface SampleReference extends Reference {
  readonly stems: ReadonlySet<string>
  readonly grams: ReadonlySet<string>
  readonly pairs: ReadonlySet<string>
  readonly triples: ReadonlySet<string>
  readonly wordCount: number
  /** Share of its sentences that are lists of terms. */
  readonly listShare: number
  readonly negated: boolean
  readonly opening: 'yes' | 'no' | null
}

const built = new WeakMap<Question, QuestionReference>()

/** The same object for the same question: a question is taken apart once. */
export function getReference(question: Question): QuestionReference {
  let reference = built.get(question)
  if (reference === undefined) {
    reference = buildReference(question)
    built.set(question, reference)
  }
  return reference
}

const isContent = (word: Word) => !isStopWord(word.lower)

function buildReference(question: Question): QuestionReference {
  const questionStems = new Set(contentStems(question.question))
  const sampleWords = splitWords(question.sampleAnswer)
  const sentences = splitSentences(question.sampleAnswer).map((span) => span.text)
  const perPoint = attachSentences(question, sentences)
  const texts = [question.sampleAnswer, ...perPoint.flatMap((point) => [...point.wordings, ...point.items])]
  const vocabulary = buildVocabulary(texts, questionStems)
  const refer = (text: string): Reference => {
    const terms = [...new Set(contentStems(text))]
      .flatMap((stem) => vocabulary.places.get(stem) ?? [])
      .sort((a, b) => a - b)
    return { terms, weight: terms.reduce((sum, term) => sum + (vocabulary.weights[term] ?? 0), 0) }
  }
  return {
    vocabulary,
    questionStems,
    questionPairs: stemPairs(splitWords(question.question)),
    pointsWanted: question.keyPoints.some((point) => point.options) ? null : findPointsWanted(question),
    points: perPoint.map(({ keyPoint, wordings, items }) => ({
      keyPointId: keyPoint.id,
      weight: keyPoint.weight,
      wordings: wordings.map(refer).filter((reference) => reference.terms.length > 0),
      options: keyPoint.options ? { required: keyPoint.options.required, items: items.map(refer) } : null,
    })),
    sample: {
      ...refer(question.sampleAnswer),
      stems: new Set(sampleWords.filter(isContent).map((word) => word.stem)),
      grams: charGrams(sampleWords.filter(isContent)),
      pairs: stemPairs(sampleWords),
      triples: stemTriples(sampleWords),
      wordCount: sampleWords.length,
      listShare: shareOfLists(sentences),
      negated: hasNegation(question.sampleAnswer),
      opening: openingOf(question.sampleAnswer),
    },
    statements: readAllStatements(question),
  }
}

/** By length: a sentence of at least five words with hardly a stop word is a list. */
function shareOfLists(sentences: readonly string[]): number {
  const words = sentences.map(splitWords)
  const lists = words.filter((list) => list.length < 5 || list.filter(isContent).length / list.length > 0.85)
  const count = (all: readonly (readonly Word[])[]) => all.reduce((sum, list) => sum + list.length, 0)
  return count(lists) / Math.max(1, count(words))
}

function readAllStatements(question: Question): Statement[] {
  const others = question.keyPoints.filter(({ point }) => !question.sampleAnswer.includes(point))
  return [question.sampleAnswer, ...others.map(({ point }) => point)].flatMap(readStatements)
}

/** Share of a point's stems that a sentence must have to count as another wording of it. */
const BELONGS = 0.3

/** Each sentence of the sample answer goes to the point that it shares most words with, whatever their order. */
function attachSentences(question: Question, sentences: readonly string[]) {
  const points = question.keyPoints.map((keyPoint) => {
    const own = [keyPoint.point, ...(keyPoint.aliases ?? [])]
    return {
      keyPoint,
      wordings: own,
      items: keyPoint.options?.items ?? [],
      stems: new Set(own.flatMap(contentStems)),
    }
  })
  for (const sentence of sentences) {
    const stems = new Set(contentStems(sentence))
    const shares = points.map((point) => [...stems].filter((stem) => point.stems.has(stem)).length / stems.size)
    const best = Math.max(...shares)
    if (!(best >= BELONGS) || shares.filter((share) => share === best).length > 1) continue
    const point = points[shares.indexOf(best)]
    if (point && !point.keyPoint.point.includes(sentence)) point.wordings = [...point.wordings, sentence]
  }
  return points
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const ASKS_FOR = new RegExp(
  `\\b(?:name|state|list|give|mention|identify|describe|explain|provide|what are|which|discuss)\\b(?:\\s+\\w+){0,3}?\\s+(${NUMBERS.join('|')}|[1-9]|10)\\b(?!\\s*(?:%|\\.\\d))`,
  'i',
)

function findPointsWanted(question: Question): number | null {
  const said = ASKS_FOR.exec(question.question)?.[1]?.toLowerCase()
  if (said === undefined) return null
  const wanted = NUMBERS.includes(said) ? NUMBERS.indexOf(said) + 1 : Number(said)
  return wanted < question.keyPoints.length ? wanted : null
}
