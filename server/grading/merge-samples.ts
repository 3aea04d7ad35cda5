import type { CriterionGrade, KeyPointGrade, Verdict } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { CheckedJudgement } from './check-judgement.ts'
import { addUpVerdicts, positionOf } from './levels.ts'

const LADDER: readonly Verdict[] = ['contradicted', 'missing', 'partly', 'covered']

export interface MergedJudgement extends CheckedJudgement {
  /** Largest difference of levels between samples. */
  readonly spread: number
}

/**
 * One judgement from several: the median verdict and level, each with the quotes and the reason of a sample that gave it. Of an
 * even number the lower middle one counts.
 */
export function mergeSamples(samples: readonly CheckedJudgement[], question: Question): MergedJudgement {
  const [first] = samples
  if (!first) throw new Error('there is no sample to merge')
  if (samples.length === 1) return { ...first, spread: 0 }
  const keyPoints = first.keyPoints.map((_, i) => medianPoint(samples.flatMap((sample) => sample.keyPoints[i] ?? [])))
  const criteria = first.criteria.map((_, i) => medianCriterion(samples.flatMap((sample) => sample.criteria[i] ?? [])))
  const spreads = first.criteria.map((_, i) =>
    rangeOf(samples.flatMap(({ criteria: [...list] }) => (list[i]?.status === 'marked' ? [list[i].level] : []))),
  )
  const doubtful = samples.filter(({ isDoubtful }) => isDoubtful)
  return {
    keyPoints,
    criteria,
    coverage: addUpVerdicts(question, keyPoints),
    flags: [...new Set(samples.flatMap(({ flags }) => flags))],
    ...(doubtful.length * 2 > samples.length && { isDoubtful: true as const }),
    spread: Math.max(rangeOf(samples.map(({ coverage }) => positionOf(coverage))), ...spreads),
  }
}

const middle = <T>(sorted: readonly T[]): T => sorted[Math.floor((sorted.length - 1) / 2)] as T
const rangeOf = (values: readonly number[]) => (values.length === 0 ? 0 : Math.max(...values) - Math.min(...values))

function medianPoint(given: readonly KeyPointGrade[]): KeyPointGrade {
  return middle([...given].sort((a, b) => LADDER.indexOf(a.verdict) - LADDER.indexOf(b.verdict)))
}

/** Withheld only where most samples withheld it. */
function medianCriterion(given: readonly CriterionGrade[]): CriterionGrade {
  const marked = given.filter((grade) => grade.status === 'marked')
  const withheld = given.find((grade) => grade.status === 'withheld')
  if (withheld && marked.length * 2 <= given.length) return withheld
  return middle([...marked].sort((a, b) => a.level - b.level))
}
