import { z } from 'zod'
import { type CriterionGrade, type Flag, FlagSchema, type KeyPointGrade, VerdictSchema } from '#contract/grade.ts'
import { CriterionIdSchema, LevelSchema } from '#contract/rubric.ts'
import { EngineError } from '../errors.ts'
import type { Judge, JudgeRequest, RawJudgement } from '../ports.ts'
import { readAnswer } from './answer-text.ts'
import { type CheckedQuotes, type CheckQuotes, createQuoteCheck } from './check-quotes.ts'
import { addUpVerdicts } from './levels.ts'
import { findUnquotable, type Unquotable } from './unquotable.ts'

const Labelled = z.object({ quotes: z.array(z.string()), reason: z.string() })
const RawJudgementSchema = z.object({
  keyPoints: z.array(Labelled.extend({ keyPointId: z.string(), verdict: VerdictSchema })),
  criteria: z.array(Labelled.extend({ criterionId: CriterionIdSchema, level: LevelSchema })),
  coverage: z.number().min(0).max(1).nullable(),
  flags: z.array(FlagSchema),
})

const NOTHING: Unquotable = { foreign: [], echoes: [], takenBack: [] }

/** One sample with its quotes checked. */
export interface CheckedJudgement {
  /** In the question's order. */
  readonly keyPoints: readonly KeyPointGrade[]
  /** All criteria of the rubric but coverage, in its order. */
  readonly criteria: readonly CriterionGrade[]
  readonly coverage: number
  readonly flags: readonly Flag[]
  /** There where its quotes are a reason to doubt it: some were never said, or the same one stands for every point. */
  readonly isDoubtful?: true
}

/**
 * Holds what a judge said against the question, the rubric and the transcript.
 * @throws EngineError `output_invalid` for anything out of range, unknown or named twice; `quotes_invented` where most verdicts rest on
 * words that were not said; `output_incomplete` where a key point or criterion is missing.
 */
export function checkJudgement(
  raw: RawJudgement,
  request: JudgeRequest,
  judge: Judge,
  questionStems: ReadonlySet<string>,
): CheckedJudgement {
  const parsed = RawJudgementSchema.safeParse(raw)
  if (!parsed.success) throw new EngineError('output_invalid', 'the judge gave something that is no judgement')
  const { question, rubric, turns } = request
  const isModel = judge.engine.kind === 'model'
  const check = openCheck(request, judge, questionStems)
  const pointsById = byId(
    parsed.data.keyPoints,
    (point) => point.keyPointId,
    question.keyPoints.map(({ id }) => id),
  )
  const checked = question.keyPoints.map(({ id }) => checkPoint(getGiven(pointsById, id), check))
  const lost = checked.filter(({ isLost }) => isLost).length
  if (isModel && areMostLost(checked)) {
    throw new EngineError('quotes_invented', 'most verdicts of the judge rest on words that were not said')
  }
  const isOneQuote = isModel && isOneForAll(checked.map(({ grade }) => grade)) && readAnswer(turns).sentences.length > 1
  const keyPoints = checked.map(({ grade }) => (isOneQuote ? doubtPoint(grade) : grade))
  const others = rubric.criteria.filter(({ id }) => id !== 'coverage').map(({ id }) => id)
  const given = parsed.data.criteria.filter(({ criterionId }) => criterionId !== 'coverage')
  const criteriaById = byId(given, (criterion) => criterion.criterionId, others)
  const criteria = others.map(
    (criterionId): CriterionGrade =>
      isModel
        ? checkCriterion(getGiven(criteriaById, criterionId), check)
        : { status: 'withheld', criterionId, why: 'needs_model' },
  )
  return {
    keyPoints,
    criteria,
    coverage: parsed.data.coverage ?? addUpVerdicts(question, keyPoints),
    flags: parsed.data.flags,
    ...((isOneQuote || lost > 0) && { isDoubtful: true }),
  }
}

/** The built-in judge has its own gates, and takes its quotes from what they let pass. */
function openCheck(
  { question, turns }: JudgeRequest,
  { engine }: Judge,
  questionStems: ReadonlySet<string>,
): CheckQuotes {
  return createQuoteCheck(turns, questionStems, engine.kind === 'model' ? findUnquotable(turns, question) : NOTHING)
}

