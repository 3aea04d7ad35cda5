import { describe, expect, it, vi } from 'vitest'
import { testTranscriber, testVoice } from '../../server/llm/speech-test.ts'
import { createTranscriber } from '../../server/llm/transcriber.ts'
import { createVoice } from '../../server/llm/voice.ts'
import type { SpeechFault } from '../support/openai-speech.ts'
import type { TranscriptionFault } from '../support/openai-transcription.ts'
import { MODEL, never, startServer } from './fixtures.ts'

const KEY = 'sk-very-secret'
const HOST = 'speech.example'
const OK = { status: 'ok', latencyMs: expect.any(Number), rung: null }

async function testEars(faults: TranscriptionFault[]) {
  const server = await startServer({ transcription: { faults } })
  const transcriber = createTranscriber({
    baseUrl: server.url,
    apiKey: KEY,
    model: MODEL,
    limits: { maxRetries: 0 },
  })
  const signal = faults.includes('slow_headers') ? AbortSignal.timeout(40) : never
  return { server, outcome: await testTranscriber(transcriber, HOST, signal) }
}

async function testMouth(faults: SpeechFault[]) {
  const server = await startServer({ speech: { faults } })
  const limits = { firstSoundMs: faults.includes('slow_headers') ? 40 : 8_000, maxRetries: 0 }
  const voice = createVoice({ baseUrl: server.url, apiKey: KEY, model: MODEL, voice: 'ash', limits })
  return { server, outcome: await testVoice(voice, HOST, never) }
}

describe('the connection test of speech to text', () => {
  it('[CT4] sends one second of a quiet tone', async () => {
    const { server, outcome } = await testEars([])
    expect(outcome).toEqual(OK)
    const samples = server.transcriptions[0]?.sound.samples ?? new Int16Array()
    expect(samples.length).toBe(16_000)
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    expect(loudest).toBeGreaterThan(300)
    expect(loudest).toBeLessThan(3_000)
  })

  it.each(['empty_text', 'ignores_format', 'refuse_verbose_json'] as const)('[CT4] takes %s', async (fault) => {
    expect((await testEars([fault])).outcome).toEqual(OK)
  })

  it.each([
    ['wrong_key', `${HOST} does not accept the key. Check STT_API_KEY.`],
    ['no_model', `${HOST} does not know the model test-model. Check STT_MODEL and the path in STT_BASE_URL.`],
    ['server_error', `${HOST} answers with an error of its own (500).`],
    ['slow_headers', `${HOST} did not answer in time. If the model is still loading, try again.`],
    ['html', 'test-model answers, but not with text of the sound. Check STT_MODEL and the path in STT_BASE_URL.'],
  ] as [TranscriptionFault, string][])('[CT5] %s: %s', async (fault, message) => {
    expect((await testEars([fault])).outcome).toEqual({ status: 'failed', message })
  })
})

describe('the connection test of the voice', () => {
  it('[CT6] asks for a short word, and hangs up at the first sound', async () => {
    const { server, outcome } = await testMouth(['endless'])
    expect(outcome).toEqual(OK)
    expect(server.speeches[0]?.body.input).toBe('Yes.')
    await vi.waitFor(() => expect(server.speeches[0]?.cut).toBe(true), { interval: 5 })
  })

  it.each([
    ['wrong_key', `${HOST} does not accept the key. Check TTS_API_KEY.`],
    ['no_model', `${HOST} does not know the model test-model. Check TTS_MODEL and the path in TTS_BASE_URL.`],
    ['unknown_voice', `test-model at ${HOST} does not know the voice. Check TTS_VOICE.`],
    ['slow_headers', `${HOST} did not answer in time. If the model is still loading, try again.`],
    [
      'mp3',
      'test-model answers, but not with sound that can be played here: plain samples or WAV, 16 bit, one channel. Try another model.',
    ],
  ] as [SpeechFault, string][])('[CT7] %s: %s', async (fault, message) => {
    expect((await testMouth([fault])).outcome).toEqual({ status: 'failed', message })
  })
})
