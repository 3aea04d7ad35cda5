import type { Server, Socket } from 'socket.io'
import type { Result } from '#contract/error.ts'
import type { SessionId } from '#contract/ids.ts'
import type { WireEvent } from '#contract/session-event.ts'
import {
  AudioChunkSchema,
  ChunkStoredSchema,
  type ClientToServerEvents,
  COMMAND_NAMES,
  COMMAND_SCHEMAS,
  type Command,
  JoinedSchema,
  JoinSchema,
  type ServerToClientEvents,
  SIGNAL_NAMES,
  SIGNAL_SCHEMAS,
  type Signal,
} from '#contract/socket.ts'
import { AppError, toWireError } from '../errors.ts'
import type { Tab } from '../interview/live-session.ts'
import type { SessionRunner } from '../interview/run-session.ts'

export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents>
type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents>
type OnError = (what: string, error: unknown) => void

/** Socket.IO handlers: parse, call, acknowledge after the commit. */
export function registerLive(io: LiveServer, runner: SessionRunner, onError: OnError): void {
  io.on('connection', (socket) => handleSocket(socket, runner, onError))
}

interface Joined {
  readonly sessionId: SessionId
  readonly tab: Tab
}

function handleSocket(socket: LiveSocket, runner: SessionRunner, onError: OnError): void {
  let joined: Joined | null = null

  const leave = async () => {
    const left = joined
    joined = null
    if (left !== null) await runner.leave(left.sessionId, left.tab).catch((error: unknown) => onError('leave', error))
  }

  on(socket, 'session:join', onError, async (payload) => {
    const request = parse(JoinSchema, payload)
    const { tab, release } = createTab(socket, request.sessionId, request.clientId)
    await leave()
    const answer = await runner.join(request, tab)
    joined = { sessionId: request.sessionId, tab }
    // The socket may have gone while the session was read.
    if (!socket.connected) await leave()
    return { value: JoinedSchema.parse(answer), afterAck: release }
  })

  for (const name of COMMAND_NAMES) {
    on(socket, name, onError, async (payload) => {
      const { clientSeq, ...wish } = parse(COMMAND_SCHEMAS[name], payload)
      const { sessionId, tab } = getJoined(joined)
      const command = { type: name, ...wish } as Command
      return { value: await runner.command(sessionId, tab, clientSeq, command) }
    })
  }

  on(socket, 'audio:chunk', onError, async (payload) => {
    const chunk = parse(AudioChunkSchema, payload)
    const { sessionId } = getJoined(joined)
    return { value: ChunkStoredSchema.parse(await runner.storeChunk(sessionId, chunk)) }
  })

  for (const name of SIGNAL_NAMES) {
    on(socket, name, onError, async (payload) => {
      const { sessionId, tab } = getJoined(joined)
      await runner.signal(sessionId, tab, { type: name, ...parse<object>(SIGNAL_SCHEMAS[name], payload) } as Signal)
      return { value: {} }
    })
  }

  socket.on('disconnect', () => void leave())
}

function getJoined(joined: Joined | null): Joined {
  if (joined === null) throw new AppError('not_joined', 'This page has not joined an interview yet.')
  return joined
}

/** What happens in the session before the join is acknowledged is told after it. */
function createTab(socket: LiveSocket, sessionId: SessionId, clientId: string): { tab: Tab; release: () => void } {
  let waiting: (() => void)[] | null = []
  const tell = (work: () => void) => {
    if (waiting === null) work()
    else waiting.push(work)
  }
  const tab: Tab = {
    clientId,
    onEvents: (events: WireEvent[]) => tell(() => socket.emit('events:appended', { sessionId, events })),
    onSpoke: (offset, delta) => tell(() => socket.emit('interviewer:spoke', { sessionId, offset, delta })),
    onPen: (pen, penHeld) => tell(() => socket.emit('pen:moved', { sessionId, pen, penHeld })),
    onFloor: (turnId, floor) => tell(() => socket.emit('floor:changed', { sessionId, turnId, floor })),
  }
  const release = () => {
    const queued = waiting ?? []
    waiting = null
    for (const work of queued) work()
  }
  return { tab, release }
}

interface Handled {
  readonly value: object
  readonly afterAck?: () => void
}

/** A handler that always answers: with a value, or with a refusal. A message without an acknowledgement is dropped. */
function on(
  socket: LiveSocket,
  name: keyof ClientToServerEvents,
  onError: OnError,
  handle: (payload: unknown) => Promise<Handled>,
): void {
  const listener = async (payload: unknown, ack: unknown) => {
    if (typeof ack !== 'function') return
    try {
      const { value, afterAck } = await handle(payload)
      ack({ ok: true, ...value })
      afterAck?.()
    } catch (error) {
      if (!(error instanceof AppError)) onError(name, error)
      ack({ ok: false, error: toWireError(error) } satisfies Result<object>)
    }
  }
  // Types are hints here: what arrives is parsed, whatever the map says.
  socket.on(name, listener as never)
}

function parse<T>(
  schema: {
    safeParse(
      value: unknown,
    ):
      | { success: true; data: T }
      | { success: false; error: { issues: { path: PropertyKey[]; code: string; message: string }[] } }
  },
  payload: unknown,
): T {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.map(String).join('.') || 'payload'
  const isTooLong = issue?.code === 'too_big' && (field === 'text' || field === 'inserted')
  throw isTooLong
    ? new AppError('too_large', 'An answer may have 50,000 characters. What was saved before is kept.', { field })
    : new AppError('bad_request', `The server could not read this (${field}). Nothing was changed.`, { field })
}
