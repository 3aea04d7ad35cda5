import type { KeyPoint, Question } from '#contract/question.ts'
import { splitSentences } from '../text/sentences.ts'
import { contentStems, isStopWord, splitWords, type Word } from '../text/words.ts'
import { attachSentences } from './attach-sentences.ts'
import { readStatements, type Statement } from './clauses.ts'
import { getLexicon } from './lexicon.ts'
import { pairListed, readNames, readThings } from './listed-things.ts'
import { buildPlainText } from './plain-text.ts'
import { findPointsWanted } from './points-wanted.ts'
import { hasNegation, openingOf } from './polarity.ts'
import { buildPools, type Pool } from './pool.ts'
import { memoizeByQuestion } from './question-memo.ts'
import type { Reference } from './recall.ts'
import { charGrams, stemPairs, stemTriples } from './shingles.ts'
import { buildTextReference } from './text-reference.ts'
import { buildVocabulary, type Vocabulary } from './vocabulary.ts'

/** A key point with the wordings that count for it: its own, and what the sample answer says on it. */
export interface PointReference {
  readonly keyPointId: string
  readonly weight: number
  readonly wordings: readonly Reference[]
  /** The words of all these together; null where there are few of them. */
  readonly pool: Pool | null
  /** Short other ways to say it: they count when all of one is said, and not in part. */
  readonly aliases: readonly Reference[]
  readonly options: { readonly required: number; readonly items: readonly Reference[] } | null
}

/** Everything about a question that does not depend on the answer. */
export interface QuestionReference {
  readonly vocabulary: Vocabulary
  readonly questionStems: ReadonlySet<string>
  readonly questionPairs: ReadonlySet<string>
  /** Stems of all its words, and of each of its sentences that ask. */
  readonly questionWords: { readonly all: readonly string[]; readonly asking: ReadonlySet<string> }
  /** Stems of each of its sentences that has enough of them to be told apart. */
  readonly questionSentences: readonly ReadonlySet<string>[]
  readonly points: readonly PointReference[]
  /** The words of all options of its points. */
  readonly optionTerms: ReadonlySet<number>
  /** How many of the points the question asks for ("name three …"); null where it wants all. */
  readonly pointsWanted: number | null
  readonly sample: SampleReference
  /** Whether the key points were written for this question, and not cut from its sample answer. */
  readonly isCurated: boolean
  /** What the sample answer and the key points say, clause by clause. */
  readonly statements: readonly Statement[]
}

/** Two terms and the product of their weights. */
export interface TermPair {
  readonly terms: readonly [number, number]
  readonly weight: number
}

/** The sample answer as a whole. */
export interface SampleReference extends Reference {
  readonly stems: ReadonlySet<string>
  /** Its words beyond the question's. Without terms where it has none. */
  readonly own: Reference
  /** Letter runs of its content words that none of the question's has. */
  readonly ownGrams: ReadonlySet<string>
  /** Terms that stand near one another in a sentence. */
  readonly pairs: readonly TermPair[]
  readonly triples: ReadonlySet<string>
  /** Stems of things that it lists, each with the next one: "iron or steel". */
  readonly listed: ReadonlySet<string>
  /** Terms of the things in lists of three and more. */
  readonly things: ReadonlySet<number>
  /** Terms of the names that it has in a row, without the question's words. */
  readonly names: ReadonlySet<number>
  /** Stems of all words, sentence by sentence. */
  readonly sequences: readonly (readonly string[])[]
  /** Its stop words with their weights. */
  readonly stopWords: ReadonlyMap<string, number>
  readonly wordCount: number
  readonly negated: boolean
  readonly opening: 'yes' | 'no' | null
}

/** Takes a question apart, once. */
export const getReference = memoizeByQuestion(
  ({ question, sampleAnswer, keyPoints }) => JSON.stringify([question, sampleAnswer, keyPoints]),
  buildReference,
)

/** Takes the questions apart ahead of their answers, one each turn of the event loop: the first takes some 20 ms. */
export function warmUp(questions: readonly Question[]): void {
  const [next, ...rest] = questions
  if (next === undefined) return
  setImmediate(() => {
    getReference(next)
    warmUp(rest)
  })
}

const isContent = (word: Word) => !isStopWord(word.lower)

