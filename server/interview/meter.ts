import type { NewSessionEvent } from '#contract/session-event.ts'
import { EngineError } from '../errors.ts'
import type { Meter } from '../ports.ts'
import { type CommitDeps, commit, type LiveSession } from './live-session.ts'

export interface SessionMeter extends Meter {
  /** Stores what was taken since the last time, and these events with it. Call it inside `enqueue`. */
  store(events: readonly NewSessionEvent[], deps: CommitDeps): Promise<void>
  hasUnstored(): boolean
}

/** What all calls of models took in this session, those under way by their estimate. */
export function countTokens({ session: { tokens }, tokensUnderWay }: LiveSession): number {
  return tokens.interviewer + tokens.judge + tokensUnderWay
}

/** A meter for calls of one kind in one session; a call that does not fit into the budget any more is not begun. */
export function createMeter(live: LiveSession, by: 'interviewer' | 'judge', budget: number): SessionMeter {
  let unstored = 0
  return {
    session: live.id,
    begin(estimate) {
      if (countTokens(live) + estimate > budget) {
        throw new EngineError('budget_spent', 'the session has no tokens left for this call')
      }
      live.tokensUnderWay += estimate
      return (taken) => {
        live.tokensUnderWay += taken - estimate
        unstored += taken
      }
    },
    async store(events, deps) {
      const tokens = unstored
      const taken: NewSessionEvent[] = tokens === 0 ? [] : [{ type: 'tokens_used', by, tokens }]
      await commit(live, [...taken, ...events], null, deps)
      unstored -= tokens
      live.tokensUnderWay -= tokens
    },
    hasUnstored: () => unstored > 0,
  }
}
