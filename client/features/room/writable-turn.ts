import { openTurn } from '#contract/fold-parts.ts'
import type { LiveView } from '../../lib/live-view.ts'

/** The turn that this tab may write in now. */
export function writableTurn({ session, draft, pen }: LiveView) {
  const turn = session === null || session.phase.name !== 'answering' ? null : openTurn(session.phase)
  return pen && draft !== null && draft.turnId === turn?.turnId && draft.closing === null ? turn : null
}
