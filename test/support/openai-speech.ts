import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { type Refusal, refuse } from './openai-faults.ts'
import { buildTone, toBytes, type WavShape, wrapWav } from './openai-wav.ts'

/** What can go wrong with a request for speech; several may be combined. */
export const SPEECH_FAULTS = [
  // refusals
  'rate_limited',
  'server_error',
  'wrong_key',
  'no_model',
  'refuse_pcm',
  'unknown_voice',
  'error_echoes_request',
  // connection
  'slow_headers',
  'reset_early',
  'stall_first',
  'stall',
  'reset',
  'endless',
  // content
  'json_error',
  'html',
  'events',
  'mp3',
  'empty',
  'odd_chunks',
  'always_wav',
] as const
export type SpeechFault = (typeof SPEECH_FAULTS)[number]

export interface SpokenRequest {
  readonly model: string
  readonly input: string
  readonly voice: string
  readonly response_format?: string
}
/** Makes sound of text. */
export type Mouth = (request: SpokenRequest, sampleRate: number) => Int16Array

export interface SpeechStep {
  readonly faults?: readonly SpeechFault[]
  readonly latencyMs?: number
  readonly retryAfterSeconds?: number
  /** With WAV: what its header says. */
  readonly wav?: Partial<WavShape>
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface RecordedSpeech {
  readonly authorization: string | null
  readonly body: SpokenRequest
  /** Bytes that were handed to the connection. */
  readonly sentBytes: number
  /** The client hung up before the reply was over. */
  readonly cut: boolean
}

export interface SpeechOptions {
  readonly speak?: Mouth
  /** 24 kHz, which is what `pcm` means, if not given. */
  readonly sampleRate?: number
  readonly faults?: readonly SpeechFault[]
  /** Waited before each reply. */
  readonly latencyMs?: number
  readonly apiKey?: string
}

export interface SpeechRoute {
  readonly requests: RecordedSpeech[]
  readonly steps: SpeechStep[]
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export const MS_PER_CHARACTER = 60

/** A tone, the longer the more there is to say. */
export const hummingMouth: Mouth = ({ input }, sampleRate) => buildTone(input.length * MS_PER_CHARACTER, sampleRate)

/** POST /v1/audio/speech as OpenAI answers it: sound in chunks, as it is made. */
export function createSpeechRoute(options: SpeechOptions): SpeechRoute {
  const requests: RecordedSpeech[] = []
  const steps: SpeechStep[] = []
  return {
    requests,
    steps,
    answer: async (request, response) => {
      const body: SpokenRequest = JSON.parse(await readText(request))
      const recorded = { authorization: request.headers.authorization ?? null, body, sentBytes: 0, cut: false }
      requests.push(recorded)
      response.on('close', () => {
        recorded.cut = !response.writableEnded
      })
      const step = steps.shift() ?? {}
      const faults = new Set([...(options.faults ?? []), ...(step.faults ?? [])])
      const latencyMs = step.latencyMs ?? options.latencyMs ?? 0
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
      if (faults.has('slow_headers')) return
      if (faults.has('reset_early')) return void response.socket?.resetAndDestroy()
      const isKnown = options.apiKey === undefined || recorded.authorization === `Bearer ${options.apiKey}`
      const refusal = findRefusal(isKnown ? faults : faults.add('wrong_key'), body, step)
      if (refusal !== null) return sendJson(response, refusal)
      const other = findOtherContent(faults, body)
      if (other !== null) return void response.writeHead(200, { 'content-type': other.type }).end(other.content)
      const send = async (bytes: Uint8Array) => {
        recorded.sentBytes += bytes.length
        await new Promise((resolve) => response.write(bytes, resolve))
      }
      await writeSound(response, send, faults, buildSound(body, step, faults, options))
    },
  }
}

function findRefusal(
  faults: ReadonlySet<SpeechFault>,
  body: SpokenRequest,
  { retryAfterSeconds }: SpeechStep,
): Refusal | null {
  if (faults.has('wrong_key')) return refuse(401, 'Incorrect API key provided', 'invalid_api_key')
  if (faults.has('no_model')) return refuse(404, `The model ${body.model} does not exist`, 'model_not_found', 'model')
  if (faults.has('server_error')) return { ...refuse(500, 'The server had an error', null), headers: SOON }
  if (faults.has('rate_limited')) {
    const headers = retryAfterSeconds === undefined ? SOON : { 'retry-after': String(retryAfterSeconds) }
    return { ...refuse(429, 'Rate limit reached', 'rate_limit_exceeded'), headers }
  }
  if (faults.has('error_echoes_request')) return refuse(400, `cannot say ${body.input}`, body.input, body.input)
  if (faults.has('unknown_voice')) return refuse(400, `There is no voice ${body.voice}`, null, 'voice')
  if (faults.has('refuse_pcm') && body.response_format === 'pcm') {
    return refuse(400, 'Unsupported response_format', 'unsupported_value', 'response_format')
  }
  return null
}

/** The SDK's backoff of half a second would only slow the tests down. */
const SOON = { 'retry-after-ms': '1' }

/** Answers that are no sound that can be played, each with the words in it that were to be said. */
function findOtherContent(faults: ReadonlySet<SpeechFault>, { input }: SpokenRequest) {
  if (faults.has('json_error')) return { type: 'application/json', content: JSON.stringify({ error: input }) }
  if (faults.has('html')) return { type: 'text/html; charset=utf-8', content: `<!DOCTYPE html><p>${input}</p>` }
  if (faults.has('events')) return { type: 'text/event-stream', content: `data: ${JSON.stringify({ input })}\n\n` }
  if (faults.has('mp3')) return { type: 'audio/mpeg', content: `ID3${input}` }
  return null
}

interface BuiltSound {
  readonly bytes: Uint8Array
  readonly headers: Record<string, string>
}

function buildSound(
  body: SpokenRequest,
  step: SpeechStep,
  faults: ReadonlySet<SpeechFault>,
  { sampleRate = 24_000, speak = hummingMouth }: SpeechOptions,
): BuiltSound {
  const data = faults.has('empty') ? new Uint8Array() : toBytes(speak(body, sampleRate))
  const isWav = body.response_format === 'wav' || step.wav !== undefined || faults.has('always_wav')
  const type = step.contentType ?? (isWav ? 'audio/wav' : 'audio/pcm')
  return {
    bytes: isWav ? wrapWav(data, { sampleRate, ...step.wav }) : data,
    headers: { 'content-type': type, ...step.headers },
  }
}

/** Never ends the response where a fault leaves it hanging. */
async function writeSound(
  response: ServerResponse,
  send: (bytes: Uint8Array) => Promise<void>,
  faults: ReadonlySet<SpeechFault>,
  { bytes, headers }: BuiltSound,
): Promise<void> {
  response.writeHead(200, headers)
  response.flushHeaders()
  if (faults.has('stall_first')) return
  // Odd sizes cut samples and headers in two.
  const size = faults.has('odd_chunks') ? 1_021 : 4_800
  const half = bytes.length / 2
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    if (at >= half && faults.has('stall')) return
    if (at >= half && faults.has('reset')) return void response.socket?.resetAndDestroy()
    await send(bytes.subarray(at, at + size))
  }
  while (faults.has('endless') && !response.destroyed) await send(bytes)
  response.end()
}

function sendJson(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
