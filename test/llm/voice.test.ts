import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createVoice, type VoiceOptions } from '../../server/llm/voice.ts'
import type { Voice } from '../../server/ports.ts'
import type { OpenAiServer } from '../support/openai-server.ts'
import { hummingMouth, type SpeechFault, type SpeechOptions, type SpeechStep } from '../support/openai-speech.ts'
import { toSamples, type WavShape } from '../support/openai-wav.ts'
import { never, startServer } from './fixtures.ts'

const TEXT = 'How would you begin?'
const tone = (sampleRate: number) => hummingMouth({ input: TEXT, model: '', voice: '' }, sampleRate)

async function startMouth(
  route: SpeechOptions = {},
  options: Partial<VoiceOptions> = {},
): Promise<{ server: OpenAiServer; voice: Voice }> {
  const server = await startServer({ speech: route })
  return { server, voice: createVoice({ baseUrl: server.url, apiKey: null, model: 'tts', voice: 'ash', ...options }) }
}

/** Everything that a sentence sounds like, and the pieces in which it came. */
async function listen(voice: Voice, signal = never) {
  const { sampleRate, pcm } = await voice.speak(TEXT, signal)
  const pieces: Uint8Array[] = []
  for await (const piece of pcm) pieces.push(piece)
  return { sampleRate, samples: toSamples(Buffer.concat(pieces)), pieces }
}

/** What the voice makes of an answer like this. */
async function hearStep(step: SpeechStep, route: SpeechOptions = {}) {
  const { server, voice } = await startMouth(route)
  server.scriptSpeech(step)
  return await listen(voice)
}

describe('a request for speech', () => {
  it('[TTS1] asks for plain samples of the text in the voice that is set', async () => {
    const { server, voice } = await startMouth({ apiKey: 'sk-mouth' }, { apiKey: 'sk-mouth' })
    await listen(voice)
    expect(server.speeches).toMatchObject([
      {
        authorization: 'Bearer sk-mouth',
        body: { model: 'tts', voice: 'ash', input: TEXT, response_format: 'pcm' },
        cut: false,
      },
    ])
  })

  it('[TTS2] asks for WAV from then on where plain samples are refused', async () => {
    const { server, voice } = await startMouth({ faults: ['refuse_pcm'] })
    for (let i = 0; i < 2; i++) expect((await listen(voice)).samples).toEqual(tone(24_000))
    expect(server.speeches.map(({ body }) => body.response_format)).toEqual(['pcm', 'wav', 'wav'])
  })
})

