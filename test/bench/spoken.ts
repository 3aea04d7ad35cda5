import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { io as connect, type Socket } from 'socket.io-client'
import { createListener } from '../../client/lib/audio/listen.ts'
import type { SpeechDetector } from '../../client/lib/audio/speech-detector.ts'
import type { WireEvent } from '../../server/contract/session-event.ts'
import { type ClientToServerEvents, PROTOCOL_VERSION, type ServerToClientEvents } from '../../server/contract/socket.ts'
import { CHUNK_SAMPLES, DEFAULT_SPEECH, SAMPLE_RATE } from '../../server/contract/speech.ts'
import { createSeededRandom } from '../../server/interview/random.ts'
import { buildSettings } from '../support/factories.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import { ensureBuilt, startServerProcess } from '../support/server-process.ts'
import { loadSilero } from '../support/silero.ts'
import { synthesize } from '../support/speech.ts'
import { type Figure, quantile } from './measure.ts'

const SPEAKERS = 10
const TURNS = 16
const BETWEEN_TURNS_MS = 4_000
/** A server that has just started compiles what it runs for the first time; that is told apart. */
const COLD_TURNS = 6
/** What the endpoints take before their first byte. */
const LATENCY_MS = 300
const COUNTDOWNS = 8
const SENTENCE = 'I would ask the customer what they need before I write the plan with the team.'
const PIECE_SAMPLES = 512

type Tab = Socket<ServerToClientEvents, ClientToServerEvents>

/**
 * Spoken answers over real sockets to the built server, with endpoints of fixed latency. First: from "I'm done" right after the last
 * word to the interviewer's first token, less what the endpoints took. Second: from the first sample of new speech, through the real
 * detector in real time, to the end of a countdown on the screen.
 */
export async function benchSpoken(): Promise<Figure[]> {
  await ensureBuilt()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const endpoint = await startOpenAiServer({ latencyMs: LATENCY_MS, transcription: { transcribe: () => SENTENCE } })
  const server = await startServerProcess({
    DATA_DIR: folder,
    LLM_BASE_URL: endpoint.url,
    LLM_MODEL: 'test-model',
    // It serves all of them at once: their waiting for one another would be no time of ours.
    LLM_CONCURRENCY: String(4 * SPEAKERS),
    STT_BASE_URL: endpoint.url,
    STT_MODEL: 'test-ears',
  })
  const speech = await synthesize(SENTENCE)
  const people = await Promise.all(Array.from({ length: SPEAKERS }, (_, n) => speakTurns(server.url, speech, n + 1)))
  const cold = people.flatMap((turns) => turns.slice(0, COLD_TURNS))
  const shares = people.flatMap((turns) => turns.slice(COLD_TURNS))
  const detector = await loadSilero()
  const cancels: number[] = []
  for (let n = 0; n < COUNTDOWNS; n += 1) cancels.push(await cancelCountdown(server.url, speech, detector, n))
  await server.kill('SIGTERM')
  await endpoint.close()
  await rm(folder, { recursive: true, force: true })
  const turns = `${shares.length} spoken turns of ${SPEAKERS} sessions`
  return [
    {
      what: `end of turn to first token, our share, ${turns}, p50`,
      value: quantile(shares, 0.5),
      unit: 'ms',
      limit: 50,
    },
    { what: 'the same, p99', value: quantile(shares, 0.99), unit: 'ms', limit: 50 },
    {
      what: `the first ${COLD_TURNS} turns of each after the start, p50`,
      value: quantile(cold, 0.5),
      unit: 'ms',
      limit: 50,
    },
    {
      what: `first sample of new speech to the end of the countdown, ${cancels.length} times, slowest`,
      value: Math.max(...cancels),
      unit: 'ms',
      limit: 200,
    },
  ]
}

