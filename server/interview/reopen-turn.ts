import { openTurn } from '#contract/fold-parts.ts'
import type { Session, Track } from '#contract/session.ts'
import { MAX_ANSWER_LENGTH, type NewSessionEvent } from '#contract/session-event.ts'
import { SAMPLE_RATE, type Span } from '#contract/speech.ts'
import { AppError } from '../errors.ts'
import { reopenUntil, UNFINISHED_WITHIN_MS } from './turn-taking.ts'

type Reopened = Extract<NewSessionEvent, { type: 'turn_reopened' }>

/** "I wasn't finished". `text`: what stands in the field of the turn that is open by now. @throws AppError `turn_closed`. */
export function reopenByHand(
  session: Session,
  command: { turnId: string; text: string },
  now: number,
): NewSessionEvent[] {
  // A second press, or speech was faster.
  if (openTurn(session.phase)?.turnId === command.turnId) return []
  const { undo } = session
  if (undo === null || undo.turnId !== command.turnId || now > undo.at + UNFINISHED_WITHIN_MS || !canReopen(session)) {
    throw new AppError('turn_closed', 'The interview has gone on since. Your answer is kept as it was handed in.')
  }
  return [reopen(session, undo.turnId, 'unfinished', command.text)]
}

/** Speech that came soon enough after silence had ended an answer goes on with it. */
export function reopenBySpeech(
  session: Session,
  track: Track,
  span: Span,
  voiceBeganAt: number | null,
): Reopened | null {
  const { undo, phase } = session
  if (undo === null || undo.endedBy !== 'silence' || !canReopen(session)) return null
  const open = openTurn(phase)
  if (track.turnId !== undo.turnId && track.turnId !== open?.turnId) return null
  const spokeAt = track.startedAt + (span.fromSample * 1_000) / SAMPLE_RATE
  // The interviewer has not begun yet: whoever speaks now goes on.
  const hasBegun = phase.name !== 'asking'
  if (hasBegun && spokeAt > reopenUntil({ endedAt: undo.at, voiceBeganAt })) return null
  return reopen(session, undo.turnId, 'spoke', open?.draft ?? '')
}

/** Once feedback has been shown, or the report, an answer stays as it is. */
function canReopen({ phase }: Session): boolean {
  return phase.name !== 'feedback' && phase.name !== 'ended'
}

function reopen(session: Session, turnId: string, because: Reopened['because'], since: string): Reopened {
  const turn = session.turns.find(({ id }) => id === turnId)
  const parts = [turn?.text ?? '', since].filter((part) => part.trim() !== '')
  const text = parts.join(/\s$/.test(parts[0] ?? '') ? '' : ' ').slice(0, MAX_ANSWER_LENGTH)
  return { type: 'turn_reopened', index: turn?.index ?? 0, turnId, text, because }
}
