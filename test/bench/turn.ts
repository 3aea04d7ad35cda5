import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { io as connect, type Socket } from 'socket.io-client'
import { type ClientToServerEvents, PROTOCOL_VERSION, type ServerToClientEvents } from '../../server/contract/socket.ts'
import { createSeededRandom } from '../../server/interview/random.ts'
import type { Random } from '../../server/ports.ts'
import { buildSettings } from '../support/factories.ts'
import { ensureBuilt, startServerProcess } from '../support/server-process.ts'
import { type Figure, quantile } from './measure.ts'

const SESSIONS = 50
/** A server that has just started compiles what it runs for the first time; that is told apart. */
const WARM_UP_SECONDS = 30
const SUBMITS_A_MINUTE = 2
const TYPING_EVERY_MS = 1_000
const ANSWER = `I usually start by asking what the business wants to reach, then I sit down with engineering and design and look at
what users struggle with. We write the options down with their cost. I once had a request from sales that would have taken
three months; we tried a small version with two customers first, and it showed that nobody used it. So I said no to the rest.`

type Tab = Socket<ServerToClientEvents, ClientToServerEvents>

/**
 * From handing in an answer to the interviewer's first word, over a real socket to the built server, while everybody types.
 * With the built-in interviewer all of it is ours; the clients share the machine.
 */
export async function benchTurn(seconds: number, seed: number): Promise<Figure[]> {
  await ensureBuilt()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const server = await startServerProcess({ DATA_DIR: folder })
  const random = createSeededRandom(seed)
  const times: number[] = []
  const cold: number[] = []
  const warmAt = performance.now() + WARM_UP_SECONDS * 1000
  const until = warmAt + seconds * 1000
  const note = (ms: number) => (performance.now() < warmAt ? cold : times).push(ms)
  const people = Array.from({ length: SESSIONS }, (_, i) =>
    answerOn(server.url, i, createSeededRandom(random.next() * 2 ** 32), until, note),
  )
  await Promise.all(people)
  await server.kill('SIGTERM')
  await rm(folder, { recursive: true, force: true })
  return [
    {
      what: `submit to first word, ${times.length} turns of ${SESSIONS} sessions, p50`,
      value: quantile(times, 0.5),
      unit: 'ms',
      limit: 15,
    },
    { what: 'the same, p99', value: quantile(times, 0.99), unit: 'ms', limit: 15 },
    { what: `the first ${WARM_UP_SECONDS} s after the start, p50`, value: quantile(cold, 0.5), unit: 'ms', limit: 15 },
  ]
}

/** One person: types every second, hands in at random times, goes on with the next session when one ends. */
async function answerOn(
  url: string,
  n: number,
  random: Random,
  until: number,
  note: (ms: number) => void,
): Promise<void> {
  const socket: Tab = connect(url, { transports: ['websocket'] })
  for (let life = 0; performance.now() < until; life++) {
    const clientId = `bench-${n}-${life}-client`
    const sessionId = await createSession(url)
    await socket.emitWithAck('session:join', {
      protocol: PROTOCOL_VERSION,
      sessionId,
      clientId,
      afterSeq: 0,
      wants: 'pen',
    })
    let clientSeq = 0
    let floor = nextFloor(socket)
    await socket.emitWithAck('session:begin', { clientSeq: ++clientSeq })
    for (let turnId = await floor; turnId !== null; turnId = await floor) {
      // Exponential waits: handing in at random times, twice a minute on average.
      const submitAt = Math.min(performance.now() + (-Math.log(1 - random.next()) * 60_000) / SUBMITS_A_MINUTE, until)
      let text = ''
      while (performance.now() < submitAt) {
        await wait(Math.min(TYPING_EVERY_MS, Math.max(1, submitAt - performance.now())))
        const inserted = ANSWER.slice(text.length, text.length + 8)
        await socket.emitWithAck('draft:splice', {
          clientSeq: ++clientSeq,
          turnId,
          baseLength: text.length,
          from: text.length,
          removed: 0,
          inserted,
        })
        text += inserted
      }
      if (performance.now() >= until) break
      floor = nextFloor(socket)
      const spoke = new Promise<number>((resolve) => socket.once('interviewer:spoke', () => resolve(performance.now())))
      const startedAt = performance.now()
      const ended = floor.then((next) => (next === null ? Number.NaN : new Promise<number>(() => undefined)))
      void socket.emitWithAck('answer:submit', { clientSeq: ++clientSeq, turnId, text: ANSWER })
      const ms = (await Promise.race([spoke, ended])) - startedAt
      if (!Number.isNaN(ms)) note(ms)
    }
  }
  socket.disconnect()
}

/** The turn that is open next; null when the session has ended. */
function nextFloor(socket: Tab): Promise<string | null> {
  return new Promise((resolve) => {
    const listener: ServerToClientEvents['events:appended'] = ({ events }) => {
      const asked = events.find((e) => e.type === 'question_asked' || e.type === 'follow_up_asked')
      const ended = events.some((e) => e.type === 'session_ended')
      if (asked === undefined && !ended) return
      socket.off('events:appended', listener)
      resolve(asked !== undefined && 'turnId' in asked ? `t${Number(asked.turnId.slice(1)) + 1}` : null)
    }
    socket.on('events:appended', listener)
  })
}

async function createSession(url: string): Promise<string> {
  const response = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roleId: 'technical-product-manager', settings: buildSettings({ questionCount: 10 }) }),
  })
  return ((await response.json()) as { sessionId: string }).sessionId
}
