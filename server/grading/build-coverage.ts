import type { Evidence, Flag, Verdict } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { Window } from './answer-match.ts'
import { type AnswerSentence, type AnswerText, gatherSentences, type TurnText } from './answer-text.ts'
import { type Denial, findDenials } from './contradiction.ts'
import { type Features, measureFeatures } from './features.ts'
import { coverageOf, matchAnswer, matchPoint, type PointMatch } from './match-answer.ts'
import { findStrays } from './other-questions.ts'
import { predictCoverage } from './predict.ts'
import { getReference, type PointReference, type QuestionReference } from './reference.ts'
import { screenAnswer } from './screen-answer.ts'

/** What word matching finds of one key point. */
export interface PointCoverage {
  readonly keyPointId: string
  readonly verdict: Verdict
  /** 0 to 1. */
  readonly coverage: number
  /** Sentences of the answer; empty exactly where the verdict is `missing`. */
  readonly evidence: readonly Evidence[]
}

export interface Coverage {
  /** In the question's order. */
  readonly keyPoints: readonly PointCoverage[]
  /** 0 to 1, before banding. */
  readonly coverage: number
  readonly flags: readonly Flag[]
  /** Null where a gate found nothing to measure, and where the key points were written for the question and are counted instead. */
  readonly features: Features | null
}

/** From here on a point counts as made, and as touched: most of a good answer is in words of its own. */
const COVERED = 0.44
const PARTLY = 0.28
/** The same of an answer as a whole: near the second level, and past the third. */
const WHOLE_PARTLY = 0.2
const WHOLE_COVERED = 0.6
/** Where a point begins to count and where it counts in full, as it does for the sum over written key points. */
const MADE_FROM = 0.21
const MADE_IN_FULL = 0.48
/** Share of a point's wording that a denial must repeat to contradict it. */
const DENIED = 0.45
/** Share of the answer's content words in denials from which it denies the sample answer as a whole: the rest is packing. */
const DENIES = 0.3
/** The most that an answer gets which fits another question of the role far better: the second level. One honest one in a hundred does. */
const FOR_ANOTHER = 0.35
/** The most that a mere list of terms gets where it may be meant as an answer. */
const FOR_TERMS = 0.25
/** How near a word must be to one of the references' to be on the subject. */
const ON_SUBJECT = 0.7
/** A sentence belongs to the evidence if it matches at least this share of what its neighbour matches. */
const CONTRIBUTES = 0.5

/**
 * How far an answer covers a question's key points, by word matching alone. Same answer, same result; the order of the
 * key points and of the sample answer's sentences does not matter. `role` has the questions that the answer may belong to instead;
 * without it nothing is held against it that another question asks for. About 2 ms for 400 words.
 */
export function buildCoverage(
  question: Question,
  turns: readonly TurnText[],
  role: readonly Question[] = [],
): Coverage {
  const reference = getReference(question)
  const { answer, screened } = screenAnswer(turns, reference)
  if (screened.nothing) return nothingCovered(question, screened.flags)
  const isHeard = (_: AnswerSentence, i: number) => !screened.silenced.has(i) && !screened.listed.has(i)
  const heard = gatherSentences(answer.sentences.filter(isHeard))
  const isLater = screened.takenBack.has(answer.sentences.findIndex(isHeard) - 1)
  const denials = findDenials(heard.sentences, reference.statements, isLater)
  const spoken = withoutPacking(withoutDenied(heard, denials), reference)
  const listed = answer.sentences.filter((_, i) => screened.listed.has(i))
  const measured = measure(spoken, listed, reference)
  const stray = findStrays(heard.stems, question, role)
  // Whoever answers, and goes on to a neighbouring subject, loses nothing.
  const own = stray === null ? measured : measure(withoutSentences(spoken, stray.isStray), listed, reference)
  const { found, features } = measured
  const isForAnother = stray !== null && own.found <= FOR_ANOTHER && (found > FOR_ANOTHER || stray.isPlain)
  const most = Math.min(found, screened.isTerse ? FOR_TERMS : 1, isForAnother ? FOR_ANOTHER : 1)
  const deniedShare = shareDeniedOf(heard, denials, reference)
  const denies = deniedShare >= DENIES
  return {
    keyPoints: limitPoints(measured, most).map((point, i) =>
      judgePoint(point, reference.points[i], reference, heard, denials),
    ),
    coverage: most * (denies ? 1 - deniedShare : 1),
    flags: [
      ...screened.flags,
      ...(denies ? (['denies_sample_answer'] as const) : []),
      ...(isForAnother ? (['answers_another_question'] as const) : []),
    ],
    features,
  }
}

interface Measured {
  readonly points: readonly PointMatch[]
  readonly features: Features | null
  /** 0 to 1. */
  readonly found: number
}

/** `listed` are sentences that list options: they count for these alone. */
function measure(spoken: AnswerText, listed: readonly AnswerSentence[], reference: QuestionReference): Measured {
  const match = matchAnswer(spoken, reference)
  const withLists =
    listed.length === 0 ? match : matchAnswer(gatherSentences([...spoken.sentences, ...listed]), reference)
  const points = reference.points.map((point) => matchPoint(point, match, withLists, reference.vocabulary.weights))
  const features = reference.isCurated ? null : measureFeatures(spoken, reference, match, points)
  const found = features === null ? coverageOf(points.map(toMade), reference.pointsWanted) : predictCoverage(features)
  return { points, features, found }
}

const toMade = (point: PointMatch): PointMatch => ({
  ...point,
  coverage: Math.min(1, Math.max(0, (point.coverage - MADE_FROM) / (MADE_IN_FULL - MADE_FROM))),
})

