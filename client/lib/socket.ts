import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import { type Result, WireErrorSchema } from '#contract/error.ts'
import type { SessionId } from '#contract/ids.ts'
import type { WireEvent } from '#contract/session-event.ts'
import {
  AppendedSchema,
  type AudioChunk,
  type ChunkStored,
  ChunkStoredSchema,
  type ClientToServerEvents,
  type Done,
  DoneSchema,
  FloorChangedSchema,
  type Join,
  type Joined,
  JoinedSchema,
  PenMovedSchema,
  type ServerToClientEvents,
  type Signal,
  SpokeSchema,
} from '#contract/socket.ts'
import type { Floor } from '#contract/speech.ts'
import type { Numbered } from './outbox.ts'

const ANSWER_WITHIN_MS = 10_000
const CONNECT_AGAIN_AFTER_MS = 500

/** What a session hears from the wire, parsed. */
export interface LineListener {
  opened(): void
  closed(): void
  appended(events: readonly WireEvent[]): void
  spoke(spoken: { offset: number; delta: string }): void
  floorChanged(floor: Floor): void
  penMoved(pen: boolean, penHeld: boolean): void
  stopping(): void
  /** A message of an unknown shape came: this page and the server are of different versions. */
  unreadable(): void
}

/** One session's connection. Answers are null where none came in time; after a lost connection they may not come at all. */
export interface Line {
  join(payload: Join, answer: (result: Result<Joined> | null) => void): void
  send(item: Numbered, answer: (result: Result<Done> | null) => void): void
  sendChunk(chunk: AudioChunk, answer: (result: Result<ChunkStored> | null) => void): void
  /** Worth something only at once: while the connection is away it is dropped. */
  signal(signal: Signal): void
  /** Ends a connection that is open and dead, and opens another. */
  reconnect(): void
  close(): void
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

/** Opens a connection to the server that this page came from. Nothing is ever emitted while it is down. */
export function createLine(sessionId: SessionId, listener: LineListener, url?: string): Line {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url ?? window.location.origin, {
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3_000,
    forceNew: true,
  })
  let isClosed = false
  let again: ReturnType<typeof setTimeout> | undefined

  const read = <T extends { sessionId: SessionId }>(schema: Schema<T>, hear: (value: T) => void) => {
    return (payload: unknown) => {
      const parsed = schema.safeParse(payload)
      if (!parsed.success) listener.unreadable()
      else if (parsed.data.sessionId === sessionId) hear(parsed.data)
    }
  }
  socket.on('connect', () => listener.opened())
  socket.on('disconnect', (reason) => {
    listener.closed()
    // Socket.IO comes back by itself after everything but this: the server has sent us away, as it does when it stops.
    if (reason === 'io server disconnect' && !isClosed)
      again = setTimeout(() => socket.connect(), CONNECT_AGAIN_AFTER_MS)
  })
  socket.on(
    'events:appended',
    read(AppendedSchema, ({ events }) => listener.appended(events)),
  )
  socket.on(
    'interviewer:spoke',
    read(SpokeSchema, (spoken) => listener.spoke(spoken)),
  )
  socket.on(
    'floor:changed',
    read(FloorChangedSchema, ({ floor }) => listener.floorChanged(floor)),
  )
  socket.on(
    'pen:moved',
    read(PenMovedSchema, ({ pen, penHeld }) => listener.penMoved(pen, penHeld)),
  )
  socket.on('server:stopping', () => listener.stopping())

  const ask = <T>(name: string, payload: unknown, schema: Schema<T>, answer: (result: Result<T> | null) => void) => {
    if (!socket.connected) return
    // The event's name decides the type of its payload; both come from one command and fit each other.
    const untyped = socket.timeout(ANSWER_WITHIN_MS) as unknown as {
      emit(name: string, payload: unknown, ack: (failed: Error | null, value: unknown) => void): void
    }
    untyped.emit(name, payload, (failed, value) => {
      const result = failed === null ? parseResult(schema, value) : null
      if (result === 'unreadable') listener.unreadable()
      else answer(result)
    })
  }

  return {
    join: (payload, answer) => ask('session:join', payload, JoinedSchema, answer),
    send: ({ clientSeq, command: { type, ...payload } }, answer) =>
      ask(type, { ...payload, clientSeq }, DoneSchema, answer),
    sendChunk: (chunk, answer) => ask('audio:chunk', chunk, ChunkStoredSchema, answer),
    signal: ({ type, ...payload }) => ask(type, payload, z.object({}), () => undefined),
    reconnect: () => {
      socket.disconnect()
      socket.connect()
    },
    close: () => {
      isClosed = true
      clearTimeout(again)
      socket.disconnect()
    },
  }
}

function parseResult<T>(schema: Schema<T>, value: unknown): Result<T> | 'unreadable' {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return 'unreadable'
  if (value.ok === true) {
    const parsed = schema.safeParse(value)
    return parsed.success ? { ok: true, ...parsed.data } : 'unreadable'
  }
  const error = WireErrorSchema.safeParse('error' in value ? value.error : null)
  return error.success ? { ok: false, error: error.data } : 'unreadable'
}
