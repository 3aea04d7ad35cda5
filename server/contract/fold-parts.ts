import type { CandidateTurn, OpenTurn, Phase, QuestionState, Session } from './session.ts'
import type { WireEvent } from './session-event.ts'

export type Of<T extends WireEvent['type']> = Extract<WireEvent, { type: T }>

/** The turn that is open in this phase, answering or paused. */
export function openTurn(phase: Phase): OpenTurn | null {
  return phase.name === 'answering' || phase.name === 'paused' ? phase : null
}

export function inOpenTurn(session: Session, update: (turn: OpenTurn) => Partial<OpenTurn>): Partial<Session> {
  const { phase } = session
  return phase.name === 'answering' || phase.name === 'paused' ? { phase: { ...phase, ...update(phase) } } : {}
}

export function atIndex(
  session: Session,
  index: number,
  update: (q: QuestionState) => QuestionState,
): readonly QuestionState[] {
  return session.questions.map((q) => (q.index === index ? update(q) : q))
}

/** Time that does not count as the candidate's. */
export function addPause(session: Session, index: number, ms: number): readonly QuestionState[] {
  return atIndex(session, index, (q) => ({ ...q, pausedMs: q.pausedMs + ms }))
}

/** Changes a candidate's turn that was handed in. */
export function inCommittedTurn(
  session: Session,
  turnId: string,
  update: (turn: CandidateTurn) => CandidateTurn,
): Partial<Session> {
  return {
    turns: session.turns.map((turn) => (turn.id === turnId && turn.speaker === 'candidate' ? update(turn) : turn)),
  }
}