/** As a judgement of this answer is told what `checkJudgement` will not take of its quotes. */
export function createFaultFinder(
  request: JudgeRequest,
  judge: Judge,
  questionStems: ReadonlySet<string>,
): NonNullable<JudgeRequest['findQuoteFaults']> {
  const check = openCheck(request, judge, questionStems)
  return ({ keyPoints }) => {
    const checked = keyPoints.map((point) => ({ point, ...checkPoint(point, check) }))
    if (!areMostLost(checked)) return []
    const quotes = checked.flatMap(({ point, isLost }) => (isLost ? point.quotes : []))
    return [
      'Most verdicts have no quote that counts: copy words of the answer letter by letter, or say that the point is missing.',
      ...[...new Set(quotes)].map((quote) => `The answer does not say: ${JSON.stringify(quote)}`),
    ]
  }
}

const areMostLost = (points: readonly CheckedPoint[]) =>
  points.filter(({ isLost }) => isLost).length > points.filter(({ isClaimed }) => isClaimed).length / 2

function byId<T>(given: readonly T[], idOf: (item: T) => string, wanted: readonly string[]): Map<string, T> {
  const map = new Map(given.map((item) => [idOf(item), item]))
  if (map.size < given.length || given.some((item) => !wanted.includes(idOf(item)))) {
    throw new EngineError('output_invalid', 'the judge named something twice or that was not asked for')
  }
  return map
}

function getGiven<T>(map: ReadonlyMap<string, T>, id: string): T {
  const item = map.get(id)
  if (item === undefined) throw new EngineError('output_incomplete', 'the judge left something out')
  return item
}

interface CheckedPoint {
  readonly grade: KeyPointGrade
  /** The judge gave a verdict that needs a quote. */
  readonly isClaimed: boolean
  /** It did, and nothing that it quotes was said as an answer. */
  readonly isLost: boolean
}

const LACKS: Record<NonNullable<CheckedQuotes['lack']>, string> = {
  none_quoted: 'None of your words were quoted for this.',
  not_said: 'The words quoted for this are not in your answer.',
  does_not_count: 'The words quoted for this repeat the question or were taken back.',
}

/** A verdict without a quote that was said falls to missing. */
function checkPoint(
  { keyPointId, verdict, quotes, reason }: RawJudgement['keyPoints'][number],
  check: CheckQuotes,
): CheckedPoint {
  const missing = (why: string): KeyPointGrade => ({ keyPointId, verdict: 'missing', evidence: [], reason: why })
  if (verdict === 'missing') return { grade: missing(reason), isClaimed: false, isLost: false }
  const { evidence, lack } = check(quotes, verdict === 'contradicted' ? 'shows_answer' : 'makes_point')
  if (lack !== null) return { grade: missing(LACKS[lack]), isClaimed: true, isLost: lack !== 'does_not_count' }
  return { grade: { keyPointId, verdict, evidence, reason }, isClaimed: true, isLost: false }
}

/** Fewer points may well be made in the same words. */
const MANY_POINTS = 3

/** One quote for every point tells none of them from the others: the judge found an answer, and not what is in it. */
function isOneForAll(keyPoints: readonly KeyPointGrade[]): boolean {
  const places = keyPoints.map(({ evidence }) => evidence.map(({ turnId, from, to }) => [turnId, from, to]).join())
  return keyPoints.length >= MANY_POINTS && places[0] !== '' && new Set(places).size === 1
}

function doubtPoint(grade: KeyPointGrade): KeyPointGrade {
  if (grade.verdict !== 'covered') return grade
  const reason = 'The same words were quoted for every key point, so they count in part.'
  return { ...grade, verdict: 'partly', reason }
}

/** A level needs a quote that was said. The lowest may do without: what is absent cannot be quoted. */
function checkCriterion(
  { criterionId, level, quotes, reason }: RawJudgement['criteria'][number],
  check: CheckQuotes,
): CriterionGrade {
  const { evidence, lack } = check(quotes, 'shows_answer')
  const isAbsence = level === 1 && lack !== 'not_said'
  if (evidence.length === 0 && !isAbsence) return { status: 'withheld', criterionId, why: 'quote_not_found' }
  return { status: 'marked', criterionId, level, band: null, evidence, reason }
}