/** One person with a microphone: the same sentence for every answer. */
async function openSpeaker(url: string, n: string) {
  const socket: Tab = connect(url, { transports: ['websocket'] })
  const events: WireEvent[] = []
  const waiting = new Set<() => void>()
  socket.on('events:appended', (payload) => {
    events.push(...payload.events)
    for (const look of waiting) look()
  })
  const until = (isThere: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isThere()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const sessionId = await createSession(url)
  const clientId = `bench-speaker-${n}`
  const join = { protocol: PROTOCOL_VERSION, sessionId, clientId, afterSeq: 0, wants: 'pen' as const }
  await socket.emitWithAck('session:join', join)
  let clientSeq = 0
  const command = (name: string, payload: object) =>
    (socket as unknown as Socket).emitWithAck(name, { clientSeq: ++clientSeq, ...payload })
  await command('session:begin', {})
  let tracks = 0
  let samples = 0
  let trackId = ''
  const openTrack = async (turnId: string) => {
    tracks += 1
    samples = 0
    trackId = `bench${n.padStart(3, '0')}${String(tracks).padStart(4, '0')}`
    await command('track:open', { turnId, trackId, startedAt: Date.now(), recognizer: 'endpoint' })
    return trackId
  }
  const sendSound = async (sound: Int16Array) => {
    for (let at = 0; at < sound.length; at += CHUNK_SAMPLES) {
      const pcm = new Uint8Array(sound.slice(at, at + CHUNK_SAMPLES).buffer)
      await socket.emitWithAck('audio:chunk', { trackId, firstSample: samples, pcm })
      samples += pcm.byteLength / 2
    }
  }
  const openTurnId = () => {
    const asked = events.findLast((e) => e.type === 'question_asked' || e.type === 'follow_up_asked')
    return asked !== undefined && 'turnId' in asked ? `t${Number(asked.turnId.slice(1)) + 1}` : ''
  }
  return { socket, events, until, command, openTrack, sendSound, openTurnId, samples: () => samples }
}

async function speakTurns(url: string, speech: Int16Array, n: number): Promise<number[]> {
  const person = await openSpeaker(url, String(n))
  const asked = () => person.events.filter((e) => e.type === 'question_asked' || e.type === 'follow_up_asked').length
  const shares: number[] = []
  const random = createSeededRandom(n)
  await person.until(() => asked() > 0)
  for (let turn = 0; turn < TURNS; turn += 1) {
    // People do not end their answers in step; these are still ten times as fast as real ones.
    await wait(random.next() * BETWEEN_TURNS_MS)
    const before = asked()
    const turnId = person.openTurnId()
    const trackId = await person.openTrack(turnId)
    await person.sendSound(speech)
    const spoke = new Promise<number>((resolve) => {
      person.socket.once('interviewer:spoke', () => resolve(performance.now()))
    })
    const startedAt = performance.now()
    void person.command('speech:detect', { trackId, span: { fromSample: 0, toSample: person.samples() } })
    void person.command('answer:submit', { turnId, text: '' })
    await person.until(() => asked() > before || person.events.some((e) => e.type === 'session_ended'))
    if (person.events.some((e) => e.type === 'session_ended')) break
    const next = person.events.findLast((e) => e.type === 'question_asked' || e.type === 'follow_up_asked')
    // A model that could not take the turn was waited for too.
    const asksModel =
      next !== undefined && 'by' in next && (next.by.engine.kind === 'model' || next.by.insteadOf !== null)
    shares.push((await spoke) - startedAt - LATENCY_MS * (asksModel ? 2 : 1))
  }
  person.socket.disconnect()
  return shares
}

/** Speaks, falls silent until the countdown stands there, speaks again through the real detector in real time. @returns ms. */
async function cancelCountdown(url: string, speech: Int16Array, detector: SpeechDetector, n: number): Promise<number> {
  const person = await openSpeaker(url, `9${n}`)
  await person.until(() => person.openTurnId() !== '')
  const trackId = await person.openTrack(person.openTurnId())
  await person.sendSound(speech)
  const counting = new Promise<void>((resolve) => {
    person.socket.on('floor:changed', ({ floor }) => {
      if (floor.state === 'countdown') resolve()
    })
  })
  await person.command('speech:detect', { trackId, span: { fromSample: 0, toSample: person.samples() } })
  const listener = createListener(detector, (activity) => {
    if (activity.type === 'started') {
      void (person.socket as unknown as Socket).emitWithAck('speech:start', { trackId, sample: activity.sample })
    }
  })
  let isCounting = false
  void counting.then(() => {
    isCounting = true
  })
  const hush = new Int16Array(CHUNK_SAMPLES)
  while (!isCounting) {
    listener.push(hush)
    await person.sendSound(hush)
    await wait((CHUNK_SAMPLES * 1_000) / SAMPLE_RATE)
  }
  // At another place in the frame each time.
  await wait(500 + 7 * n)
  const cancelled = new Promise<number>((resolve) => {
    person.socket.on('floor:changed', ({ floor }) => {
      if (floor.state !== 'countdown') resolve(performance.now())
    })
  })
  const onset = performance.now()
  let isOver = false
  void cancelled.then(() => {
    isOver = true
  })
  for (let at = 0; at < speech.length && !isOver; at += PIECE_SAMPLES) {
    // A piece can be heard only when its last sample was.
    await wait(Math.max(0, onset + ((at + PIECE_SAMPLES) * 1_000) / SAMPLE_RATE - performance.now()))
    listener.push(speech.slice(at, at + PIECE_SAMPLES))
  }
  const ms = (await cancelled) - onset
  person.socket.disconnect()
  return ms
}

async function createSession(url: string): Promise<string> {
  const settings = buildSettings({ questionCount: 10, speech: { ...DEFAULT_SPEECH, answer: 'spoken' } })
  const response = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roleId: 'technical-product-manager', settings }),
  })
  return ((await response.json()) as { sessionId: string }).sessionId
}