function buildReference(question: Question): QuestionReference {
  const questionStems = new Set(contentStems(question.question))
  const sampleWords = splitWords(question.sampleAnswer)
  const questionGrams = charGrams(splitWords(question.question).filter(isContent))
  const sentences = splitSentences(question.sampleAnswer).map((span) => span.text)
  const sequences = sentences.map(stemsOf)
  const pointTexts = question.keyPoints.flatMap(({ point, wordings, aliases, options }) => [
    point,
    ...(wordings ?? []),
    ...(aliases ?? []),
    ...(options?.items ?? []),
  ])
  const vocabulary = buildVocabulary([question.sampleAnswer, ...pointTexts], questionStems)
  const refer = (text: string) => buildTextReference(text, vocabulary)
  const attached = attachSentences(question, sentences, vocabulary)
  const worded = question.keyPoints.map((keyPoint, i) => ({
    wordings: [keyPoint.point, ...(keyPoint.wordings ?? []), ...(attached[i] ?? [])].map(refer).filter(hasTerms),
    aliases: (keyPoint.aliases ?? []).map(refer).filter(hasTerms),
  }))
  const pools = buildPools(worded, vocabulary)
  const options = question.keyPoints.map((keyPoint) => readOptions(keyPoint, refer))
  return {
    vocabulary,
    questionStems,
    questionPairs: stemPairs(splitWords(question.question)),
    questionWords: readQuestionWords(question.question),
    questionSentences: readQuestionSentences(question.question),
    pointsWanted: question.keyPoints.some((point) => point.options) ? null : findPointsWanted(question),
    points: question.keyPoints.map((keyPoint, i) => ({
      keyPointId: keyPoint.id,
      weight: keyPoint.weight,
      wordings: worded[i]?.wordings ?? [],
      pool: pools[i] ?? null,
      aliases: worded[i]?.aliases ?? [],
      options: options[i] ?? null,
    })),
    optionTerms: new Set(options.flatMap((own) => own?.items.flatMap(({ terms }) => terms) ?? [])),
    sample: {
      ...refer(question.sampleAnswer),
      stems: new Set(sampleWords.filter(isContent).map((word) => word.stem)),
      own: buildOwnReference(question.sampleAnswer, vocabulary),
      ownGrams: new Set([...charGrams(sampleWords.filter(isContent))].filter((gram) => !questionGrams.has(gram))),
      pairs: sentences.flatMap((sentence) => pairTerms(sentence, vocabulary)),
      triples: new Set(sentences.flatMap((sentence) => [...stemTriples(splitWords(sentence))])),
      listed: new Set(sentences.flatMap(pairListed)),
      things: new Set(sentences.flatMap(readThings).flatMap((stem) => vocabulary.places.get(stem) ?? [])),
      names: new Set(
        sentences.flatMap((one) => readNames(one, questionStems)).flatMap((stem) => vocabulary.places.get(stem) ?? []),
      ),
      sequences,
      stopWords: weighStopWords(sampleWords),
      wordCount: sampleWords.length,
      negated: hasNegation(question.sampleAnswer),
      opening: sentences.map(openingOf).find((opening) => opening !== null) ?? null,
    },
    isCurated: isCurated(question),
    statements: readAllStatements(question),
  }
}

function readOptions({ options }: KeyPoint, refer: (text: string) => Reference): PointReference['options'] {
  return options ? { required: options.required, items: options.items.map(refer).filter(hasTerms) } : null
}

const TELLING_STEMS = 4
function readQuestionSentences(question: string): Set<string>[] {
  const sentences = splitSentences(question).map(({ text }) => new Set(contentStems(text)))
  return [new Set(contentStems(question)), ...sentences.filter((stems) => stems.size >= TELLING_STEMS)]
}

const stemsOf = (text: string) => splitWords(text).map((word) => word.stem)

/** Without fillers, as answers are read: "you know" is one. */
function readQuestionWords(question: string): QuestionReference['questionWords'] {
  const { text } = buildPlainText(question)
  const asking = splitSentences(text).filter((sentence) => sentence.text.trimEnd().endsWith('?'))
  return { all: stemsOf(text), asking: new Set(asking.map((sentence) => stemsOf(sentence.text).join(' '))) }
}

/** Points that were cut from the sample answer have no word of their own. */
function isCurated(question: Question): boolean {
  const sample = new Set(contentStems(question.sampleAnswer))
  return question.keyPoints.some(({ point }) => contentStems(point).some((stem) => !sample.has(stem)))
}

const hasTerms = (reference: Reference) => reference.terms.length > 0

function buildOwnReference(text: string, vocabulary: Vocabulary): Reference {
  const terms = buildTextReference(text, vocabulary).terms.filter((term) => !vocabulary.isQuestionWord[term])
  return { terms, weight: terms.reduce((sum, term) => sum + (vocabulary.weights[term] ?? 0), 0) }
}

/** Content words farther apart than this in a sentence say little by standing in one. */
const NEAR = 3

function pairTerms(sentence: string, vocabulary: Vocabulary): TermPair[] {
  const terms = [...new Set(contentStems(sentence))].flatMap((stem) => vocabulary.places.get(stem) ?? [])
  return terms.flatMap((first, i) =>
    terms.slice(i + 1, i + 1 + NEAR).map((second): TermPair => {
      return { terms: [first, second], weight: (vocabulary.weights[first] ?? 0) * (vocabulary.weights[second] ?? 0) }
    }),
  )
}

const LEAST_STOP_WEIGHT = 0.1

function weighStopWords(words: readonly Word[]): Map<string, number> {
  const lexicon = getLexicon()
  const stopWords = words.filter((word) => !isContent(word)).map(({ lower }) => lower)
  return new Map(stopWords.map((lower) => [lower, Math.max(LEAST_STOP_WEIGHT, lexicon.rarityOf(lower))]))
}

function readAllStatements(question: Question): Statement[] {
  const others = question.keyPoints.filter(({ point }) => !question.sampleAnswer.includes(point))
  return [question.sampleAnswer, ...others.map(({ point }) => point)].flatMap(readStatements)
}
