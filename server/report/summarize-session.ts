import type { SessionSummary } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'

/** The row of a session in the list of sessions. Works on the whole log and on the redacted one. */
export function summarizeSession(session: Session): SessionSummary {
  return {
    id: session.id,
    roleId: session.role.id,
    roleTitle: session.role.title,
    createdAt: session.createdAt,
    endedAt: session.endedAt,
    lastAt: session.lastAt,
    questionCount: session.drawn?.questions.length ?? session.settings.questionCount,
    answeredCount: session.questions.filter((question) => question.closed === 'answered').length,
    status: session.phase.name === 'ended' ? session.phase.how : 'open',
  }
}

/** What a session can be found by: its role, the questions that were said and the answers, in lower case. */
export function buildSearchText(session: Session): string {
  const said = session.turns.map((turn) => turn.text)
  return [session.role.title, ...said].join('\n').toLowerCase()
}
