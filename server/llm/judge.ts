import { z } from 'zod'
import { VerdictSchema } from '#contract/grade.ts'
import type { KeyPoint } from '#contract/question.ts'
import { CriterionIdSchema, type Level, type Rubric } from '#contract/rubric.ts'
import { EngineError } from '../errors.ts'
import type { Judge, RawJudgement } from '../ports.ts'
import type { Llm } from './client.ts'
import {
  buildPointNames,
  describeAnswer,
  describeCriteria,
  describeQuestion,
  listMarkedCriteria,
} from './judge-data.ts'
import { findLevel, LEVEL_LABELS } from './level-labels.ts'
import { fillPrompt, type Prompts } from './prompts.ts'
import { requestObject, type Shortfall } from './structured.ts'

export interface ModelJudgeDeps {
  readonly llm: Llm
  readonly model: string
  readonly prompts: Prompts
}

/** As many key points as a question may have. */
const POINT_NAMES = Array.from({ length: 12 }, (_, i) => `P${i + 1}`)

/**
 * The same for every question, so that providers compile it once. Evidence stands before the label: a model that has to
 * quote first labels what it found.
 */
export const JudgementSchema = z.object({
  keyPoints: z.array(
    z.object({
      id: z.enum(POINT_NAMES),
      quotes: z.array(z.string()),
      reason: z.string(),
      verdict: VerdictSchema,
    }),
  ),
  criteria: z.array(
    z.object({
      id: CriterionIdSchema.exclude(['coverage']),
      quotes: z.array(z.string()),
      reason: z.string(),
      level: z.enum(LEVEL_LABELS),
    }),
  ),
})
type Judgement = z.infer<typeof JudgementSchema>

const MAX_TOKENS = 2_500
/** A quote, a sentence and a label for each of ten points and criteria. */
const REPLY_TOKENS = 700
/** Near the most likely label, with room for several samples to differ. */
const TEMPERATURE = 0.3

/**
 * A judge that asks a model: one call an answer, labels with quotes, never a number. Quotes come as the model gave
 * them; who calls has to find them in the transcript. Marks every criterion of the rubric but `coverage`, which code
 * adds up.
 */
export function createModelJudge({ llm, model, prompts }: ModelJudgeDeps): Judge {
  return {
    engine: { kind: 'model', model },
    promptVersion: `${prompts.judge.id}@${prompts.judge.version}`,
    judge: async ({ question, rubric, turns, findQuoteFaults }, signal, meter) => {
      const names = buildPointNames(question.keyPoints)
      const { value } = await requestObject(
        llm,
        prompts,
        {
          model,
          name: 'judgement',
          prompt: fillPrompt(prompts.judge, {
            criteria: describeCriteria(rubric),
            question: describeQuestion(question, names),
            answer: describeAnswer(turns),
          }),
          schema: JudgementSchema,
          pace: 'unhurried',
          maxTokens: MAX_TOKENS,
          temperature: TEMPERATURE,
          meter,
          replyTokens: REPLY_TOKENS,
          findShortfall: (judgement) => {
            const shortfall = findShortfall(judgement, names, rubric)
            if (shortfall !== null) return shortfall
            const problems = findQuoteFaults?.(toRawJudgement(judgement, names)) ?? []
            return problems.length > 0 ? { reason: 'quotes_invented', problems } : null
          },
        },
        signal,
      )
      return toRawJudgement(value, names)
    },
  }
}

function findShortfall(judgement: Judgement, names: ReadonlyMap<string, KeyPoint>, rubric: Rubric): Shortfall | null {
  const points = compareIds(judgement.keyPoints, [...names.keys()], 'key point')
  const criteria = compareIds(
    judgement.criteria,
    listMarkedCriteria(rubric).map((c) => c.id),
    'criterion',
  )
  const missing = [...points.missing, ...criteria.missing]
  const wrong = [...points.wrong, ...criteria.wrong]
  if (missing.length + wrong.length === 0) return null
  return { reason: wrong.length > 0 ? 'output_invalid' : 'output_incomplete', problems: [...missing, ...wrong] }
}

function compareIds(given: readonly { id: string }[], wanted: readonly string[], what: string) {
  const ids = given.map((one) => one.id)
  const twice = new Set(ids.filter((id, i) => ids.indexOf(id) !== i))
  return {
    missing: wanted.filter((id) => !ids.includes(id)).map((id) => `The ${what} ${id} is missing.`),
    wrong: [
      ...[...twice].map((id) => `The ${what} ${id} is there more than once.`),
      ...ids.filter((id) => !wanted.includes(id)).map((id) => `There is no ${what} ${id}.`),
    ],
  }
}

function toRawJudgement(judgement: Judgement, names: ReadonlyMap<string, KeyPoint>): RawJudgement {
  return {
    keyPoints: judgement.keyPoints.map(({ id, verdict, quotes, reason }) => ({
      keyPointId: getKeyPoint(names, id).id,
      verdict,
      quotes: withoutBlanks(quotes),
      reason: reason.trim(),
    })),
    criteria: judgement.criteria.map(({ id, level, quotes, reason }) => ({
      criterionId: id,
      level: getLevel(level),
      quotes: withoutBlanks(quotes),
      reason: reason.trim(),
    })),
    coverage: null,
    flags: [],
  }
}

function getKeyPoint(names: ReadonlyMap<string, KeyPoint>, name: string): KeyPoint {
  const keyPoint = names.get(name)
  if (keyPoint === undefined)
    throw new EngineError('output_invalid', `the model judged a key point ${name} that is not there`)
  return keyPoint
}

function getLevel(label: string): Level {
  const level = findLevel(label)
  if (level === undefined) throw new EngineError('output_invalid', 'the model gave an unknown level')
  return level
}

const withoutBlanks = (quotes: readonly string[]) => quotes.filter((quote) => quote.trim() !== '')
