import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Router } from 'express'
import { io as connect, type Socket } from 'socket.io-client'
import { createApp } from '../../server/app.ts'
import { createCalibrationInfo } from '../../server/calibrations.ts'
import type { Result } from '../../server/contract/error.ts'
import { type ClientToServerEvents, PROTOCOL_VERSION, type ServerToClientEvents } from '../../server/contract/socket.ts'
import type { LevelCorrection } from '../../server/level-correction.ts'
import type { Clock, QuestionBank, Voice } from '../../server/ports.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createTestClock } from './clock.ts'
import { buildSettings } from './factories.ts'
import { createFixedBank } from './interviews.ts'
import { createTestRunner } from './runner.ts'

/** The whole server in this process on a port of its own, over a real database in memory; without pages. */
export async function startTestApp(
  options: {
    bank?: QuestionBank
    clock?: Clock
    voice?: Voice
    dataDir?: string
    correction?: LevelCorrection
  } & Partial<Parameters<typeof createTestRunner>[0]> = {},
) {
  const { bank = createFixedBank(), clock = createTestClock() } = options
  const store = options.store ?? (await createSqliteStore(':memory:'))
  const errors: string[] = []
  const audio = options.audio ?? createAudioStore(await mkdtemp(join(tmpdir(), 'greenroom-app-')))
  const runner = createTestRunner({ ...options, store, clock, bank, audio })
  const app = await createApp({
    bank,
    store,
    audio,
    voice: options.voice ?? null,
    runner,
    clock,
    engineInfo: {
      engines: {
        interviewer: { kind: 'built-in' },
        judge: { kind: 'built-in' },
        endpoint: null,
        endpointIsLocal: true,
        tokenBudget: null,
        keyIsSet: false,
        transcriber: null,
        voice: null,
        dataDir: '/data',
      },
      testConnection: async () => ({ results: [] }),
    },
    calibrationInfo: createCalibrationInfo(
      options.dataDir ?? '/nowhere',
      options.judge ?? { engine: { kind: 'built-in' }, promptVersion: null },
      options.correction ?? null,
    ),
    listen: { host: '127.0.0.1', allowedHosts: [] },
    development: false,
    createPages: () => Router(),
    onError: (what) => errors.push(what),
  })
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const sockets: Socket[] = []

  return {
    url,
    store,
    runner,
    errors,
    async stop() {
      for (const socket of sockets) socket.disconnect()
      await app.stop()
    },
    createSession: (settings: Parameters<typeof buildSettings>[0] = {}) =>
      runner.createSession({ roleId: 'baker', settings: buildSettings(settings), seed: 1 }),
    async connect(headers: Record<string, string> = {}) {
      const socket: Socket<ServerToClientEvents, ClientToServerEvents> = connect(url, {
        transports: ['websocket'],
        reconnection: false,
        extraHeaders: headers,
      })
      sockets.push(socket)
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      })
      return socket
    },
  }
}

export type TestSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Sends anything at all, as a client that keeps to no types would. */
export function ask(socket: TestSocket, name: string, payload: unknown): Promise<Result<Record<string, unknown>>> {
  return (socket as unknown as Socket).timeout(5_000).emitWithAck(name, payload) as Promise<
    Result<Record<string, unknown>>
  >
}

export function joinAs(
  socket: TestSocket,
  sessionId: string,
  more: object = {},
): Promise<Result<Record<string, unknown>>> {
  return ask(socket, 'session:join', {
    protocol: PROTOCOL_VERSION,
    sessionId,
    clientId: 'client-one',
    afterSeq: 0,
    wants: 'pen',
    ...more,
  })
}

/** Joins and begins; resolves when the first question is asked. The next command has the number 2. */
export async function beginAs(socket: TestSocket, sessionId: string): Promise<void> {
  const asked = eventsUntil(socket, (type) => type === 'question_asked')
  await joinAs(socket, sessionId)
  await ask(socket, 'session:begin', { clientSeq: 1 })
  await asked
}

/** A session of two questions that was taken to its end: this is the answer to the first, which is graded. @returns its id. */
export async function finishSession(app: Awaited<ReturnType<typeof startTestApp>>, text: string): Promise<string> {
  const id = await app.createSession({ questionCount: 2, feedback: 'end' })
  const socket = await app.connect()
  await beginAs(socket, id)
  const graded = eventsUntil(socket, (type) => type === 'answer_graded')
  await ask(socket, 'session:end', { clientSeq: 2, text })
  await graded
  socket.disconnect()
  return id
}

/** Resolves when the connection is gone. */
export async function leave(socket: TestSocket): Promise<void> {
  const left = new Promise((resolve) => socket.once('disconnect', resolve))
  socket.disconnect()
  await left
}

/** Resolves with the first events that satisfy the test, among all that came since the call. */
export function eventsUntil(
  socket: TestSocket,
  isThere: (type: string) => boolean,
): Promise<{ type: string; seq: number }[]> {
  const seen: { type: string; seq: number }[] = []
  return new Promise((resolve) => {
    const listener = ({ events }: { events: { type: string; seq: number }[] }) => {
      seen.push(...events)
      if (!seen.some((e) => isThere(e.type))) return
      socket.off('events:appended', listener)
      resolve(seen)
    }
    socket.on('events:appended', listener)
  })
}
