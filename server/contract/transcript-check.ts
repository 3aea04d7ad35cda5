import { isSpoken } from './fold-speech.ts'
import type { Session } from './session.ts'

/** Whether a question's transcript is read before it is graded: where that was chosen and something was spoken. */
export function mustCheck(session: Session, index: number): boolean {
  return session.settings.speech.checkTranscript && isSpoken(session, index)
}
