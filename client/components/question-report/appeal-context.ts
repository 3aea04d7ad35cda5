import { createContext } from 'react'
import type { DisputeReport, QuestionReport } from '#contract/report.ts'
import { whoseGrade } from './compare-grades.ts'

/** What can be done about the grade that is shown. */
export interface Appeal {
  readonly sessionId: string
  readonly index: number
  /** The place of the grade that is shown among all. */
  readonly grade: number
  /** What of this grade is called wrong. */
  readonly disputes: readonly DisputeReport[]
  /** The same of the grades that are not shown. */
  readonly ofOthers: readonly OfAnother[]
  /** Called once something was sent: the time to fetch anew. Not given where nothing can be sent, as on paper. */
  readonly onChanged: (() => void) | undefined
}

export interface OfAnother extends DisputeReport {
  /** "by word matching", or which of several grades by the same judge. */
  readonly whose: string
}

/** Null where no grade is shown that could be contradicted. */
export const AppealContext = createContext<Appeal | null>(null)

/** What stands against the grades of a question: those that are shown, and those that are not. */
export function sortDisputes({
  disputes,
  grades,
}: Pick<QuestionReport, 'disputes' | 'grades'>): Pick<Appeal, 'grade' | 'disputes' | 'ofOthers'> {
  return {
    grade: grades.findIndex(({ shown }) => shown),
    disputes: disputes.filter(({ grade }) => grades[grade]?.shown === true),
    ofOthers: disputes.flatMap((one) => {
      const given = grades[one.grade]
      return given === undefined || given.shown ? [] : { ...one, whose: whoseGrade(grades, one.grade) }
    }),
  }
}
