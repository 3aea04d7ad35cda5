import { CHUNK_SAMPLES, type Recognizer, SAMPLE_RATE } from '../../server/contract/speech.ts'
import type { SessionRunner } from '../../server/interview/run-session.ts'
import type { Transcriber, Transcription } from '../../server/ports.ts'
import type { createTestClock } from './clock.ts'
import type { createTestTab } from './runner.ts'

type Clock = ReturnType<typeof createTestClock>
type TestTab = ReturnType<typeof createTestTab>

const CHUNK_MS = (CHUNK_SAMPLES * 1_000) / SAMPLE_RATE

/** A transcriber that says what the test tells it, in order; what is not told is waited for. */
export function createScriptedTranscriber() {
  const asked: number[] = []
  const replies: (Transcription | Error)[] = []
  const waiting: ((reply: Transcription | Error) => void)[] = []
  const transcriber: Transcriber = {
    model: 'test-ears',
    transcribe: async ({ pcm }) => {
      asked.push(pcm.byteLength / 2)
      const reply = replies.shift() ?? (await new Promise<Transcription | Error>((resolve) => waiting.push(resolve)))
      if (reply instanceof Error) throw reply
      return reply
    },
  }
  const reply = (one: Transcription | Error) => {
    const next = waiting.shift()
    if (next === undefined) replies.push(one)
    else next(one)
  }
  return { transcriber, asked, reply, say: (text: string) => reply({ text, words: null }) }
}

/** A microphone in front of a runner: sound comes in as time passes, in pieces of 100 ms. */
export function createTestMicrophone(runner: SessionRunner, sessionId: string, tab: TestTab, clock: Clock) {
  let trackId = ''
  let samples = 0
  let count = 0

  async function open(turnId: string, recognizer: Recognizer['kind'] = 'endpoint'): Promise<string> {
    count += 1
    trackId = `mic${String(count).padStart(9, '0')}`
    samples = 0
    await tab.send({ type: 'track:open', turnId, trackId, startedAt: clock.now(), recognizer })
    return trackId
  }

  /** Lets time pass with the microphone open. */
  async function pass(ms: number, level = 0): Promise<void> {
    for (let left = ms; left > 0; left -= CHUNK_MS) {
      clock.advance(CHUNK_MS)
      const pcm = new Uint8Array(new Int16Array(CHUNK_SAMPLES).fill(level).buffer)
      const { nextSample } = await runner.storeChunk(sessionId, { trackId, firstSample: samples, pcm })
      samples = nextSample
    }
  }

  /** Speech, and the 300 ms of silence by which its end is noticed. */
  async function speak(ms = 1_000): Promise<void> {
    const fromSample = samples
    await runner.signal(sessionId, tab.tab, { type: 'speech:start', trackId, sample: samples })
    await pass(ms, 1_000)
    const toSample = samples
    await pass(300)
    await tab.send({ type: 'speech:detect', trackId, span: { fromSample, toSample } })
  }

  return {
    open,
    pass,
    speak,
    start: () => runner.signal(sessionId, tab.tab, { type: 'speech:start', trackId, sample: samples }),
    mistake: () => runner.signal(sessionId, tab.tab, { type: 'speech:mistake', trackId }),
    close: () => tab.send({ type: 'track:close', trackId, samples }),
    trackId: () => trackId,
    samples: () => samples,
  }
}
