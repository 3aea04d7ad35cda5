import type { SessionSummary } from '#contract/report.ts'
import type { QuestionState, Session, Turn } from '#contract/session.ts'

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
    answeredCount: session.questions.filter((question) => isAnswered(session, question)).length,
    status: session.phase.name === 'ended' ? session.phase.how : 'open',
  }
}

/** Closed with an answer: "I don't know" alone is none. */
function isAnswered({ turns }: Session, { index, closed }: QuestionState): boolean {
  const isWords = (turn: Turn) => turn.speaker === 'candidate' && (turn.how !== 'unknown' || turn.text.trim() !== '')
  return closed === 'answered' && turns.some((turn) => turn.index === index && isWords(turn))
}

/** What a session can be found by: its role, the questions that were said and the answers, in lower case. */
export function buildSearchText(session: Session): string {
  const said = session.turns.map((turn) => turn.text)
  return [session.role.title, ...said].join('\n').toLowerCase()
}
