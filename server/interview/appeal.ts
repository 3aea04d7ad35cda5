import { isSamePart, isSamePartGrade, listStanding, type PartGrade } from '#contract/appeal.ts'
import type { GradedGrade, JudgeKind } from '#contract/grade.ts'
import type { DisputeRequest } from '#contract/http.ts'
import type { QuestionState, Session } from '#contract/session.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import { findShownIndex } from '#contract/shown-grade.ts'
import { AppError } from '../errors.ts'

/** Whether the candidate may see what became of a question: at the end, or at once where feedback after each was chosen. */
export function isFeedbackOpen({ questions, phase, settings }: Session, index: number): boolean {
  const question = questions[index]
  // Nothing of the bank is shown while its answer may still be mended.
  const isClosed = question !== undefined && question.closed !== null && !question.awaitsCheck
  return isClosed && (phase.name === 'ended' || settings.feedback === 'each')
}

/** @throws AppError `not_closed`; with a judge `conflict` while grading runs. */
export function decideRegrade(session: Session, index: number, judge: JudgeKind | undefined): NewSessionEvent[] {
  const question = session.questions[index]
  if (question?.closed !== 'answered') throw new AppError('not_closed', 'There is no answer to grade here yet.')
  if (judge === undefined) return question.grading ? [] : [{ type: 'grading_requested', index }]
  getShown(session, index)
  if (question.grading) throw new AppError('conflict', 'This answer is being graded at the moment.')
  return [{ type: 'grading_requested', index, judge }]
}

/** @throws AppError `not_closed`, `bad_request` where there is no such grade. */
export function decideChoice(session: Session, index: number, grade: number): NewSessionEvent[] {
  const { state, at } = getShown(session, index)
  if (state.grades[grade]?.status !== 'graded') {
    throw new AppError('bad_request', 'There is no such grade of this answer.', { field: 'grade' })
  }
  return grade === at ? [] : [{ type: 'grade_chosen', index, grade }]
}

/** @throws AppError `not_closed`, `conflict` where something else is shown than what was called wrong. */
export function decideDispute(session: Session, index: number, { about, why }: DisputeRequest): NewSessionEvent[] {
  const { state, at, grade } = getShown(session, index)
  const said = grade === undefined ? undefined : findPart(grade, about)
  if (said === undefined || !isSamePartGrade(said, about)) {
    throw new AppError('conflict', 'Another grade is shown here by now. Have a look at it first.')
  }
  const before = listStanding(state.disputes).find((one) => one.grade === at && isSamePart(one.about, said))
  if (why === (before?.why ?? null)) return []
  return [{ type: 'grade_disputed', index, grade: at, about: said, why }]
}

function getShown(
  session: Session,
  index: number,
): { state: QuestionState; at: number; grade: GradedGrade | undefined } {
  const state = session.questions[index]
  const at = state === undefined ? null : findShownIndex(session, state)
  if (state === undefined || at === null || !isFeedbackOpen(session, index)) {
    throw new AppError('not_closed', 'There is no grade of this answer yet.')
  }
  const grade = state.grades[at]
  return { state, at, grade: grade?.status === 'graded' ? grade : undefined }
}

/** What a grade says of a part; undefined where it says nothing of it. */
function findPart({ keyPoints, criteria }: GradedGrade, about: PartGrade): PartGrade | undefined {
  if (about.part === 'key_point') {
    const { keyPointId } = about
    const point = keyPoints.find((one) => one.keyPointId === keyPointId)
    return point && { part: 'key_point', keyPointId, verdict: point.verdict }
  }
  const { criterionId } = about
  const criterion = criteria.find((one) => one.criterionId === criterionId)
  if (criterion === undefined) return undefined
  const mark = criterion.status === 'marked' ? { level: criterion.level, band: criterion.band } : null
  return { part: 'criterion', criterionId, mark }
}
