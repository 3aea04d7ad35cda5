import type { Result } from '#contract/error.ts'
import type { ClientId, SessionId } from '#contract/ids.ts'
import type { AudioChunk, ChunkStored, Command, Joined, Signal } from '#contract/socket.ts'
import type { KeptTextStore } from './kept-text.ts'
import { isHandedIn } from './live-draft.ts'
import { buildLiveState, type Input, type Output, type Wait } from './live-state.ts'
import { step } from './live-step.ts'
import { buildView, type LiveView } from './live-view.ts'
import type { Numbered } from './outbox.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { Line, LineListener } from './socket.ts'

/** A session as this tab takes part in it. A store for `useSyncExternalStore`: the view is a new object when anything changed. */
export interface SessionLive {
  readonly clientId: ClientId
  getView(): LiveView
  subscribe(listener: () => void): () => void
  /** What stands in the answer field now. */
  type(text: string): void
  /** Goes into the outbox; nothing happens in a tab without the pen. */
  send(command: Command): void
  /** Goes out at once or not at all. */
  signal(signal: Signal): void
  /** One piece of sound; null where no answer came in time. */
  sendChunk(chunk: AudioChunk, answer: (result: Result<ChunkStored> | null) => void): void
  /** Hears when sound can be sent, and how much of each open track the server has; and when it cannot. @returns what ends it. */
  onSoundLine(listener: SoundLineListener): () => void
  /** Makes this the tab that writes. */
  takePen(): void
  /** The notice was read. */
  dismiss(): void
  /** Sends what was typed at once: the page may be going. */
  flush(): void
  close(): void
}

export interface SoundLineListener {
  opened(tracks: Joined['tracks']): void
  closed(): void
}

export interface SessionLiveDeps {
  readonly sessionId: SessionId
  readonly clientId: ClientId
  readonly openLine: (listener: LineListener) => Line
  readonly outbox: OutboxStore
  /** What the outbox held when this page loaded. */
  readonly left: readonly Numbered[]
  readonly kept: KeptTextStore
  /** Epoch ms of this device. */
  readonly now: () => number
}

/** Runs the pure `step` on what comes from the wire, from the person and from timers, and does what it asks for. */
export function createSessionLive({
  sessionId,
  clientId,
  openLine,
  outbox,
  left,
  kept,
  now,
}: SessionLiveDeps): SessionLive {
  let state = buildLiveState(sessionId, clientId, left)
  let view = buildView(state)
  const listeners = new Set<() => void>()
  const soundLines = new Set<SoundLineListener>()
  /** What the server had of the open tracks at the last join; null while the connection is away. */
  let tracks: Joined['tracks'] | null = null
  const timers = new Map<Wait, ReturnType<typeof setTimeout>>()
  let isClosed = false

  const feed = (input: Input) => {
    if (isClosed) return
    const before = state
    const { state: after, outputs } = step(state, input)
    state = after
    if (after.outbox.items !== before.outbox.items) outbox.save(after.outbox.items)
    if (after !== before) {
      view = buildView(after)
      // There may be text that the person has not decided on yet.
      const isDecided = after.draft?.other == null && after.orphan === null
      const isSaved = after.hasPen && after.isJoined && view.saved && isDecided
      // The page goes on to the report before the answer to its last command comes.
      if (isSaved || isHandedIn(after, kept.read)) kept.remove()
      if (view.connection === 'refused') line.close()
      for (const listener of listeners) listener()
    }
    outputs.forEach(act)
  }

  const act = (output: Output) => {
    switch (output.type) {
      case 'join':
        return line.join(output.payload, (result) => {
          feed({ type: 'join_answered', join: output.join, at: now(), kept: kept.read(), result })
          if (result?.ok !== true || !state.isJoined) return
          tracks = result.tracks
          for (const listener of soundLines) listener.opened(result.tracks)
        })
      case 'send': {
        const { connection, item } = output
        return line.send(item, (result) => feed({ type: 'answered', connection, clientSeq: item.clientSeq, result }))
      }
      case 'wait':
        clearTimeout(timers.get(output.what))
        timers.set(
          output.what,
          setTimeout(() => feed({ type: 'due', what: output.what }), output.ms),
        )
        return
      case 'reconnect':
        return line.reconnect()
      default:
        return output satisfies never
    }
  }

  const line = openLine({
    opened: () => feed({ type: 'opened' }),
    closed: () => {
      tracks = null
      feed({ type: 'closed', at: now() })
      for (const listener of soundLines) listener.closed()
    },
    appended: (events) => feed({ type: 'appended', events }),
    spoke: ({ offset, delta }) => feed({ type: 'spoke', offset, delta }),
    floorChanged: (floor) => feed({ type: 'floor_changed', floor }),
    penMoved: (pen, penHeld) => feed({ type: 'pen_moved', pen, penHeld }),
    stopping: () => feed({ type: 'stopping' }),
    unreadable: () => feed({ type: 'unreadable' }),
  })

  return {
    clientId,
    getView: () => view,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    type: (text) => {
      const { draft } = state
      if (draft !== null && state.hasPen) kept.write({ turnId: draft.turnId, text, at: now(), heard: draft.heard })
      feed({ type: 'typed', text, at: now() })
    },
    send: (command) => feed({ type: 'wished', command }),
    signal: (signal) => line.signal(signal),
    sendChunk: (chunk, answer) => line.sendChunk(chunk, answer),
    onSoundLine: (listener) => {
      soundLines.add(listener)
      if (tracks !== null) listener.opened(tracks)
      return () => soundLines.delete(listener)
    },
    takePen: () => feed({ type: 'took_pen' }),
    dismiss: () => feed({ type: 'dismissed' }),
    flush: () => feed({ type: 'due', what: 'flush' }),
    close: () => {
      isClosed = true
      for (const timer of timers.values()) clearTimeout(timer)
      line.close()
      outbox.close()
    },
  }
}
