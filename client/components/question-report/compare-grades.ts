import type { Engine } from '#contract/grade.ts'
import type { GivenGrade, Outcome, QuestionReport } from '#contract/report.ts'
import { countsInWords, figureOfMark, nameOfJudge, VERDICT_WORDS, wordOfMark } from '#contract/report-words.ts'
import { formatDateTime } from '../format.ts'

/** A grade with its place among all of the question's. */
export interface PlacedGrade {
  readonly place: number
  readonly grade: GivenGrade
}
type Graded = Extract<GivenGrade['result'], { status: 'graded' }>
type Unjudged = Extract<Outcome, { status: 'not_graded' }>
type Failed = Extract<GivenGrade['result'], { status: 'not_graded' }>

/** The newest grade of each judge, the one that is shown first. A failure is no grade. */
export function listNewestGrades(grades: readonly GivenGrade[]): PlacedGrade[] {
  const placed = grades.map((grade, place) => ({ place, grade }))
  const byJudge = Map.groupBy(
    placed.filter(({ grade }) => grade.result.status === 'graded'),
    ({ grade }) => nameOfJudge(grade.judge),
  )
  return [...byJudge.values()]
    .flatMap((list) => list.find(({ grade }) => grade.shown) ?? list.at(-1) ?? [])
    .toSorted((a, b) => Number(b.grade.shown) - Number(a.grade.shown) || a.place - b.place)
}

/** Those that are not among them: by a judge who graded again. */
export function listFurtherGrades(grades: readonly GivenGrade[]): PlacedGrade[] {
  const newest = new Set(listNewestGrades(grades).map(({ place }) => place))
  return grades
    .map((grade, place) => ({ place, grade }))
    .filter(({ grade, place }) => grade.result.status === 'graded' && !newest.has(place))
}

/** "word matching"; "some-model, earlier" where the same judge has graded again since. */
export function nameOfGrade(grades: readonly GivenGrade[], place: number): string {
  const [own, later] = splitByPlace(grades, place)
  return later === 0 ? own : `${own}, earlier`
}

/** "by word matching"; "in the earlier grade by some-model of 3 June 2025, 14:05" where the same judge gave several. */
export function whoseGrade(grades: readonly GivenGrade[], place: number): string {
  const [own, later, earlier] = splitByPlace(grades, place)
  if (later + earlier === 0) return `by ${own}`
  const which = later > 0 ? 'earlier' : 'later'
  return `in the ${which} grade by ${own} of ${formatDateTime(grades[place]?.gradedAt ?? 0)}`
}

/** Who gave this one, and how many grades the same judge gave after it and before it. */
function splitByPlace(grades: readonly GivenGrade[], place: number): [name: string, later: number, earlier: number] {
  const at = grades[place]
  if (at === undefined) return ['', 0, 0]
  const name = nameOfJudge(at.judge)
  const own = grades.flatMap(({ judge, result }, i) =>
    result.status === 'graded' && nameOfJudge(judge) === name ? i : [],
  )
  return [name, own.filter((i) => i > place).length, own.filter((i) => i < place).length]
}

/** The newest attempt, where it failed while another grade is shown: it would leave no trace otherwise. */
export function findFailedAttempt(grades: readonly GivenGrade[]): (GivenGrade & { result: Failed }) | null {
  const last = grades.at(-1)
  if (last === undefined || last.shown || last.result.status !== 'not_graded') return null
  return { ...last, result: last.result }
}

/**
 * Who else can be asked: the model that is set up, unless the grade that is shown is its own, and word matching. Nobody where nothing is
 * graded yet, or nothing was there to read. Word matching says the same of the same words: not again where it came after the grade that
 * is shown.
 */
export function listOtherJudges(grades: readonly GivenGrade[], inUse: Engine): Engine[] {
  const shown = grades.find((grade) => grade.shown)
  if (shown?.result.status !== 'graded' || shown.result.samples === 0) return []
  const matched = grades.findLast(({ judge }) => judge.kind === 'built-in')
  const isMatched = matched !== undefined && matched.gradedAt >= shown.gradedAt
  return [
    ...(inUse.kind === 'model' && nameOfJudge(shown.judge) !== inUse.model ? [inUse] : []),
    ...(shown.judge.kind === 'built-in' || isMatched ? [] : [{ kind: 'built-in' } as const]),
  ]
}

/** Whether word matching can grade what a model could not: not where there are no words to match. */
export function canMatchInstead({ judge, reason }: Pick<Unjudged, 'judge' | 'reason'>): boolean {
  return judge.kind === 'model' && reason !== 'transcript_unreadable' && reason !== 'not_transcribed'
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
