import type { Engine } from '#contract/grade.ts'
import type { GivenGrade, QuestionReport } from '#contract/report.ts'
import { countsInWords, figureOfMark, VERDICT_WORDS, wordOfMark } from '#contract/report-words.ts'

/** A grade with its place among all of the question's. */
export interface PlacedGrade {
  readonly place: number
  readonly grade: GivenGrade
}
type Graded = Extract<GivenGrade['result'], { status: 'graded' }>

const judgeOf = ({ judge }: GivenGrade) => (judge.kind === 'model' ? `model ${judge.model}` : judge.kind)

/** The newest grade of each judge, the one that is shown first; where a judge only failed, its newest failure. */
export function listNewestGrades(grades: readonly GivenGrade[]): PlacedGrade[] {
  const placed = grades.map((grade, place) => ({ place, grade }))
  const byJudge = Map.groupBy(placed, ({ grade }) => judgeOf(grade))
  return [...byJudge.values()]
    .flatMap((list) => {
      const graded = list.filter(({ grade }) => grade.result.status === 'graded')
      return list.find(({ grade }) => grade.shown) ?? graded.at(-1) ?? list.at(-1) ?? []
    })
    .toSorted((a, b) => Number(b.grade.shown) - Number(a.grade.shown) || a.place - b.place)
}

/**
 * The judge of the other kind than the one whose grade is shown; null where it is not set up, or nothing is graded yet. Word matching
 * says the same of the same words: not again where it came after the grade that is shown.
 */
export function findOtherJudge(grades: readonly GivenGrade[], inUse: Engine): Engine | null {
  const shown = grades.find((grade) => grade.shown)
  if (shown?.result.status !== 'graded') return null
  if (shown.judge.kind === 'model') {
    const matched = grades.findLast(({ judge }) => judge.kind === 'built-in')
    return matched !== undefined && matched.gradedAt >= shown.gradedAt ? null : { kind: 'built-in' }
  }
  return inUse.kind === 'model' ? inUse : null
}

export interface GradeRow {
  readonly what: string
  /** One a grade, in their order; null where that grade says nothing of it. */
  readonly cells: readonly (string | null)[]
}

/** What the grades say, part by part: all criteria, and those key points on which they differ. */
export function buildRows({ keyPoints }: Pick<QuestionReport, 'keyPoints'>, grades: readonly GivenGrade[]): GradeRow[] {
  const graded = grades.map(({ result }) => (result.status === 'graded' ? result : null))
  const cells = (say: (result: Graded) => string | null) =>
    graded.map((result) => (result === null ? null : say(result)))
  const criteria = new Map(
    graded.flatMap((result) => result?.criteria.map(({ id, name }) => [id, name] as const) ?? []),
  )
  const rows = [
    { what: 'Key points', cells: cells(({ counts }) => countsInWords(counts)) },
    ...[...criteria].map(([id, name]) => ({ what: name, cells: cells((result) => sayMark(result, id)) })),
  ]
  const points = keyPoints
    .map(({ id, point }) => ({ what: point, cells: cells((result) => sayVerdict(result, id)) }))
    .filter((row) => new Set(row.cells.filter((cell) => cell !== null)).size > 1)
  return [...rows, ...points]
}

function sayMark({ criteria }: Graded, id: string): string {
  const mark = criteria.find((criterion) => criterion.id === id)?.mark ?? null
  return mark === null ? 'No level' : `${wordOfMark(mark)}, ${figureOfMark(mark)}`
}

function sayVerdict({ keyPoints }: Graded, id: string): string | null {
  const verdict = keyPoints.find((keyPoint) => keyPoint.id === id)?.verdict
  return verdict === undefined ? null : VERDICT_WORDS[verdict]
}
