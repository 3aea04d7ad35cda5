import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer as readBuffer } from 'node:stream/consumers'
import { type Refusal, refuse } from './openai-faults.ts'
import { readWav, type Sound } from './openai-wav.ts'

/** What can go wrong with a request for a transcript; several may be combined. */
export const TRANSCRIPTION_FAULTS = [
  // refusals
  'rate_limited',
  'server_error',
  'wrong_key',
  'no_model',
  'refuse_verbose_json',
  'refuse_timestamps',
  'refuse_language',
  'refuse_prompt',
  'refuse_in_prose',
  'error_echoes_request',
  // connection
  'slow_headers',
  'reset_early',
  'stall',
  'reset',
  'redirect',
  // content
  'html',
  'html_in_json',
  'garbage_json',
  'truncated',
  'wrong_shape',
  'endless',
  'empty_text',
  'ignores_format',
  'words_in_segments',
] as const
export type TranscriptionFault = (typeof TRANSCRIPTION_FAULTS)[number]

/** In seconds, as on the wire. */
export interface HeardWord {
  readonly word: string
  readonly start: number
  readonly end: number
}
export interface Heard {
  readonly text: string
  readonly words?: readonly HeardWord[]
  /** One over the whole sound if not given. */
  readonly segments?: readonly object[]
}
/** Makes text of sound. */
export type Ear = (sound: Sound, fields: Readonly<Record<string, string>>) => Heard | string

export interface TranscriptionStep {
  readonly faults?: readonly TranscriptionFault[]
  /** In place of what the ear hears. */
  readonly heard?: Heard | string
  /** The whole body, in place of everything. */
  readonly json?: unknown
  readonly latencyMs?: number
  readonly retryAfterSeconds?: number
}

export interface RecordedTranscription {
  readonly authorization: string | null
  /** Every field but the file; of a list the values with commas between. */
  readonly fields: Readonly<Record<string, string>>
  readonly fileName: string
  readonly sound: Sound
  /** The client hung up before the reply was over. */
  readonly cut: boolean
}

export interface TranscriptionRoute {
  readonly requests: RecordedTranscription[]
  readonly steps: TranscriptionStep[]
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface TranscriptionOptions {
  readonly transcribe?: Ear
  readonly faults?: readonly TranscriptionFault[]
  /** Waited before each reply. */
  readonly latencyMs?: number
  readonly apiKey?: string
}

/** Says how long it was, in words that are spread over the sound; nothing where all is silent. */
export const countingEar: Ear = ({ samples, sampleRate }) => {
  if (samples.every((sample) => sample === 0)) return ''
  return `I heard ${(samples.length / sampleRate).toFixed(1)} seconds of sound.`
}

/** POST /v1/audio/transcriptions as OpenAI answers it. */
export function createTranscriptionRoute(options: TranscriptionOptions): TranscriptionRoute {
  const requests: RecordedTranscription[] = []
  const steps: TranscriptionStep[] = []
  return {
    requests,
    steps,
    answer: async (request, response) => {
      const form = await readForm(request)
      const step = steps.shift() ?? {}
      const faults = new Set([...(options.faults ?? []), ...(step.faults ?? [])])
      const recorded = await record(request, response, form)
      requests.push(recorded)
      const latencyMs = step.latencyMs ?? options.latencyMs ?? 0
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
      if (faults.has('slow_headers')) return
      if (faults.has('reset_early')) return void response.socket?.resetAndDestroy()
      if (faults.has('redirect')) return void response.writeHead(307, { location: 'http://127.0.0.1:9/v1' }).end()
      const isKnown = options.apiKey === undefined || recorded.authorization === `Bearer ${options.apiKey}`
      const refusal = findRefusal(isKnown ? faults : faults.add('wrong_key'), recorded, step)
      if (refusal !== null) return sendJson(response, refusal)
      const heard = step.heard ?? (options.transcribe ?? countingEar)(recorded.sound, recorded.fields)
      const body = JSON.stringify(step.json ?? buildBody(heard, recorded, faults))
      await write(response, body, faults)
    },
  }
}

async function readForm(request: IncomingMessage): Promise<FormData> {
  const body = await readBuffer(request)
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  return await new Response(new Uint8Array(body), { headers }).formData()
}

async function record(request: IncomingMessage, response: ServerResponse, form: FormData) {
  const file = form.get('file')
  if (!(file instanceof File)) throw new Error('no file')
  const fields: Record<string, string> = {}
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') fields[name] = name in fields ? `${fields[name]},${value}` : value
  }
  const recorded = {
    authorization: request.headers.authorization ?? null,
    fields,
    fileName: file.name,
    sound: readWav(new Uint8Array(await file.arrayBuffer())),
    cut: false,
  }
  response.on('close', () => {
    recorded.cut = !response.writableEnded
  })
  return recorded
}

