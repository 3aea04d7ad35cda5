import { describe, expect, it } from 'vitest'
import type { GradedGrade } from '#contract/grade.ts'
import { explainChart } from '../../../../client/features/report/explain-chart.ts'
import { buildReport } from '../../../../server/report/build-report.ts'
import { createLog, gradedOf, levelOf, questionOf } from '../../../report/create-log.ts'

const COLUMN = 'Each mark stands in the column of its level.'
const RANGE = 'A bar over several is the range in which the level lies: word matching cannot tell it closer.'

function explain(...grades: readonly GradedGrade[]): string[] {
  const log = createLog(grades.map((_, i) => questionOf(`q${i}`)))
  for (const [index, grade] of grades.entries()) log.play(index, 'An answer.', grade)
  return explainChart(buildReport(log.end()))
}

const banded = (why: 'needs_model' | 'judge_gave_none', high: 2 | 3 = 3) => {
  const band = { low: 2, high } as const
  return gradedOf({
    criteria: [
      { status: 'marked', criterionId: 'coverage', level: 2, band, evidence: [], reason: '' },
      { status: 'withheld', criterionId: 'structure', why },
    ],
  })
}

describe('how to read the chart of criteria', () => {
  it('[EC1] speaks of ranges only where there are some', () => {
    expect(explain(levelOf(3))).toEqual([COLUMN])
    expect(explain(levelOf(3), banded('judge_gave_none'))).toEqual([COLUMN, RANGE])
    expect(explain(banded('judge_gave_none', 2))).toEqual([COLUMN])
  })

  it('[EC2] says that a criterion needs a model only where that is why it has no level', () => {
    expect(explain(banded('needs_model'))).toEqual([COLUMN, RANGE, 'Name of structure needs a model.'])
    expect(explain(banded('judge_gave_none'))).toEqual([COLUMN, RANGE])
  })

  it('[EC3] says what a dashed mark is where a grade is unsure', () => {
    expect(explain(levelOf(3, { lowConfidence: true }))).toEqual([COLUMN, 'A dashed mark is of low confidence.'])
  })
})
