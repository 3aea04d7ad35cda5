import type { Question } from '#contract/question.ts'
import { splitSentences } from '../text/sentences.ts'
import { contentStems, isStopWord, splitWords, type Word } from '../text/words.ts'
import { readStatements, type Statement } from './clauses.ts'
import { hasNegation, openingOf } from './polarity.ts'
import { type Reference, recallOf } from './recall.ts'
import { charGrams, stemPairs, stemTriples } from './shingles.ts'
import { buildVocabulary, type Vocabulary } from './vocabulary.ts'

/** A key point with the wordings that count for it: its own, and what the sample answer says on it. */
export interface PointReference {
  readonly keyPointId: string
  readonly weight: number
  readonly wordings: readonly Reference[]
  /** Short other ways to say it: they count when all of one is said, and not in part. */
  readonly aliases: readonly Reference[]
  readonly options: { readonly required: number; readonly items: readonly Reference[] } | null
}

/** Everything about a question that does not depend on the answer. */
export interface QuestionReference {
  readonly vocabulary: Vocabulary
  readonly questionStems: ReadonlySet<string>
  /** The same with stop words. */
  readonly questionWords: ReadonlySet<string>
  readonly questionPairs: ReadonlySet<string>
  /** Stems of each of its sentences that has enough of them to be told apart. */
  readonly questionSentences: readonly ReadonlySet<string>[]
  readonly points: readonly PointReference[]
  /** How many of the points the question asks for ("name three …"); null where it wants all. */
  readonly pointsWanted: number | null
  readonly sample: SampleReference
  /** Whether the key points were written for this question, and not cut from its sample answer. */
  readonly isCurated: boolean
  /** What the sample answer and the key points say, clause by clause. */
  readonly statements: readonly Statement[]
}

/** The sample answer as a whole. */
export interface SampleReference extends Reference {
  readonly stems: ReadonlySet<string>
  readonly grams: ReadonlySet<string>
  readonly pairs: ReadonlySet<string>
  readonly triples: ReadonlySet<string>
  /** Stems of all words, sentence by sentence, and of those that the question does not have. */
  readonly sequences: readonly (readonly string[])[]
  readonly ownSequences: readonly (readonly string[])[]
  readonly wordCount: number
  /** Share of its sentences that are lists of terms. */
  readonly listShare: number
  readonly negated: boolean
  readonly opening: 'yes' | 'no' | null
}

const built = new WeakMap<Question, QuestionReference>()
/** By what a question says: each session that is read from the store has objects of its own for the same questions. */
const byContent = new Map<string, QuestionReference>()
const MOST_KEPT = 300

/** The same object for the same question: a question is taken apart once. */
export function getReference(question: Question): QuestionReference {
  const known = built.get(question)
  if (known !== undefined) return known
  const content = JSON.stringify([question.question, question.sampleAnswer, question.keyPoints])
  const reference = byContent.get(content) ?? buildReference(question)
  if (byContent.size >= MOST_KEPT) byContent.clear()
  byContent.set(content, reference)
  built.set(question, reference)
  return reference
}

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
  const questionWords = new Set(splitWords(question.question).map((word) => word.stem))
  const sampleWords = splitWords(question.sampleAnswer)
  const sentences = splitSentences(question.sampleAnswer).map((span) => span.text)
  const sequences = sentences.map((sentence) => splitWords(sentence).map((word) => word.stem))
  const pointTexts = question.keyPoints.flatMap(({ point, aliases, options }) => [
    point,
    ...(aliases ?? []),
    ...(options?.items ?? []),
  ])
  const vocabulary = buildVocabulary([question.sampleAnswer, ...pointTexts], questionStems)
  const refer = (text: string) => buildTextReference(text, vocabulary)
  const attached = attachSentences(question, sentences, vocabulary)
  return {
    vocabulary,
    questionStems,
    questionWords,
    questionPairs: stemPairs(splitWords(question.question)),
    questionSentences: readQuestionSentences(question.question),
    pointsWanted: question.keyPoints.some((point) => point.options) ? null : findPointsWanted(question),
    points: question.keyPoints.map((keyPoint, i) => ({
      keyPointId: keyPoint.id,
      weight: keyPoint.weight,
      wordings: [keyPoint.point, ...(attached[i] ?? [])].map(refer).filter(hasTerms),
      aliases: (keyPoint.aliases ?? []).map(refer).filter(hasTerms),
      options: keyPoint.options
        ? { required: keyPoint.options.required, items: keyPoint.options.items.map(refer).filter(hasTerms) }
        : null,
    })),
    sample: {
      ...refer(question.sampleAnswer),
      stems: new Set(sampleWords.filter(isContent).map((word) => word.stem)),
      grams: charGrams(sampleWords.filter(isContent)),
      pairs: new Set(sentences.flatMap((sentence) => [...stemPairs(splitWords(sentence))])),
      triples: new Set(sentences.flatMap((sentence) => [...stemTriples(splitWords(sentence))])),
      sequences,
      ownSequences: sequences.map((stems) => stems.filter((stem) => !questionWords.has(stem))),
      wordCount: sampleWords.length,
      listShare: shareOfLists(sentences),
      negated: hasNegation(question.sampleAnswer),
      opening: sentences.map(openingOf).find((opening) => opening !== null) ?? null,
    },
    isCurated: isCurated(question),
    statements: readAllStatements(question),
  }
}

