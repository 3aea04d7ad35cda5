import type { JudgeKind } from '#contract/grade.ts'
import type { DisputeRequest } from '#contract/http.ts'
import type { SessionId } from '#contract/ids.ts'
import type { Session } from '#contract/session.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import { AppError } from '../errors.ts'
import { decideChoice, decideDispute, decideRegrade } from './appeal.ts'
import { findJudge } from './grade-plan.ts'
import { commit, type LiveSession } from './live-session.ts'
import type { LiveSessions } from './live-sessions.ts'
import { countTokens } from './meter.ts'
import type { EffectDeps } from './run-effects.ts'

interface AppealDeps extends EffectDeps {
  readonly lives: LiveSessions
  readonly pump: (live: LiveSession) => void
  readonly assertRunning: () => void
}

/** What a person can do about a grade: have it made again, by another judge too, choose among several, and contradict. */
export function createAppeals({ lives, pump, assertRunning, ...deps }: AppealDeps) {
  async function change(id: SessionId, decide: (session: Session, live: LiveSession) => NewSessionEvent[]) {
    assertRunning()
    await lives.hold(id, async (live) => {
      await live.enqueue(async () => {
        const events = decide(live.session, live)
        if (events.length > 0) await commit(live, events, null, deps)
      })
      pump(live)
    })
  }

  return {
    /**
     * Grades an answered question again, by the judge that is named or by the session's own.
     * @throws AppError `not_found`, `not_closed`; with a judge `judge_not_set_up`, `budget_spent`, `conflict` while grading runs.
     */
    gradeAgain: (id: SessionId, index: number, judge?: JudgeKind) =>
      change(id, (session, live) => {
        if (judge !== undefined && findJudge(deps, judge) === undefined) {
          throw new AppError(
            'judge_not_set_up',
            'No model is set up here that could grade. Settings says how to set one up.',
          )
        }
        if (judge === 'model' && countTokens(live) >= deps.tokenBudget) {
          throw new AppError(
            'budget_spent',
            'The models have taken all the tokens that one interview may take. SESSION_TOKEN_BUDGET can be raised.',
          )
        }
        return decideRegrade(session, index, judge)
      }),
    /** @throws AppError `not_found`, `not_closed`, `bad_request`. */
    chooseGrade: (id: SessionId, index: number, grade: number) =>
      change(id, (session) => decideChoice(session, index, grade)),
    /** @throws AppError `not_found`, `not_closed`, `conflict`. */
    dispute: (id: SessionId, index: number, wish: DisputeRequest) =>
      change(id, (session) => decideDispute(session, index, wish)),
  }
}
