import type { CandidateTurn, InterviewerTurn, Session } from '#contract/session.ts'
import type { JudgedTurn } from '../ports.ts'

/** The candidate's turns of one question that count as an answer: a skipped one does not. */
export function answersTo(session: Session, index: number): CandidateTurn[] {
  return session.turns.filter(
    (turn): turn is CandidateTurn => turn.speaker === 'candidate' && turn.index === index && turn.how !== 'skipped',
  )
}

/** The same as the judge gets them, each with the interviewer's words before it. */
export function judgedTurns(session: Session, index: number): JudgedTurn[] {
  return answersTo(session, index).map((turn) => ({
    turnId: turn.id,
    text: turn.text,
    inReplyTo: wordsBefore(session, turn),
  }))
}

function wordsBefore(session: Session, answer: CandidateTurn): string {
  const before = session.turns.slice(0, session.turns.indexOf(answer))
  const asked = before.findLast(
    (turn): turn is InterviewerTurn => turn.speaker === 'interviewer' && turn.kind !== 'rephrase',
  )
  return asked?.text ?? ''
}
