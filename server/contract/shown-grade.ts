import type { Grade } from './grade.ts'
import type { QuestionState, Session } from './session.ts'

/**
 * Which of a question's grades is shown, by its place among them: the one that the candidate chose; else the newest by the kind of
 * judge that the session was begun with, or by what took its place; else the newest of any. A failure to grade only where nothing
 * else is there. Null where there is none at all.
 */
export function findShownIndex(session: Session, { grades, chosenGrade }: QuestionState): number | null {
  if (chosenGrade !== null && grades[chosenGrade]?.status === 'graded') return chosenGrade
  const isOwn = ({ judge, inPlaceOf }: Grade) => judge.kind === session.judge.kind || inPlaceOf !== undefined
  const own = grades.findLastIndex((grade) => grade.status === 'graded' && isOwn(grade))
  if (own >= 0) return own
  const any = grades.findLastIndex(({ status }) => status === 'graded')
  if (any >= 0) return any
  return grades.length === 0 ? null : grades.length - 1
}

/** The place of the newest grade that a model gave; -1 where none did. Word matching may have been asked since, or a further reading may have failed. */
export function findNewestReading(grades: readonly Grade[]): number {
  return grades.findLastIndex(({ status, judge }) => status === 'graded' && judge.kind === 'model')
}
