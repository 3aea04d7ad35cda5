import { z } from 'zod'
import { type CriterionGrade, type Flag, FlagSchema, type KeyPointGrade, VerdictSchema } from '#contract/grade.ts'
import { CriterionIdSchema, LevelSchema } from '#contract/rubric.ts'
import { EngineError } from '../errors.ts'
import type { Judge, JudgeRequest, RawJudgement } from '../ports.ts'
import { checkQuotes } from './check-quotes.ts'
import { addUpVerdicts } from './levels.ts'

const Labelled = z.object({ quotes: z.array(z.string()), reason: z.string() })
const RawJudgementSchema = z.object({
  keyPoints: z.array(Labelled.extend({ keyPointId: z.string(), verdict: VerdictSchema })),
  criteria: z.array(Labelled.extend({ criterionId: CriterionIdSchema, level: LevelSchema })),
  coverage: z.number().min(0).max(1).nullable(),
  flags: z.array(FlagSchema),
})

/** One sample with its quotes checked. */
export interface CheckedJudgement {
  /** In the question's order. */
  readonly keyPoints: readonly KeyPointGrade[]
  /** All criteria of the rubric but coverage, in its order. */
  readonly criteria: readonly CriterionGrade[]
  readonly coverage: number
  readonly flags: readonly Flag[]
}

/**
 * Holds what a judge said against the question, the rubric and the transcript.
 * @throws EngineError `output_invalid` for anything out of range, unknown or named twice, `output_incomplete` where a key point or criterion is missing.
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
  const check = (quotes: readonly string[]) => checkQuotes(quotes, turns, questionStems)
  const pointsById = byId(
    parsed.data.keyPoints,
    (point) => point.keyPointId,
    question.keyPoints.map(({ id }) => id),
  )
  const keyPoints = question.keyPoints.map(({ id }) => checkPoint(getGiven(pointsById, id), check))
  const others = rubric.criteria.filter(({ id }) => id !== 'coverage').map(({ id }) => id)
  const given = parsed.data.criteria.filter(({ criterionId }) => criterionId !== 'coverage')
  const criteriaById = byId(given, (criterion) => criterion.criterionId, others)
  const criteria = others.map(
    (criterionId): CriterionGrade =>
      judge.engine.kind === 'built-in'
        ? { status: 'withheld', criterionId, why: 'needs_model' }
        : checkCriterion(getGiven(criteriaById, criterionId), check),
  )
  const coverage = parsed.data.coverage ?? addUpVerdicts(question, keyPoints)
  return { keyPoints, criteria, coverage, flags: parsed.data.flags }
}

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

type Check = (quotes: readonly string[]) => KeyPointGrade['evidence']

/** A verdict without a quote that was said falls to missing. */
function checkPoint(
  { keyPointId, verdict, quotes, reason }: RawJudgement['keyPoints'][number],
  check: Check,
): KeyPointGrade {
  const evidence = verdict === 'missing' ? [] : check(quotes)
  if (verdict === 'missing') return { keyPointId, verdict, evidence, reason }
  if (evidence.length > 0) return { keyPointId, verdict, evidence, reason }
  return { keyPointId, verdict: 'missing', evidence, reason: 'The words quoted for this are not in your answer.' }
}

/** A level needs a quote that was said. The lowest may have none at all: what is absent cannot be quoted. */
function checkCriterion(
  { criterionId, level, quotes, reason }: RawJudgement['criteria'][number],
  check: Check,
): CriterionGrade {
  const evidence = check(quotes)
  const isAbsence = level === 1 && quotes.length === 0
  if (evidence.length === 0 && !isAbsence) return { status: 'withheld', criterionId, why: 'quote_not_found' }
  return { status: 'marked', criterionId, level, band: null, evidence, reason }
}
