import type { CriterionReport, CriterionSummary, QuestionReport } from '#contract/report.ts'
import type { CriterionId, Level, Rubric } from '#contract/rubric.ts'
import type { Session } from '#contract/session.ts'

/** Each criterion that applies to any question reached, with its mark in every question, in the rubrics' order. */
export function summarizeCriteria(session: Session, questions: readonly QuestionReport[]): CriterionSummary[] {
  const rubrics = questions.flatMap(({ kind }) => session.drawn?.rubrics.filter((rubric) => rubric.kind === kind) ?? [])
  const longestFirst = rubrics.toSorted((a, b) => b.criteria.length - a.criteria.length)
  const ids = new Set(longestFirst.flatMap(({ criteria }) => criteria.map(({ id }) => id)))
  return [...ids].map((id) => {
    const marks = questions.map((question) => findMark(question, id))
    return { id, name: commonName(rubrics, id), marks, typical: findMedian(marks.flatMap((mark) => mark?.level ?? [])) }
  })
}

function findMark({ outcome }: QuestionReport, id: CriterionId): CriterionSummary['marks'][number] {
  if (outcome.status !== 'graded') return null
  const mark: CriterionReport['mark'] | undefined = outcome.criteria.find((criterion) => criterion.id === id)?.mark
  return mark?.status === 'marked' ? { level: mark.level, band: mark.band } : null
}

/** Kinds may call a criterion differently: the name that most of the questions use, on a tie the first one. */
function commonName(rubrics: readonly Rubric[], id: CriterionId): string {
  const names = rubrics
    .flatMap(({ criteria }) => criteria.filter((criterion) => criterion.id === id))
    .map((c) => c.name)
  const uses = (name: string) => names.filter((other) => other === name).length
  return names.reduce((best, name) => (uses(name) > uses(best) ? name : best), names[0] ?? id)
}

/** The middle level; of two middles the lower, so that a summary never stands above what was shown. */
export function findMedian(levels: readonly Level[]): Level | null {
  const sorted = levels.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
