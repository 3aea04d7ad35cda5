import type { SessionId } from '#contract/ids.ts'
import { claimClientId } from './client-id.ts'
import { createKeptTextStore } from './kept-text.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createSessionLive, type SessionLive } from './session-live.ts'
import { createLine } from './socket.ts'

/** Takes part in a session from this tab: its id, what it left behind, and a connection. Ends with `close`. */
export async function openSession(sessionId: SessionId): Promise<SessionLive> {
  const claimed = await claimClientId()
  const outbox = createOutboxStore(sessionId, claimed.id)
  const live = createSessionLive({
    sessionId,
    clientId: claimed.id,
    openLine: (listener) => createLine(sessionId, listener),
    outbox,
    left: await outbox.load(),
    kept: createKeptTextStore(sessionId),
    now: Date.now,
  })
  return {
    ...live,
    close: () => {
      live.close()
      claimed.release()
    },
  }
}
