import { openTurn } from '#contract/fold-session.ts'
import type { Session } from '#contract/session.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import type { Said, SayRequest } from '../ports.ts'
import { getQuestion, getQuestionState, getQuestions } from './session-machine.ts'

/** Something that the session waits for and that a port does. `key` is the same for the same wait, before and after a crash. */
export type Effect =
  | { readonly type: 'say'; readonly key: string; readonly kind: SayRequest['kind']; readonly index: number }
  | { readonly type: 'grade'; readonly key: string; readonly index: number }

/** What a session waits for, by its state alone: after a crash the same effects are found again. */
export function nextEffects(session: Session): Effect[] {
  const effects: Effect[] = []
  const { phase } = session
  if (phase.name === 'asking') {
    effects.push({ type: 'say', key: `say:${session.turns.length}`, kind: phase.what, index: phase.index })
  }
  const open = openTurn(phase)
  if (open?.rephrase === 'asked') {
    effects.push({ type: 'say', key: `rephrase:${open.turnId}`, kind: 'rephrase', index: open.index })
  }
  // Last: somebody waits for the next words, nobody for the grade.
  for (const q of session.questions.filter((question) => question.grading)) {
    effects.push({ type: 'grade', key: `grade:${q.index}:${q.grades.length}`, index: q.index })
  }
  return effects
}

/** What the interviewer is told for a turn. */
export function buildSayRequest(session: Session, effect: Extract<Effect, { type: 'say' }>): SayRequest {
  const state = getQuestionState(session, effect.index)
  const question = getQuestion(session, state)
  const { index } = effect
  const base = { question, manner: session.settings.manner, seed: session.seed, turns: session.turns, index }
  switch (effect.kind) {
    case 'question':
      return { ...base, kind: 'question', count: getQuestions(session).length }
    case 'rephrase':
      return { ...base, kind: 'rephrase', followUpText: openFollowUp(session, index) }
    case 'follow_up': {
      const chosen = state.followUps.at(-1)
      const keyPoint = question.keyPoints.find((k) => k.id === chosen?.keyPointId)
      if (chosen === undefined || keyPoint === undefined) throw new Error('no follow-up was chosen')
      return { ...base, kind: 'follow_up', keyPoint, because: chosen.because, citing: chosen.citing }
    }
  }
}

function openFollowUp(session: Session, index: number): string | null {
  const asked = session.turns.findLast(
    (turn) => turn.speaker === 'interviewer' && turn.index === index && turn.kind !== 'rephrase',
  )
  return asked?.speaker === 'interviewer' && asked.kind === 'follow_up' ? asked.text : null
}

/** The events of a finished turn of the interviewer; none where the session has gone on meanwhile. */
export function completeSay(session: Session, effect: Extract<Effect, { type: 'say' }>, said: Said): NewSessionEvent[] {
  if (!nextEffects(session).some((e) => e.key === effect.key)) return []
  const spoken = { index: effect.index, turnId: `t${session.turnCount + 1}`, ...said }
  switch (effect.kind) {
    case 'question':
      return [{ type: 'question_asked', ...spoken }]
    case 'follow_up':
      return [{ type: 'follow_up_asked', ...spoken }]
    case 'rephrase':
      return [{ type: 'question_rephrased', ...spoken }]
  }
}
