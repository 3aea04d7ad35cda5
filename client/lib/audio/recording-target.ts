import type { TurnId } from '#contract/ids.ts'
import type { Session } from '#contract/session.ts'
import type { LiveView } from '../live-view.ts'

/** What becomes of the sound: it goes to a turn, stays with the track that is open, or is not recorded. */
export type RecordingTarget = { readonly turnId: TurnId } | 'keep' | 'stop'

/** How long after an answer was taken the sound still belongs to it, where no other answer is open. */
export const TAIL_MS = 6_000

/**
 * Where the sound belongs. `canWrite`: this tab has the pen and its answer is not on its way. An answer that silence ended keeps its
 * recording open until the next one begins, so that words which go on are in it.
 */
export function findRecordingTarget(session: Session | null, canWrite: boolean, serverNow: number): RecordingTarget {
  if (session === null) return 'stop'
  const { phase, undo } = session
  const isTail = undo !== null && undo.endedBy === 'silence' && serverNow < undo.at + TAIL_MS
  switch (phase.name) {
    case 'answering':
      // While the end of the answer is on its way nothing new belongs to it.
      return canWrite && phase.finishing === null ? { turnId: phase.turnId } : 'stop'
    case 'asking':
      return undo?.endedBy === 'silence' ? 'keep' : 'stop'
    case 'checking':
      return isTail ? 'keep' : 'stop'
    default:
      return 'stop'
  }
}

/** Whether this tab may write to the open answer now. */
export function canWrite({ session, pen, draft }: LiveView): boolean {
  const phase = session?.phase
  return pen && phase?.name === 'answering' && draft?.turnId === phase.turnId && draft.closing === null
}
