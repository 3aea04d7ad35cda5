import { openTurn } from '#contract/fold-session.ts'
import type { Question } from '#contract/question.ts'
import type { OpenTurn, Phase, QuestionState, Session } from '#contract/session.ts'
import { MAX_ANSWER_LENGTH, type NewSessionEvent } from '#contract/session-event.ts'
import type { Command } from '#contract/socket.ts'
import { AppError } from '../errors.ts'
import { answersTo } from './answers.ts'
import { type CoverAnswer, chooseFollowUp } from './follow-up-policy.ts'

export interface Deciding {
  readonly now: number
  readonly cover: CoverAnswer
}

/**
 * What a command comes to: events, none where the wish is fulfilled already.
 * @throws AppError with a public message; nothing has changed then.
 */
export function decide(session: Session, command: Command, deciding: Deciding): NewSessionEvent[] {
  const { phase } = session
  switch (command.type) {
    case 'session:begin':
      return phase.name === 'ready' ? [opened(session, 0)] : []
    case 'draft:splice':
      return spliceDraft(getOpenTurn(phase, command.turnId), command)
    case 'draft:copy': {
      const turn = getOpenTurn(phase, command.turnId)
      return turn.draft === command.text ? [] : [{ type: 'draft_copied', turnId: turn.turnId, text: command.text }]
    }
    case 'answer:submit':
      if (command.text.trim() === '') {
        throw new AppError(
          'empty_answer',
          'There is no answer yet. Write one, skip the question, or say that you do not know.',
        )
      }
      return answer(session, command, 'submitted', deciding)
    case 'answer:unknown':
      return answer(session, command, 'unknown', deciding)
    case 'answer:skip':
      return answer(session, command, 'skipped', deciding)
    case 'question:rephrase':
      return rephrase(getOpenTurn(phase, command.turnId))
    case 'question:next':
      return next(session, command.index)
    case 'session:pause':
      if (phase.name === 'answering') return [{ type: 'session_paused', by: 'candidate', since: deciding.now }]
      if (phase.name === 'paused') return []
      throw new AppError('wrong_phase', 'You can pause while a question is open.')
    case 'session:resume':
      return phase.name === 'paused' ? [{ type: 'session_resumed' }] : []
    case 'session:end':
      return end(session, command.text ?? '')
  }
}

function getOpenTurn(phase: Phase, turnId: string): OpenTurn {
  const turn = openTurn(phase)
  if (turn === null || turn.turnId !== turnId) {
    throw new AppError('turn_closed', 'This answer was handed in already; what you sent before it is kept.')
  }
  return turn
}

function spliceDraft(turn: OpenTurn, change: Extract<Command, { type: 'draft:splice' }>): NewSessionEvent[] {
  const { from, removed, inserted, baseLength } = change
  if (turn.draft.length !== baseLength || from + removed > baseLength) {
    throw new AppError(
      'draft_mismatch',
      'The text here and the text on the server differ; the whole text is sent again.',
    )
  }
  if (baseLength - removed + inserted.length > MAX_ANSWER_LENGTH) {
    throw new AppError('too_large', `An answer may have ${MAX_ANSWER_LENGTH.toLocaleString('en-GB')} characters.`)
  }
  if (removed === 0 && inserted === '') return []
  return [{ type: 'draft_spliced', turnId: turn.turnId, from, removed, inserted }]
}

function rephrase(turn: OpenTurn): NewSessionEvent[] {
  if (turn.rephrase === 'asked') return []
  if (turn.rephrase === 'done') throw new AppError('wrong_phase', 'The question was put in other words once already.')
  return [{ type: 'rephrase_requested', index: turn.index }]
}

function answer(
  session: Session,
  command: { turnId: string; text: string },
  how: 'submitted' | 'unknown' | 'skipped',
  { now, cover }: Deciding,
): NewSessionEvent[] {
  const { index, turnId } = getOpenTurn(session.phase, command.turnId)
  const committed: NewSessionEvent = { type: 'turn_committed', index, turnId, text: command.text, how }
  const state = getQuestionState(session, index)
  if (how === 'submitted') {
    const after: Session = { ...session, turns: [...session.turns, asTurn(committed, now)] }
    const followUp = chooseFollowUp(after, getQuestion(session, state), state, now, cover)
    if (followUp !== null) return [committed, { type: 'follow_up_chosen', index, ...followUp }]
  }
  const isAnswered = how !== 'skipped' || answersTo(session, index).length > 0
  return [committed, ...close(session, index, isAnswered ? 'answered' : 'skipped')]
}

function asTurn(event: Extract<NewSessionEvent, { type: 'turn_committed' }>, now: number): Session['turns'][number] {
  const { index, turnId: id, text, how } = event
  return { speaker: 'candidate', id, index, text, how, startedAt: now, committedAt: now }
}

/** Closes a question and, where no feedback comes between, goes on to the next one or to the end. */
function close(session: Session, index: number, how: 'answered' | 'skipped'): NewSessionEvent[] {
  const closed: NewSessionEvent = { type: 'question_closed', index, how }
  return session.settings.feedback === 'each' ? [closed] : [closed, ...goOn(session, index)]
}

function goOn(session: Session, index: number): NewSessionEvent[] {
  return index + 1 < getQuestions(session).length
    ? [opened(session, index + 1)]
    : [{ type: 'session_ended', how: 'completed' }]
}

function next(session: Session, index: number): NewSessionEvent[] {
  const { phase } = session
  if (phase.name === 'feedback' && phase.index === index) return goOn(session, index)
  // A second press, or a press in a tab that had not seen the next question yet.
  if (session.questions.length > index + 1 || phase.name === 'ended') return []
  throw new AppError('wrong_phase', 'The question is still open.')
}

function end(session: Session, text: string): NewSessionEvent[] {
  const { phase } = session
  const left: NewSessionEvent = { type: 'session_ended', how: 'left' }
  switch (phase.name) {
    case 'ended':
      return []
    case 'ready':
      return [left]
    case 'feedback': {
      const isLast = phase.index + 1 === getQuestions(session).length
      return [{ type: 'session_ended', how: isLast ? 'completed' : 'left' }]
    }
    case 'asking':
      return [closedOnLeaving(session, phase.index, false), left]
    case 'answering':
    case 'paused': {
      const { index, turnId } = phase
      const hasText = text.trim() !== ''
      const kept: NewSessionEvent[] = hasText ? [{ type: 'turn_committed', index, turnId, text, how: 'left' }] : []
      return [...kept, closedOnLeaving(session, index, hasText), left]
    }
  }
}

function closedOnLeaving(session: Session, index: number, hasText: boolean): NewSessionEvent {
  const isAnswered = hasText || answersTo(session, index).length > 0
  return { type: 'question_closed', index, how: isAnswered ? 'answered' : 'skipped' }
}

function opened(session: Session, index: number): NewSessionEvent {
  const question = getQuestions(session)[index]
  if (question === undefined) throw new Error(`the session has no question ${index}`)
  return { type: 'question_opened', index, questionId: question.id }
}

/** @throws Error on the redacted view, which decides nothing. */
export function getQuestions(session: Session): readonly Question[] {
  if (session.drawn === null) throw new Error('this view of the session has no questions')
  return session.drawn.questions
}

export function getQuestionState(session: Session, index: number): QuestionState {
  const state = session.questions[index]
  if (state === undefined) throw new Error(`question ${index} was not opened`)
  return state
}

export function getQuestion(session: Session, state: QuestionState): Question {
  const question = getQuestions(session)[state.index]
  if (question === undefined) throw new Error(`the session has no question ${state.index}`)
  return question
}
