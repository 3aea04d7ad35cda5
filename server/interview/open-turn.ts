import { openTurn } from '#contract/fold-parts.ts'
import type { OpenTurn, Phase } from '#contract/session.ts'
import { AppError } from '../errors.ts'

/** @throws AppError `turn_closed` where the turn that is meant is not the open one. */
export function getOpenTurn(phase: Phase, turnId: string): OpenTurn {
  const turn = openTurn(phase)
  if (turn === null || turn.turnId !== turnId) {
    throw new AppError('turn_closed', 'This answer was handed in already; what you sent before it is kept.')
  }
  return turn
}

/**
 * What was spoken since the client wrote its text: always the end of the draft, which the client's change does not touch.
 * @throws AppError `draft_mismatch` where the client has heard what is not there.
 */
export function findUnheard(turn: OpenTurn, heard = 0): string {
  const unheard = turn.inserted.slice(heard).join('')
  if (heard <= turn.inserted.length && turn.draft.endsWith(unheard)) return unheard
  throw new AppError('draft_mismatch', 'The text here and the text on the server differ; the whole text is sent again.')
}