describe('the sound that comes', () => {
  it('[TTS3] is passed on whole, at 24 kHz, where the endpoint does not say otherwise', async () => {
    const { voice } = await startMouth()
    expect(await listen(voice)).toMatchObject({ sampleRate: 24_000, samples: tone(24_000) })
  })

  it('[TTS4] comes before the endpoint has made all of it', async () => {
    const { server, voice } = await startMouth({ faults: ['stall'] })
    const { pcm } = await voice.speak(TEXT, never)
    const first = await pcm[Symbol.asyncIterator]().next()
    expect(first.value?.length).toBeGreaterThan(0)
    expect(server.speeches[0]?.cut).toBe(false)
  })

  it.each([{}, { always_wav: true }])('[TTS5] samples cut in two by the network are joined: %j', async (more) => {
    const faults: SpeechFault[] = ['odd_chunks', ...(Object.keys(more) as SpeechFault[])]
    const { samples, pieces } = await hearStep({ faults })
    expect(samples).toEqual(tone(24_000))
    for (const piece of pieces) expect(piece.length % 2).toBe(0)
  })

  it.each([
    ['its size in the header', {}],
    ['no size', { dataSize: 0 }],
    ['the greatest size', { dataSize: 0xffff_ffff }],
    ['the greatest signed size', { dataSize: 0x7fff_ffff }],
    ['notes before and after', { withNotes: true }],
  ] as [string, Partial<WavShape>][])('[TTS6] a WAV file with %s gives its samples and its rate', async (_, wav) => {
    for (const faults of [[], ['odd_chunks']] as SpeechFault[][]) {
      const heard = await hearStep({ wav, faults }, { sampleRate: 16_000 })
      expect(heard).toMatchObject({ sampleRate: 16_000, samples: tone(16_000) })
    }
  })

  it('[TTS6] a WAV file is one whatever its type says', async () => {
    for (const contentType of ['audio/mpeg', 'audio/pcm', 'application/octet-stream']) {
      const heard = await hearStep({ wav: {}, contentType }, { sampleRate: 22_050 })
      expect(heard).toMatchObject({ sampleRate: 22_050, samples: tone(22_050) })
    }
  })

  it.each([
    [{ contentType: 'audio/L16; rate=16000; channels=1' }, 16_000],
    [{ contentType: 'audio/pcm;rate=44100' }, 44_100],
    [{ headers: { 'x-sample-rate': '22050' } }, 22_050],
  ] as [SpeechStep, number][])(
    '[TTS7] plain samples at the rate that the answer names: %j',
    async (step, sampleRate) => {
      expect(await hearStep(step, { sampleRate })).toMatchObject({ sampleRate, samples: tone(sampleRate) })
    },
  )

  it('[TTS8] is asked for no faster than it is read, and a pause of the listener is none of the endpoint’s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const minutes = new Int16Array(24_000 * 300).fill(1_000)
    const { server, voice } = await startMouth({ speak: () => minutes }, { limits: { betweenMs: 1_000 } })
    const { pcm } = await voice.speak('a'.repeat(1_000), never)
    const pieces = pcm[Symbol.asyncIterator]()
    let bytes = (await pieces.next()).value?.length ?? 0
    const sentBytes = () => server.speeches[0]?.sentBytes ?? 0
    for (let before = -1; before !== sentBytes(); ) {
      before = sentBytes()
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(sentBytes()).toBeLessThan(minutes.length * 2)
    await vi.advanceTimersByTimeAsync(60_000)
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) bytes += next.value.length
    expect(bytes).toBe(minutes.length * 2)
  })
})

describe('what cannot be played', () => {
  const NOT_SOUND = 'the endpoint sent something that is not sound'
  const OTHER_FORMAT = 'the endpoint sent sound in another format'
  it.each([
    [{ faults: ['json_error'] }, NOT_SOUND],
    [{ faults: ['html'] }, NOT_SOUND],
    [{ faults: ['events'] }, NOT_SOUND],
    [{ faults: ['mp3'] }, OTHER_FORMAT],
    [{ contentType: 'audio/wav' }, OTHER_FORMAT],
    [{ contentType: 'audio/ogg' }, OTHER_FORMAT],
    [{ faults: ['empty'] }, 'the endpoint sent no sound'],
    [{ faults: ['empty'], wav: {} }, 'the endpoint sent no sound'],
    [{ wav: { coding: 3, bits: 32 } }, OTHER_FORMAT],
    [{ wav: { bits: 8 } }, 'the endpoint sent sound of another depth than 16 bit'],
    [{ wav: { channels: 2 } }, 'the endpoint sent sound with more than one channel'],
    [{ wav: { sampleRate: 96_000 } }, 'the endpoint sent sound at an odd rate'],
    [{ contentType: 'audio/pcm;rate=24000;channels=2' }, 'the endpoint sent sound with more than one channel'],
    [{ headers: { 'x-sample-rate': 'high' } }, 'the endpoint sent sound at an odd rate'],
  ] as [SpeechStep, string][])('[TTS9] %j: %s', async (step, message) => {
    const { server, voice } = await startMouth()
    server.scriptSpeech(step)
    await expect(voice.speak(TEXT, never)).rejects.toMatchObject({
      name: 'EngineError',
      reason: 'output_invalid',
      message,
    })
  })

  it('[TTS9] pages and packed sound without a type', async () => {
    for (const beginning of ['<!DOCTYPE html>', '{"error": 1}', 'ID3....', 'OggS....', 'fLaC....']) {
      const answer: typeof fetch = async () => new Response(Buffer.from(beginning), { headers: {} })
      const { voice } = await startMouth({}, { fetch: answer })
      await expect(voice.speak(TEXT, never)).rejects.toMatchObject({ message: OTHER_FORMAT })
    }
  })

  it('[TTS10] sound that does not end is ended, long after any speaker would have', async () => {
    const { server, voice } = await startMouth({ faults: ['endless'] })
    await expect(listen(voice)).rejects.toMatchObject({ reason: 'output_invalid', message: 'the sound does not end' })
    await vi.waitFor(() => expect(server.speeches[0]?.cut).toBe(true), { interval: 5 })
  })
})

