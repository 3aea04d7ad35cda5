import type { QuestionReport, Report } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'
import type { SpokenBy } from '#contract/session-event.ts'
import { buildSessionDelivery } from './build-delivery.ts'
import { buildQuestionReport } from './build-question-report.ts'
import { findExtremes, findPractiseNext } from './rank-questions.ts'
import { summarizeCriteria } from './summarize-criteria.ts'
import { summarizeSession } from './summarize-session.ts'

/**
 * The report of an ended session, from a session folded from its whole log. Holds the questions that were reached.
 * Marks enter a summary only from graded answers: skipped, open and not graded ones are counted apart.
 * @throws Error if the session was folded from a redacted log.
 */
export function buildReport(session: Session): Report {
  const questions = session.questions.map(({ index }) => buildQuestionReport(session, index, { ended: true }))
  const count = (status: QuestionReport['outcome']['status']) =>
    questions.filter(({ outcome }) => outcome.status === status).length
  const extremes = findExtremes(session, questions)
  return {
    session: summarizeSession(session),
    settings: session.settings,
    judge: session.judge,
    interviewer: session.interviewer,
    questions,
    criteria: summarizeCriteria(session, questions),
    ...extremes,
    practiseNext: findPractiseNext(questions, extremes.weakest),
    counts: {
      graded: count('graded'),
      notGraded: count('not_graded'),
      skipped: count('skipped'),
      grading: count('grading'),
    },
    delivery: buildSessionDelivery(session),
    tokens: {
      ...session.tokens,
      turnsInPlace: session.turns.filter((turn) => turn.speaker === 'interviewer' && isSpent(turn.by)).length,
      gradesInPlace: questions.filter(({ outcome }) => outcome.status === 'graded' && outcome.inPlaceOf !== null)
        .length,
    },
  }
}

const isSpent = ({ insteadOf }: SpokenBy) => insteadOf?.because === 'budget_spent'
