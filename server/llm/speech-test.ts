import type { ConnectionTest } from '#contract/http.ts'
import { SAMPLE_RATE } from '#contract/speech.ts'
import type { Transcriber, Voice } from '../ports.ts'
import { explainFailure } from './explain-failure.ts'
import { LlmError, toEngineError } from './llm-error.ts'

type Outcome = ConnectionTest['results'][number]['outcome']

/**
 * Sends one second of a quiet tone; whatever well-formed text comes back is fine, none included.
 * @returns how long it took in ms, or what to tell the person; never rejects.
 */
export async function testTranscriber(transcriber: Transcriber, host: string, signal: AbortSignal): Promise<Outcome> {
  const startedAt = performance.now()
  try {
    await transcriber.transcribe({ pcm: buildTone(), language: 'en', before: '' }, signal)
    return { status: 'ok', latencyMs: Math.round(performance.now() - startedAt), rung: null }
  } catch (error) {
    const words = {
      host,
      model: transcriber.model,
      settings: { baseUrl: 'STT_BASE_URL', apiKey: 'STT_API_KEY', models: 'STT_MODEL' },
      unfit: 'not with text of the sound. Check STT_MODEL and the path in STT_BASE_URL.',
    }
    return { status: 'failed', message: explainFailure(toEngineError(error), words) }
  }
}

/**
 * Asks for a very short word.
 * @returns how long its first sound took in ms, or what to tell the person; never rejects.
 */
export async function testVoice(voice: Voice, host: string, signal: AbortSignal): Promise<Outcome> {
  const startedAt = performance.now()
  try {
    const { pcm } = await voice.speak('Yes.', signal)
    const latencyMs = Math.round(performance.now() - startedAt)
    // The first sound is enough: leaving the loop hangs up.
    for await (const _ of pcm) break
    return { status: 'ok', latencyMs, rung: null }
  } catch (error) {
    if (error instanceof LlmError && error.reason === 'rejected' && error.about === 'voice') {
      return { status: 'failed', message: `${voice.model} at ${host} does not know the voice. Check TTS_VOICE.` }
    }
    const words = {
      host,
      model: voice.model,
      settings: { baseUrl: 'TTS_BASE_URL', apiKey: 'TTS_API_KEY', models: 'TTS_MODEL' },
      unfit: 'not with sound that can be played here: plain samples or WAV, 16 bit, one channel. Try another model.',
    }
    return { status: 'failed', message: explainFailure(toEngineError(error), words) }
  }
}

/** As loud as a quiet voice in the next room. */
function buildTone(): Uint8Array {
  const pcm = new DataView(new ArrayBuffer(SAMPLE_RATE * 2))
  for (let at = 0; at < SAMPLE_RATE; at++) {
    pcm.setInt16(at * 2, Math.round(800 * Math.sin((2 * Math.PI * 440 * at) / SAMPLE_RATE)), true)
  }
  return new Uint8Array(pcm.buffer)
}