describe('speech that fails', () => {
  it.each([
    ['wrong_key', 'rejected'],
    ['no_model', 'rejected'],
    ['unknown_voice', 'rejected'],
    ['error_echoes_request', 'rejected'],
  ] as [SpeechFault, string][])('[TTS11] %s is %s, at the first try', async (fault, reason) => {
    const { server, voice } = await startMouth({ faults: [fault] })
    await expect(voice.speak(TEXT, never)).rejects.toMatchObject({ name: 'EngineError', reason })
    expect(server.speeches).toHaveLength(1)
  })

  it.each(['server_error', 'rate_limited'] as const)('[TTS12] %s is tried again once', async (fault) => {
    const { server, voice } = await startMouth()
    server.scriptSpeech({ faults: [fault] })
    expect((await listen(voice)).samples).toEqual(tone(24_000))
    server.scriptSpeech({ faults: [fault] }, { faults: [fault] })
    await expect(voice.speak(TEXT, never)).rejects.toMatchObject({ name: 'EngineError' })
    expect(server.speeches).toHaveLength(4)
  })

  it('[TTS13] a connection that breaks is unreachable, at once or in the middle', async () => {
    const { server, voice } = await startMouth({}, { limits: { maxRetries: 0 } })
    server.scriptSpeech({ faults: ['reset_early'] }, { faults: ['reset'] })
    await expect(voice.speak(TEXT, never)).rejects.toMatchObject({ reason: 'unreachable' })
    await expect(listen(voice)).rejects.toMatchObject({ name: 'EngineError', reason: 'unreachable' })
  })

  it.each(['slow_headers', 'stall_first'] as const)('[TTS14] %s: no sound in time', async (fault) => {
    const { server, voice } = await startMouth({ faults: [fault] }, { limits: { firstSoundMs: 60 } })
    await expect(voice.speak(TEXT, never)).rejects.toMatchObject({
      reason: 'timed_out',
      message: 'the endpoint was silent for 60 ms',
    })
    await vi.waitFor(() => expect(server.speeches[0]?.cut).toBe(true), { interval: 5 })
  })

  it('[TTS15] a stall in the middle ends it', async () => {
    const { server, voice } = await startMouth({ faults: ['stall'] }, { limits: { betweenMs: 60 } })
    await expect(listen(voice)).rejects.toMatchObject({
      reason: 'timed_out',
      message: 'the endpoint was silent for 60 ms',
    })
    await vi.waitFor(() => expect(server.speeches[0]?.cut).toBe(true), { interval: 5 })
  })

  it('[TTS16] an abort ends it, before, while it waits, and in the middle', async () => {
    const cancelled = { reason: 'timed_out', message: 'the call was cancelled' }
    const { server, voice } = await startMouth()
    await expect(voice.speak(TEXT, AbortSignal.abort())).rejects.toMatchObject(cancelled)
    expect(server.speeches).toHaveLength(0)
    for (const fault of ['slow_headers', 'stall'] as const) {
      server.scriptSpeech({ faults: [fault] })
      const aborter = new AbortController()
      const heard = listen(voice, aborter.signal)
      const at = server.speeches.length
      await vi.waitFor(() => expect(server.speeches).toHaveLength(at + 1), { interval: 5 })
      aborter.abort()
      await expect(heard).rejects.toMatchObject(cancelled)
      await vi.waitFor(() => expect(server.speeches[at]?.cut).toBe(true), { interval: 5 })
    }
  })

  it('[TTS17] a listener who leaves hangs up, even before the first piece', async () => {
    const { server, voice } = await startMouth({ faults: ['stall'] })
    const { pcm } = await voice.speak(TEXT, never)
    for await (const _ of pcm) break
    const unread = await voice.speak(TEXT, never)
    await unread.pcm[Symbol.asyncIterator]().return?.()
    await vi.waitFor(() => expect(server.speeches.map(({ cut }) => cut)).toEqual([true, true]), { interval: 5 })
  })
})
