import { isSpoken, tracksOf } from '#contract/fold-speech.ts'
import type { OpenTurn, QuestionState, Session } from '#contract/session.ts'
import type { EndedBy, NewSessionEvent } from '#contract/session-event.ts'
import { mustCheck } from '#contract/transcript-check.ts'
import { answersTo } from './answers.ts'
import { type CoverAnswer, chooseFollowUp } from './follow-up-policy.ts'
import { getQuestion, getQuestionState, getQuestions } from './questions.ts'

export interface Deciding {
  readonly now: number
  readonly cover: CoverAnswer
}

interface Given {
  readonly text: string
  readonly how: 'submitted' | 'unknown' | 'skipped'
  readonly endedBy: EndedBy
}

/** An answer that is complete: a follow-up, or the end of its question and what comes after. */
export function takeAnswer(
  session: Session,
  { index, turnId }: OpenTurn,
  { text, how, endedBy }: Given,
  { now, cover }: Deciding,
): NewSessionEvent[] {
  const committed: NewSessionEvent = { type: 'turn_committed', index, turnId, text, how, endedBy }
  const state = getQuestionState(session, index)
  if (how === 'submitted') {
    const after: Session = { ...session, turns: [...session.turns, asTurn(committed, now)] }
    const followUp = chooseFollowUp(after, getQuestion(session, state), state, now, cover)
    if (followUp !== null) return [committed, { type: 'follow_up_chosen', index, ...followUp }]
  }
  const isAnswered = how !== 'skipped' || answersTo(session, index).length > 0
  return [committed, ...close(session, index, isAnswered, endedBy)]
}

function asTurn(event: Extract<NewSessionEvent, { type: 'turn_committed' }>, now: number): Session['turns'][number] {
  const { index, turnId: id, text, how, endedBy } = event
  return { speaker: 'candidate', id, index, text, how, endedBy, asHeard: null, startedAt: now, committedAt: now }
}

/** Closes a question and, where neither a check nor feedback comes between, goes on to the next one or to the end. */
function close(session: Session, index: number, isAnswered: boolean, endedBy: EndedBy): NewSessionEvent[] {
  const closed: NewSessionEvent = { type: 'question_closed', index, how: isAnswered ? 'answered' : 'skipped' }
  const isLast = index + 1 >= getQuestions(session).length
  const isEach = session.settings.feedback === 'each'
  if (!isEach && !isLast) return [closed, open(session, index + 1)]
  const indexes = findToCheck(session, isAnswered ? index : null)
  // What silence ended can still be taken back: nothing is shown before the candidate has agreed that it is the end.
  if (indexes.length === 0 && isAnswered && endedBy === 'silence') indexes.push(index)
  if (indexes.length > 0) {
    return [closed, { type: 'check_opened', index, indexes, next: isEach ? 'feedback' : 'completed' }]
  }
  return isEach ? [closed] : [closed, { type: 'session_ended', how: 'completed' }]
}

/** Questions whose transcripts were not read yet, the one that is being closed included. */
function findToCheck(session: Session, closing: number | null): number[] {
  const waiting = session.questions.filter((q) => q.awaitsCheck).map((q) => q.index)
  return closing !== null && mustCheck(session, closing) ? [...waiting, closing] : waiting
}

/** After the feedback on a question. */
export function goOn(session: Session, index: number): NewSessionEvent[] {
  return index + 1 < getQuestions(session).length
    ? [open(session, index + 1)]
    : [{ type: 'session_ended', how: 'completed' }]
}

export function open(session: Session, index: number): NewSessionEvent {
  const question = getQuestions(session)[index]
  if (question === undefined) throw new Error(`the session has no question ${index}`)
  return { type: 'question_opened', index, questionId: question.id }
}

/** The candidate leaves. `text`: what stands in the open answer. */
export function leave(session: Session, text: string): NewSessionEvent[] {
  const { phase } = session
  const left: NewSessionEvent = { type: 'session_ended', how: 'left' }
  switch (phase.name) {
    case 'ended':
      return []
    case 'ready':
      return [left]
    case 'feedback':
      return [endAfter(session, phase.index)]
    case 'checking':
      return [...phase.indexes.map(checked), phase.next === 'feedback' ? endAfter(session, phase.index) : endBy(phase)]
    case 'asking':
      return closeOnLeaving(session, getQuestionState(session, phase.index), false)
    case 'answering':
    case 'paused': {
      const { index, turnId } = phase
      const isKept = text.trim() !== '' || tracksOf(session, turnId).length > 0
      const kept: NewSessionEvent[] = isKept
        ? [{ type: 'turn_committed', index, turnId, text, how: 'left', endedBy: 'hand' }]
        : []
      return [...kept, ...closeOnLeaving(session, getQuestionState(session, index), isKept)]
    }
  }
}

/** The candidate has read these transcripts. */
export function confirmCheck(session: Session, indexes: readonly number[]): NewSessionEvent[] {
  const { phase } = session
  if (phase.name !== 'checking') return []
  const read = phase.indexes.filter((index) => indexes.includes(index))
  const isAll = read.length === phase.indexes.length
  return [...read.map(checked), ...(isAll && phase.next !== 'feedback' ? [endBy(phase)] : [])]
}

function closeOnLeaving(session: Session, { index, closed }: QuestionState, hasAnswer: boolean): NewSessionEvent[] {
  const isAnswered = hasAnswer || answersTo(session, index).length > 0
  const closing: NewSessionEvent[] =
    closed === null ? [{ type: 'question_closed', index, how: isAnswered ? 'answered' : 'skipped' }] : []
  const isNew = closed === null && isAnswered && isSpoken(session, index)
  const indexes = findToCheck(session, isNew ? index : null)
  if (indexes.length > 0) return [...closing, { type: 'check_opened', index, indexes, next: 'left' }]
  return [...closing, { type: 'session_ended', how: 'left' }]
}

function checked(index: number): NewSessionEvent {
  return { type: 'transcript_checked', index }
}

function endBy({ next }: { next: 'feedback' | 'completed' | 'left' }): NewSessionEvent {
  return { type: 'session_ended', how: next === 'left' ? 'left' : 'completed' }
}

function endAfter(session: Session, index: number): NewSessionEvent {
  return { type: 'session_ended', how: index + 1 === getQuestions(session).length ? 'completed' : 'left' }
}
