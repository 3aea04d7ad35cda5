import type { CriterionGrade, KeyPointGrade, Verdict } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { Band } from '#contract/report.ts'
import type { Level } from '#contract/rubric.ts'

/** What a verdict counts for. A contradiction earns nothing, and takes nothing from the other points. */
export const VERDICT_VALUES: Record<Verdict, number> = { covered: 1, partly: 0.5, missing: 0, contradicted: 0 }

/** Weighted share of the key points, 0 to 1. */
export function addUpVerdicts(
  question: Question,
  keyPoints: readonly Pick<KeyPointGrade, 'keyPointId' | 'verdict'>[],
): number {
  const weights = new Map(question.keyPoints.map(({ id, weight }) => [id, weight]))
  const total = question.keyPoints.reduce((sum, { weight }) => sum + weight, 0)
  const earned = keyPoints.reduce(
    (sum, { keyPointId, verdict }) => sum + (weights.get(keyPointId) ?? 0) * VERDICT_VALUES[verdict],
    0,
  )
  return Math.min(1, earned / total)
}

/** Where a coverage of 0 to 1 stands on the scale of levels: 1 to 5, not rounded. */
export const positionOf = (coverage: number): number => 1 + 4 * coverage

/** The nearest level. */
export function levelOf(coverage: number): Level {
  return toLevel(Math.round(positionOf(coverage)))
}

/** The levels on both sides: two neighbours, or one level where the coverage hits it. */
export function bandOf(coverage: number): Band {
  const position = positionOf(coverage)
  return { low: toLevel(Math.floor(position)), high: toLevel(Math.ceil(position)) }
}

function toLevel(value: number): Level {
  if (value <= 1) return 1
  if (value >= 5) return 5
  return value === 2 ? 2 : value === 3 ? 3 : 4
}

/** The coverage criterion: by code, from the key points. `banded` where the judge cannot tell levels finely. */
export function gradeCoverage(coverage: number, keyPoints: readonly KeyPointGrade[], banded: boolean): CriterionGrade {
  const count = (verdict: Verdict) => keyPoints.filter((point) => point.verdict === verdict).length
  const said = keyPoints.filter(({ verdict }) => verdict === 'covered' || verdict === 'partly')
  const parts = [
    `${count('covered')} of ${keyPoints.length} key points covered`,
    ...(count('partly') > 0 ? [`${count('partly')} partly`] : []),
    ...(count('contradicted') > 0 ? [`${count('contradicted')} contradicted`] : []),
  ]
  return {
    status: 'marked',
    criterionId: 'coverage',
    level: levelOf(coverage),
    band: banded ? bandOf(coverage) : null,
    evidence: said.flatMap(({ evidence }) => evidence.slice(0, 1)).slice(0, 3),
    reason: `${parts.join(', ')}.`,
  }
}
