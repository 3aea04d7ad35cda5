import type { Question } from '#contract/question.ts'
import type { QuestionState, Session } from '#contract/session.ts'

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
