import type { Report } from '#contract/report.ts'

/** Whether what was asked for has come: the report is another one, and nothing in it is graded or lacks its transcript. */
export function isSettled(before: Report, now: Report): boolean {
  const isDone =
    now.counts.grading === 0 && now.questions.every(({ untranscribed, regrading }) => untranscribed === 0 && !regrading)
  return isDone && fingerprint(before) !== fingerprint(now)
}

/** Changes with every word, grade and recording; not with what only waits. */
function fingerprint({ questions }: Report): string {
  return JSON.stringify(
    questions.map(({ turns, outcome, recording, grades, disputes }) => [turns, outcome, recording, grades, disputes]),
  )
}
