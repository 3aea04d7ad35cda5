import { foldSession } from '#contract/fold-session.ts'
import type { CreateSessionRequest } from '#contract/http.ts'
import type { SessionId } from '#contract/ids.ts'
import type { Session } from '#contract/session.ts'
import type { SessionEvent } from '#contract/session-event.ts'
import { AppError } from '../errors.ts'
import type { Clock, Interviewer, Judge, QuestionBank, Random } from '../ports.ts'
import { drawQuestions } from './draw-questions.ts'
import { stamp } from './live-session.ts'
import { createSeededRandom } from './random.ts'

const ID_SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** 20 signs of 36: about 103 bits, where `random` is the system's. */
export function createSessionId(random: Random): SessionId {
  return Array.from({ length: 20 }, () => ID_SIGNS[Math.floor(random.next() * ID_SIGNS.length)]).join('')
}

/**
 * The first events of a session: its settings and the questions drawn for it.
 * @throws AppError `not_found` for a role that the bank does not have.
 */
export function buildNewSession(
  request: CreateSessionRequest,
  deps: { bank: QuestionBank; clock: Clock; random: Random; interviewer: Interviewer; judge: Judge },
): { events: SessionEvent[]; session: Session } {
  const { bank, clock, random } = deps
  const role = bank.findRole(request.roleId)
  if (role === undefined) throw new AppError('not_found', 'There is no such role here. It may have been deleted.')
  const seed = request.seed ?? Math.floor(random.next() * 0x1_0000_0000)
  const { questionCount: count, difficulty } = request.settings
  const questions = drawQuestions(role.questions, { count, difficulty }, createSeededRandom(seed))
  const kinds = new Set(questions.map((q) => q.kind))
  const events = stamp(
    [
      {
        type: 'session_created',
        sessionId: createSessionId(random),
        role: { id: role.id, title: role.title },
        settings: { ...request.settings, questionCount: questions.length },
        seed,
        interviewer: deps.interviewer.engine,
        judge: deps.judge.engine,
      },
      { type: 'questions_drawn', questions, rubrics: bank.rubrics.filter((r) => kinds.has(r.kind)) },
    ],
    { seq: 0, at: 0 },
    clock.now(),
  )
  return { events, session: foldSession(events) }
}