function nothingCovered(question: Question, flags: readonly Flag[]): Coverage {
  const keyPoints = question.keyPoints.map(({ id }) => ({
    keyPointId: id,
    verdict: 'missing' as const,
    coverage: 0,
    evidence: [],
  }))
  return { keyPoints, coverage: 0, flags, features: null }
}

/** The points of an answer that gets `most` of what was found. */
function limitPoints({ points, features, found }: Measured, most: number): PointMatch[] {
  const kept = found === 0 ? 1 : most / found
  return points.map((point) => {
    // Where a short sample answer is the one key point, its verdict is that of the answer: "1 of 1 covered" beside a middle level contradicts itself.
    const isWhole = features !== null && points.length === 1 && (point.coverage >= PARTLY || most >= FOR_ANOTHER)
    return { ...point, coverage: isWhole ? toPointCoverage(most) : point.coverage * kept }
  })
}

/** From the coverage of an answer to that of a point with the same verdict. */
function toPointCoverage(coverage: number): number {
  if (coverage < WHOLE_PARTLY) return (coverage / WHOLE_PARTLY) * PARTLY
  const share = (coverage - WHOLE_PARTLY) / (WHOLE_COVERED - WHOLE_PARTLY)
  return Math.min(1, PARTLY + share * (COVERED - PARTLY))
}

/** Share of the answer's content words that stand in denials. */
function shareDeniedOf(heard: AnswerText, denials: readonly Denial[], reference: QuestionReference): number {
  const denied = new Set(denials.flatMap(({ stems }) => [...stems]))
  return denied.size === 0 ? 0 : Math.min(1, denied.size / withoutPacking(heard, reference).stems.size)
}

const withoutSentences = ({ sentences }: AnswerText, isGone: (stems: readonly string[]) => boolean) =>
  gatherSentences(sentences.filter(({ stems }) => !isGone(stems)))

/** What is denied is not said: its words match nothing, and a sentence of which nothing is left is gone. */
function withoutDenied(answer: AnswerText, denials: readonly Denial[]): AnswerText {
  if (denials.length === 0) return answer
  const bySentence = Map.groupBy(denials, ({ sentence }) => sentence)
  const sentences = answer.sentences.map((sentence, i): AnswerSentence => {
    const denied = bySentence.get(i)
    if (denied === undefined) return sentence
    const isKept = (stem: string) => !denied.some((denial) => denial.stems.has(stem))
    const stems = sentence.stems.filter(isKept)
    return { ...sentence, stems, words: stems.length === 0 ? [] : sentence.words.filter((word) => isKept(word.stem)) }
  })
  return gatherSentences(sentences)
}

/**
 * Without the sentences that have no word of the subject: they neither earn nor cost anything. All where that is the whole of the
 * answer.
 */
function withoutPacking(answer: AnswerText, { vocabulary, questionStems }: QuestionReference): AnswerText {
  const isOnSubject = (stem: string) =>
    questionStems.has(stem) || vocabulary.findMatches(stem).some(({ nearness }) => nearness >= ON_SUBJECT)
  const kept = answer.sentences.filter(({ stems }) => stems.length === 0 || stems.some(isOnSubject))
  return kept.some(({ stems }) => stems.length > 0) ? gatherSentences(kept) : answer
}

function judgePoint(
  point: PointMatch,
  wanted: PointReference | undefined,
  reference: QuestionReference,
  heard: AnswerText,
  denials: readonly Denial[],
): PointCoverage {
  const { keyPointId, coverage } = point
  const evidence = point.window ? quoteWindow(point.window, reference) : []
  if (coverage >= COVERED && evidence.length > 0) return { keyPointId, verdict: 'covered', coverage, evidence }
  const denial = denials.find(({ stems }) =>
    wanted?.wordings.some((wording) => shareDenied(wording, stems, reference) >= DENIED),
  )
  const sentence = denial && heard.sentences[denial.sentence]
  if (sentence) return { keyPointId, verdict: 'contradicted', coverage, evidence: [quote(sentence)] }
  if (coverage >= PARTLY && evidence.length > 0) return { keyPointId, verdict: 'partly', coverage, evidence }
  return { keyPointId, verdict: 'missing', coverage, evidence: [] }
}

function shareDenied(
  wording: Window['wording'],
  stems: ReadonlySet<string>,
  { vocabulary }: QuestionReference,
): number {
  const denied = new Set([...stems].flatMap((stem) => vocabulary.places.get(stem) ?? []))
  const weight = wording.terms.reduce((sum, term) => sum + (denied.has(term) ? (vocabulary.weights[term] ?? 0) : 0), 0)
  return wording.weight === 0 ? 0 : weight / wording.weight
}

/** The sentences of the window that carry the match by words other than the question's, the one that carries most first. */
function quoteWindow(window: Window, reference: QuestionReference): Evidence[] {
  const { vocabulary } = reference
  const { match } = window
  const shares = [window.at, window.at + 1].map((at) => {
    const best = match.bySentence[at]
    if (!best) return 0
    const own = window.wording.terms.filter((term) => !vocabulary.isQuestionWord[term])
    return own.reduce((sum, term) => sum + (window.weights[term] ?? 0) * (best[term] ?? 0), 0)
  })
  const least = Math.max(...shares) * CONTRIBUTES
  const quotes = shares.flatMap((share, i) => {
    const sentence = match.sentences[window.at + i]
    if (!sentence || share === 0 || share < least) return []
    return sentence.stems.every((stem) => reference.questionStems.has(stem))
      ? []
      : [{ share, evidence: quote(sentence) }]
  })
  return quotes.sort((a, b) => b.share - a.share).map(({ evidence }) => evidence)
}

const quote = ({ turnId, from, to, text }: AnswerSentence): Evidence => ({ turnId, from, to, text })