const GRANULARITIES = 'timestamp_granularities[]'
const isVerbose = (fields: RecordedTranscription['fields']) => fields.response_format === 'verbose_json'

function findRefusal(
  faults: ReadonlySet<TranscriptionFault>,
  { fields, sound }: RecordedTranscription,
  { retryAfterSeconds }: TranscriptionStep,
): Refusal | null {
  if (faults.has('wrong_key')) return refuse(401, 'Incorrect API key provided', 'invalid_api_key')
  if (faults.has('no_model')) return refuse(404, `The model ${fields.model} does not exist`, 'model_not_found', 'model')
  if (faults.has('server_error')) return { ...refuse(500, 'The server had an error', null), headers: SOON }
  if (faults.has('rate_limited')) {
    const headers = retryAfterSeconds === undefined ? SOON : { 'retry-after': String(retryAfterSeconds) }
    return { ...refuse(429, 'Rate limit reached', 'rate_limit_exceeded'), headers }
  }
  if (faults.has('error_echoes_request')) {
    return refuse(400, `cannot read ${JSON.stringify(fields)}`, String(fields.prompt), 'file')
  }
  if (sound.samples.length < sound.sampleRate / 10) return refuse(400, 'Audio file is too short', 'audio_too_short')
  return findRefusedField(faults, fields)
}

function findRefusedField(
  faults: ReadonlySet<TranscriptionFault>,
  fields: RecordedTranscription['fields'],
): Refusal | null {
  const inProse = faults.has('refuse_in_prose')
  const unsupported = (param: string, message: string): Refusal =>
    inProse ? { status: 422, body: { detail: message } } : refuse(400, message, 'unsupported_value', param)
  if (fields[GRANULARITIES] !== undefined && (faults.has('refuse_timestamps') || !isVerbose(fields))) {
    return unsupported('timestamp_granularities', 'timestamp_granularities is not supported here, nor response_format')
  }
  if (isVerbose(fields) && (faults.has('refuse_verbose_json') || /gpt-[\w-]*transcribe/.test(fields.model ?? ''))) {
    return unsupported('response_format', "response_format 'verbose_json' is not compatible with this model.")
  }
  if (fields.language !== undefined && faults.has('refuse_language')) {
    return unsupported('language', 'The language cannot be chosen')
  }
  if (fields.prompt !== undefined && faults.has('refuse_prompt')) return unsupported('prompt', 'No prompt, please')
  return null
}

/** The SDK's backoff of half a second would only slow the tests down. */
const SOON = { 'retry-after-ms': '1' }

function buildBody(
  heard: Heard | string,
  { sound, fields }: RecordedTranscription,
  faults: ReadonlySet<string>,
): unknown {
  if (faults.has('wrong_shape')) return { text: null, transcript: heard }
  if (faults.has('empty_text')) return { text: '' }
  const duration = sound.samples.length / sound.sampleRate
  const { text, words = spread(text, duration), segments } = typeof heard === 'string' ? { text: heard } : heard
  if (faults.has('html_in_json')) return { text: `<!DOCTYPE html><p>${text}</p>` }
  if (!isVerbose(fields) || faults.has('ignores_format')) return { text }
  const inSegments = faults.has('words_in_segments')
  const withWords = fields[GRANULARITIES]?.includes('word') === true
  const segment = { id: 0, seek: 0, start: 0, end: duration, text: ` ${text}`, avg_logprob: -0.2, no_speech_prob: 0.01 }
  return {
    task: 'transcribe',
    language: 'english',
    duration,
    text,
    segments: segments ?? [{ ...segment, ...(inSegments && { words }) }],
    ...(withWords && !inSegments && { words }),
  }
}

/** Words over the whole sound, without their punctuation. */
function spread(text: string, duration: number): HeardWord[] {
  const words = text.match(/[\p{L}\p{N}'’.-]*[\p{L}\p{N}]/gu) ?? []
  const each = duration / Math.max(1, words.length)
  return words.map((word, i) => ({ word, start: i * each, end: (i + 1) * each }))
}

async function write(response: ServerResponse, body: string, faults: ReadonlySet<TranscriptionFault>): Promise<void> {
  if (faults.has('html')) {
    response.writeHead(200, { 'content-type': 'text/html' })
    return void response.end(`<!DOCTYPE html><html><body>${body}</body></html>`)
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  if (faults.has('garbage_json')) return void response.end(`${body.slice(1)}}{`)
  const half = body.slice(0, body.length / 2)
  if (faults.has('truncated')) return void response.end(half)
  if (faults.has('stall') || faults.has('reset')) {
    await new Promise((resolve) => response.write(half, resolve))
    if (faults.has('reset')) response.socket?.resetAndDestroy()
    return
  }
  while (faults.has('endless') && !response.destroyed) {
    await new Promise((resolve) => response.write(' '.repeat(100_000), resolve))
  }
  response.end(body)
}

function sendJson(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
