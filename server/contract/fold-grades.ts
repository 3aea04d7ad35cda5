import { atIndex, type Of } from './fold-parts.ts'
import type { QuestionState, Session } from './session.ts'
import { findNewestReading } from './shown-grade.ts'

export function gradingRequested(session: Session, event: Of<'grading_requested'>): Partial<Session> {
  const { index, judge = null, completes = false } = event
  const regrading = judge === null && !completes ? null : { judge, completes }
  return { questions: atIndex(session, index, (q) => ({ ...q, grading: true, regrading })) }
}

/** Every grade stays: a further one joins the end. Where the candidate chose the one that it completes, it is what they chose. */
export function answerGraded(session: Session, { index, grade, at }: Of<'answer_graded'>): Partial<Session> {
  return {
    questions: atIndex(session, index, (q) => ({
      ...q,
      grading: false,
      regrading: null,
      grades: [...q.grades, grade],
      chosenGrade: grade.status === 'graded' && isCompletionOfChosen(q) ? q.grades.length : q.chosenGrade,
      gradedAt: [...q.gradedAt, at],
    })),
  }
}

function isCompletionOfChosen({ regrading, grades, chosenGrade }: QuestionState): boolean {
  return regrading?.completes === true && chosenGrade !== null && chosenGrade === findNewestReading(grades)
}

export function gradeDisputed(session: Session, event: Of<'grade_disputed'>): Partial<Session> {
  const { index, grade, about, why, at } = event
  return { questions: atIndex(session, index, (q) => ({ ...q, disputes: [...q.disputes, { grade, about, why, at }] })) }
}
