import type { TurnId } from '#contract/ids.ts'
import type { Microphone } from '../../lib/audio/microphone.ts'
import { heardOf } from '../../lib/draft.ts'
import type { SessionLive } from '../../lib/session-live.ts'
import { writableTurn } from './writable-turn.ts'

/** What a wish has to do with the microphone. */
export type Recording = Pick<Microphone, 'finish' | 'resume'>

type Closing = 'answer:submit' | 'answer:unknown' | 'answer:skip'

/**
 * Closes the open answer once everything that was said in it is on its way. A press meanwhile does nothing: neither to this answer, nor
 * to the next one, which it was not meant for. Where it cannot be closed any more, since the interview was paused, it is recorded on.
 * `onChange` hears which answer is being closed.
 */
export function createClose(
  live: Pick<SessionLive, 'getView' | 'send'>,
  microphone: Recording | null,
  onChange: (closing: TurnId | null) => void,
) {
  let closing: TurnId | null = null
  const set = (turnId: TurnId | null) => {
    closing = turnId
    onChange(turnId)
  }
  const closeAfterLastWords = async (turnId: TurnId, type: Closing, more: { recordingOnly?: true }) => {
    await microphone?.finish()
    const view = live.getView()
    if (view.draft !== null && writableTurn(view)?.turnId === turnId) {
      live.send({ type, turnId, text: view.draft.text, ...heardOf(view.draft), ...more })
    } else {
      microphone?.resume()
    }
  }
  return (type: Closing, more: { recordingOnly?: true } = {}): void => {
    const turnId = writableTurn(live.getView())?.turnId ?? null
    if (turnId === null || turnId === closing) return
    set(turnId)
    void closeAfterLastWords(turnId, type, more).finally(() => set(null))
  }
}
