import { useEffect, useState, useSyncExternalStore } from 'react'
import type { SessionId } from '#contract/ids.ts'
import type { LiveView } from '../../lib/live-view.ts'
import { openSession } from '../../lib/open-session.ts'
import type { SessionLive } from '../../lib/session-live.ts'

/** Takes part in the session while the page is shown; null for the moment until the connection is set up. */
export function useSessionLive(sessionId: SessionId): SessionLive | null {
  const [live, setLive] = useState<SessionLive | null>(null)

  useEffect(() => {
    let close: (() => void) | null = null
    let isGone = false
    void openSession(sessionId).then((opened) => {
      if (isGone) return opened.close()
      close = opened.close
      setLive(opened)
    })
    return () => {
      isGone = true
      close?.()
      setLive(null)
    }
  }, [sessionId])

  useEffect(() => {
    if (live === null) return
    const flush = () => live.flush()
    // The last moment in which a page that is closed or put aside can still send.
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      flush()
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
    }
  }, [live])

  return live
}

export function useView(live: SessionLive): LiveView {
  return useSyncExternalStore(live.subscribe, live.getView)
}
