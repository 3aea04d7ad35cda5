import { mkdtemp, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createListener } from '../../client/lib/audio/listen.ts'
import { createSileroDetector } from '../../client/lib/audio/silero.ts'
import type { SpeechDetector } from '../../client/lib/audio/speech-detector.ts'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { CHUNK_SAMPLES, DEFAULT_SPEECH, SAMPLE_RATE } from '../../server/contract/speech.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createTestClock } from '../support/clock.ts'
import { buildSettings } from '../support/factories.ts'
import { createScriptedTranscriber } from '../support/microphone.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'
import { joinSpeech, synthesize } from '../support/speech.ts'

/** Sentences of an interview, and what a recogniser makes of each: as a person would write it down. */
const COMPLETE = 'In the evening I feed the starter with flour and water.'
const HALF = 'In the evening I feed the starter with flour because'
const NEXT = 'Then I bake it in a closed iron pot.'
const CHUNK_MS = (CHUNK_SAMPLES * 1_000) / SAMPLE_RATE

let detector: SpeechDetector
const sounds = new Map<string, Int16Array>()
const cleanups: (() => Promise<void>)[] = []

beforeAll(async () => {
  const { resolve } = createRequire(import.meta.url)
  const [wasm, model] = await Promise.all([
    readFile(resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')),
    readFile(join(resolve('@ricky0123/vad-web'), '../silero_vad_v6.onnx')),
  ])
  detector = await createSileroDetector({ wasm: { bytes: wasm }, model: async () => model })
  for (const text of [COMPLETE, HALF, NEXT]) sounds.set(text, await synthesize(text))
})
afterAll(async () => {
  for (const clean of cleanups) await clean()
})

/** A recorded answer with a pause in it, through the real detector into a running session, on a clock that is set by hand. */
async function play(first: string, pauseMs: number, options: { hold?: boolean; undo?: boolean } = {}) {
  const clock = createTestClock()
  const store = await createSqliteStore(':memory:')
  const audio = createAudioStore(await mkdtemp(join(tmpdir(), 'greenroom-sound-')))
  const ears = createScriptedTranscriber()
  const runner = createTestRunner({ store, clock, alarm: clock, audio, transcriber: ears.transcriber })
  cleanups.push(async () => {
    await runner.stop()
    await audio.close()
    await store.close()
  })
  const sessionId = await runner.createSession({
    roleId: 'baker',
    settings: buildSettings({ questionCount: 2, speech: { ...DEFAULT_SPEECH, answer: 'spoken' } }),
    seed: 1,
  })
  const tab = createTestTab(runner, sessionId, 'client-one')
  await tab.join()
  await tab.send({ type: 'session:begin' })
  await tab.until((events) => events.some((event) => event.type === 'question_asked'))

  // What the recogniser will say of each stretch, in the order in which they are spoken.
  ears.say(first)
  ears.say(NEXT)
  const sound = joinSpeech([500, sounds.get(first) ?? 0, pauseMs, sounds.get(NEXT) ?? 0, 1_000]).samples
  const firstEnds = 500 + ((sounds.get(first)?.length ?? 0) * 1_000) / SAMPLE_RATE
  const trackId = 'realsound001'
  await tab.send({ type: 'track:open', turnId: 't2', trackId, startedAt: clock.now(), recognizer: 'endpoint' })
  const pending: Promise<unknown>[] = []
  const heard: string[] = []
  const listener = createListener(detector, (activity) => {
    heard.push(activity.type)
    if (activity.type === 'started') {
      pending.push(runner.signal(sessionId, tab.tab, { type: 'speech:start', trackId, sample: activity.sample }))
    } else if (activity.type === 'mistake') {
      pending.push(runner.signal(sessionId, tab.tab, { type: 'speech:mistake', trackId }))
    } else {
      const { fromSample, toSample } = activity
      pending.push(tab.send({ type: 'speech:detect', trackId, span: { fromSample, toSample } }))
    }
  })
  /** Texts that have come: the script gives them at once, so that they are there before time goes on. */
  const texts = () => tab.events.filter((event) => event.type === 'utterance_recognized').length
  let spans = 0
  let hasHeld = false
  let hasUndone = false
  let committedInPause = false
  for (let at = 0; at < sound.length; at += CHUNK_SAMPLES) {
    clock.advance(CHUNK_MS)
    const chunk = sound.slice(at, at + CHUNK_SAMPLES)
    const pcm = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    await runner.storeChunk(sessionId, { trackId, firstSample: at, pcm })
    listener.push(chunk)
    // The detector has judged every whole frame of this piece.
    await listener.judged()
    await Promise.all(pending.splice(0))
    const now = heard.filter((type) => type === 'span').length
    if (now > spans) await tab.until(() => texts() >= now)
    spans = now
    const ms = (at * 1_000) / SAMPLE_RATE
    const committed = tab.events.filter((event) => event.type === 'turn_committed').length
    const isInPause = ms > firstEnds && ms < firstEnds + pauseMs
    if (isInPause && committed > 0) committedInPause = true
    if (options.hold === true && !hasHeld && ms > firstEnds + 500) {
      hasHeld = true
      await tab.send({ type: 'answer:hold', turnId: 't2', held: true })
    }
    if (options.undo === true && !hasUndone && ms > firstEnds + pauseMs - 300) {
      hasUndone = true
      await tab.send({ type: 'answer:reopen', turnId: 't2', text: '' })
    }
  }
  await listener.flush()
  await Promise.all(pending.splice(0))
  await tab.until(() => texts() >= 2)
  const session = await runner.getSession(sessionId)
  return { session, committedInPause, draft: openTurn(session.phase)?.draft, turnId: openTurn(session.phase)?.turnId }
}

describe('recorded answers with a pause, through the real detector', () => {
  it.each([2, 5, 10, 20])('[TX1] %i s in mid-sentence: nothing is handed in before its end', async (seconds) => {
    const { committedInPause, draft, session } = await play(HALF, seconds * 1_000)
    expect(committedInPause).toBe(false)
    expect(session.reopenings).toBe(0)
    expect(draft).toBe(`${HALF} ${NEXT}`)
  })

  it.each([2, 5, 10, 20])('[TX2] %i s under hold after a whole sentence: nothing is handed in', async (seconds) => {
    const { committedInPause, draft } = await play(COMPLETE, seconds * 1_000, { hold: true })
    expect(committedInPause).toBe(false)
    expect(draft).toBe(`${COMPLETE} ${NEXT}`)
  })

  it.each([2, 5])('[TX3] %i s after a whole sentence: nothing is handed in', async (seconds) => {
    const { committedInPause, draft } = await play(COMPLETE, seconds * 1_000)
    expect(committedInPause).toBe(false)
    expect(draft).toBe(`${COMPLETE} ${NEXT}`)
  })

  it('[TX4] 10 s after a whole sentence: the next words open the answer again, whole, no follow-up left to half of it', async () => {
    const { committedInPause, draft, turnId, session } = await play(COMPLETE, 10_000)
    expect(committedInPause).toBe(true)
    expect(session.reopenings).toBe(1)
    expect(turnId).toBe('t2')
    expect(draft).toBe(`${COMPLETE} ${NEXT}`)
    expect(session.turns.map((turn) => turn.speaker)).toEqual(['interviewer'])
    expect(session.questions[0]?.followUps).toEqual([])
  })

  it('[TX5] 20 s after a whole sentence: "I was not finished" opens it again, whole, no follow-up left to half of it', async () => {
    const { committedInPause, draft, turnId, session } = await play(COMPLETE, 20_000, { undo: true })
    expect(committedInPause).toBe(true)
    expect(session.reopenings).toBe(1)
    expect(turnId).toBe('t2')
    expect(draft).toBe(`${COMPLETE} ${NEXT}`)
    expect(session.turns.map((turn) => turn.speaker)).toEqual(['interviewer'])
  })
})
