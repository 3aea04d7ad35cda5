import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, describe, expect, it } from 'vitest'
import { createKeptTextStore } from '../../../client/lib/kept-text.ts'
import type { LiveView } from '../../../client/lib/live-view.ts'
import type { Numbered } from '../../../client/lib/outbox.ts'
import { createSessionLive, type SessionLive } from '../../../client/lib/session-live.ts'
import { createLine } from '../../../client/lib/socket.ts'
import { COMMAND_NAMES, type Command } from '../../../server/contract/socket.ts'
import { FakeRoom, SESSION_ID } from './fake-room.ts'

const open: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** The fake room behind a real Socket.IO server. A port of 0 finds a free one. */
async function serve(room: FakeRoom, port = 0): Promise<{ port: number; stop: () => Promise<void>; kick: () => void }> {
  const http: HttpServer = createServer()
  const io = new Server(http)
  io.on('connection', (socket) => {
    let clientId = ''
    socket.on('session:join', (payload, ack) => {
      clientId = payload.clientId
      ack(room.join(payload))
    })
    for (const name of COMMAND_NAMES) {
      socket.on(name, ({ clientSeq, ...rest }, ack) => {
        ack(room.handle(clientId, { clientSeq, command: { type: name, ...rest } as Command }))
      })
    }
  })
  room.pushes.push((events) => io.emit('events:appended', { sessionId: SESSION_ID, events }))
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const stop = async () => {
    await io.close()
  }
  open.push({ close: stop })
  return { port: (http.address() as AddressInfo).port, stop, kick: () => io.disconnectSockets() }
}

function take(port: number, stored: { items: readonly Numbered[] } = { items: [] }): SessionLive {
  const live = createSessionLive({
    sessionId: SESSION_ID,
    clientId: 'tab-one-1',
    openLine: (listener) => createLine(SESSION_ID, listener, `http://127.0.0.1:${port}`),
    outbox: {
      load: async () => [...stored.items],
      save: (items) => {
        stored.items = items
      },
      close: () => undefined,
    },
    left: stored.items,
    kept: createKeptTextStore(SESSION_ID, null),
    now: Date.now,
  })
  open.push(live)
  return live
}

function until(live: SessionLive, holds: (view: LiveView) => boolean): Promise<LiveView> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds(live.getView())) return
      stop()
      resolve(live.getView())
    }
    const stop = live.subscribe(check)
    check()
  })
}

async function begin(live: SessionLive): Promise<void> {
  await until(live, (view) => view.connection === 'live')
  live.send({ type: 'session:begin' })
  await until(live, (view) => view.draft !== null && view.saved)
}

describe('a session over Socket.IO', () => {
  it('[SEL1] what is typed arrives, and is saved when it was acknowledged', async () => {
    const room = new FakeRoom()
    const live = take((await serve(room)).port)
    await begin(live)
    live.type('Hello 😀')
    expect(live.getView()).toMatchObject({ saved: false, draft: { text: 'Hello 😀' } })
    await until(live, (view) => view.saved)
    expect(room.draft).toBe('Hello 😀')
  })

  it('[SEL2] the server goes and comes back: what was typed and handed in meanwhile arrives, once', async () => {
    const room = new FakeRoom()
    const { port, stop } = await serve(room)
    const live = take(port)
    await begin(live)
    await stop()
    const away = await until(live, (view) => view.connection === 'offline')
    live.type('while it was away')
    live.send({ type: 'answer:submit', turnId: away.draft?.turnId ?? '', text: 'while it was away' })
    expect(live.getView().draft?.closing).toBe('submit')
    await serve(room, port)
    await until(live, (view) => view.saved && view.session?.seq === room.log.length)
    expect(room.log.filter((event) => event.type === 'turn_committed')).toMatchObject([{ text: 'while it was away' }])
    expect(live.getView().draft).toMatchObject({ text: '', closing: null })
  })

  it('[SEL3] a server that sends everybody away is asked again', async () => {
    const room = new FakeRoom()
    const { port, kick } = await serve(room)
    const live = take(port)
    await begin(live)
    kick()
    await until(live, (view) => view.connection === 'offline')
    await until(live, (view) => view.connection === 'live')
  })

  it('[SEL4] a command that had no answer when the page went is sent by the next load, under its number', async () => {
    const room = new FakeRoom()
    const { port, stop } = await serve(room)
    const stored = { items: [] as readonly Numbered[] }
    const live = take(port, stored)
    await begin(live)
    await stop()
    const { draft } = await until(live, (view) => view.connection === 'offline')
    live.send({ type: 'answer:submit', turnId: draft?.turnId ?? '', text: 'kept' })
    live.close()
    expect(stored.items).toHaveLength(1)
    await serve(room, port)
    const next = take(port, stored)
    await until(next, (view) => view.connection === 'live' && view.saved)
    expect(room.log.filter((event) => event.type === 'turn_committed')).toMatchObject([{ text: 'kept' }])
    expect(stored.items).toHaveLength(0)
  })

  it('[SEL5] a message of another shape stops the page: it is of another version than the server', async () => {
    const room = new FakeRoom()
    const live = take((await serve(room)).port)
    await begin(live)
    for (const push of room.pushes) push([{ type: 'question_sung', seq: room.log.length + 1 } as never])
    const view = await until(live, (v) => v.connection === 'refused')
    expect(view.error?.code).toBe('protocol_mismatch')
  })
})
