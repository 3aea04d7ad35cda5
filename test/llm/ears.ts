import { createTranscriber, type TranscriberOptions } from '../../server/llm/transcriber.ts'
import type { Transcriber } from '../../server/ports.ts'
import type { OpenAiServer } from '../support/openai-server.ts'
import type { TranscriptionOptions } from '../support/openai-transcription.ts'
import { buildTone, toBytes } from '../support/openai-wav.ts'
import { never, startServer } from './fixtures.ts'

export const TEXT = 'I measured 3 delays, then we agreed on a plan.'
/** Three seconds. */
export const SAMPLES = buildTone(3_000, 16_000)
export const PCM = toBytes(SAMPLES)

/** A test server that transcribes, and a transcriber that asks it. */
export async function startEars(
  route: TranscriptionOptions = {},
  options: Partial<TranscriberOptions> = {},
): Promise<{ server: OpenAiServer; transcriber: Transcriber }> {
  const server = await startServer({ transcription: route })
  const transcriber = createTranscriber({ baseUrl: server.url, apiKey: null, model: 'whisper-1', ...options })
  return { server, transcriber }
}

export const hear = (transcriber: Transcriber, pcm: Uint8Array = PCM, signal = never) =>
  transcriber.transcribe({ pcm, language: 'en', before: '' }, signal)

/** The error where what the endpoint sent is of no use. */
export const invalid = (message: string) => ({ name: 'EngineError', reason: 'output_invalid', message })