const TELLING_STEMS = 4
function readQuestionSentences(question: string): Set<string>[] {
  const sentences = splitSentences(question).map(({ text }) => new Set(contentStems(text)))
  return [new Set(contentStems(question)), ...sentences.filter((stems) => stems.size >= TELLING_STEMS)]
}

/** Points that were cut from the sample answer have no word of their own. */
function isCurated(question: Question): boolean {
  const sample = new Set(contentStems(question.sampleAnswer))
  return question.keyPoints.some(({ point }) => contentStems(point).some((stem) => !sample.has(stem)))
}

const hasTerms = (reference: Reference) => reference.terms.length > 0

function buildTextReference(text: string, vocabulary: Vocabulary): Reference {
  const terms = [...new Set(contentStems(text))]
    .flatMap((stem) => vocabulary.places.get(stem) ?? [])
    .sort((a, b) => a - b)
  return { terms, weight: terms.reduce((sum, term) => sum + (vocabulary.weights[term] ?? 0), 0) }
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

/** Share of a point's words that a sentence must match to count as another wording of it. */
const BELONGS = 0.12
/** Of what it matches of its best point, for a second point that has no sentence of its own. */
const NEARLY = 0.75

/**
 * For each key point the sentences of the sample answer that say it: each sentence goes to the point that it matches best, and a
 * point that got none has the sentence that matches it best. The order of neither matters.
 */
function attachSentences(question: Question, sentences: readonly string[], vocabulary: Vocabulary): string[][] {
  const points = question.keyPoints.map(({ point, aliases }) =>
    buildTextReference([point, ...(aliases ?? [])].join(' '), vocabulary),
  )
  const shares = sentences.map((sentence) => {
    const matched = new Float64Array(vocabulary.weights.length)
    for (const { term, nearness } of contentStems(sentence).flatMap((stem) => vocabulary.findMatches(stem))) {
      matched[term] = Math.max(matched[term] ?? 0, nearness)
    }
    return points.map((point) => recallOf(point, matched, vocabulary.weights))
  })
  const attached = question.keyPoints.map((): string[] => [])
  const attach = (point: number, sentence: number) => {
    const text = sentences[sentence] ?? ''
    if (!question.keyPoints[point]?.point.includes(text)) attached[point]?.push(text)
  }
  shares.forEach((row, sentence) => {
    const best = Math.max(...row)
    if (best >= BELONGS && row.indexOf(best) === row.lastIndexOf(best)) attach(row.indexOf(best), sentence)
  })
  attached.forEach((own, point) => {
    const column = shares.map((row) => row[point] ?? 0)
    const best = Math.max(...column)
    const sentence = column.indexOf(best)
    // Who says the other point in the words of this sentence would otherwise be told that they made this one.
    const isItsOwn = best >= NEARLY * Math.max(...(shares[sentence] ?? []))
    if (own.length === 0 && best >= BELONGS / 2 && isItsOwn) attach(point, sentence)
  })
  return attached
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
