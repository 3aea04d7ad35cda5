import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CandidateTurn } from '#contract/session.ts'
import type { SessionLive } from '../../lib/session-live.ts'

/** Mending that rests for so long is sent. */
const SAVE_AFTER_MS = 500

/**
 * What the candidate mends in transcripts that wait for a yes. It is sent as it is written, so that a reload, another page or the end of
 * the interview find it.
 */
export function useMends(live: SessionLive, turns: readonly CandidateTurn[]) {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map())
  const now = useRef({ texts, turns })
  now.current = { texts, turns }
  const sent = useRef(new Map<string, string>())

  const save = useCallback(() => {
    const { texts: mended, turns: heard } = now.current
    for (const { id, text: before } of heard) {
      const text = mended.get(id)
      if (text === undefined || text === (sent.current.get(id) ?? before)) continue
      sent.current.set(id, text)
      live.send({ type: 'transcript:correct', turnId: id, text })
    }
  }, [live])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the texts begins the wait anew
  useEffect(() => {
    const timer = setTimeout(save, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [texts, save])
  // Before the line of the page is closed, as only layout effects end.
  useLayoutEffect(() => {
    window.addEventListener('pagehide', save)
    return () => {
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])

  return {
    textOf: (turn: CandidateTurn) => texts.get(turn.id) ?? turn.text,
    mend: (turnId: string, text: string) => setTexts((before) => new Map(before).set(turnId, text)),
    /** Sends at once what was not sent yet. */
    save,
  }
}
