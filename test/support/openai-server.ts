import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { defaultBrain } from './openai-brain.ts'
import { countUsage, spoil } from './openai-content.ts'
import {
  type Brain,
  type ChatRequest,
  type Fault,
  findRefusal,
  type Refusal,
  refuse,
  type Step,
} from './openai-faults.ts'
import { createSpeechRoute, type RecordedSpeech, type SpeechOptions, type SpeechStep } from './openai-speech.ts'
import {
  createTranscriptionRoute,
  type RecordedTranscription,
  type TranscriptionOptions,
  type TranscriptionStep,
} from './openai-transcription.ts'
import { toBytes } from './openai-wav.ts'
import { writeCompletion, writeStream } from './openai-wire.ts'

export interface OpenAiServerOptions {
  readonly port?: number
  /** Waited before each reply. */
  readonly latencyMs?: number
  readonly brain?: Brain
  /** Happen to every request. */
  readonly faults?: readonly Fault[]
  /** If given, every other key is refused. */
  readonly apiKey?: string
  readonly models?: readonly string[]
  /** Of `audio/transcriptions`; key and latency are the server's if not given. */
  readonly transcription?: TranscriptionOptions
  /** Of `audio/speech`; key and latency are the server's if not given. */
  readonly speech?: SpeechOptions
}

export interface RecordedRequest {
  readonly authorization: string | null
  readonly body: ChatRequest
  /** The client hung up before the reply was over. */
  readonly cut: boolean
}

export interface OpenAiServer {
  /** With `/v1`. */
  readonly url: string
  /** Every request for a completion, oldest first. */
  readonly requests: readonly RecordedRequest[]
  /** Says how the next requests are answered, one step each; then the options hold again. */
  script(...steps: readonly Step[]): void
  /** Every request for a transcript with its sound, oldest first. */
  readonly transcriptions: readonly RecordedTranscription[]
  scriptTranscription(...steps: readonly TranscriptionStep[]): void
  /** Every request for speech, oldest first. */
  readonly speeches: readonly RecordedSpeech[]
  scriptSpeech(...steps: readonly SpeechStep[]): void
  /** Open connections are cut. */
  close(): Promise<void>
}

/**
 * An OpenAI-compatible endpoint over real HTTP: completions, transcripts and speech. Besides the public routes it has, for tests that
 * run it as a process of its own, `POST /script` (a JSON list of steps) and `GET /requests`, and the same below `/transcription` and
 * `/speech`; the sound of a transcription comes as base64.
 */
export async function startOpenAiServer(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const requests: RecordedRequest[] = []
  const steps: Step[] = []
  const { apiKey, latencyMs: commonLatencyMs } = options
  const transcription = createTranscriptionRoute({ apiKey, latencyMs: commonLatencyMs, ...options.transcription })
  const speech = createSpeechRoute({ apiKey, latencyMs: commonLatencyMs, ...options.speech })

  const complete = async (request: IncomingMessage, response: ServerResponse) => {
    const body: ChatRequest = JSON.parse(await readText(request))
    const recorded = { authorization: request.headers.authorization ?? null, body, cut: false }
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
    const refusal = checkKey(request) ?? findRefusal(faults, body, step)
    if (refusal !== null) return sendJson(response, refusal)
    const content = spoil(makeText(body, step, options), faults, body, step)
    const usage = faults.has('no_usage') ? null : (step.usage ?? countUsage(body, content))
    const write = !body.stream || faults.has('ignores_stream') ? writeCompletion : writeStream
    await write(response, body, { ...content, usage }, faults)
  }
  const checkKey = (request: IncomingMessage): Refusal | null =>
    options.apiKey === undefined || request.headers.authorization === `Bearer ${options.apiKey}`
      ? null
      : refuse(401, `Incorrect API key provided: ${request.headers.authorization}`, 'invalid_api_key')

  const takeSteps = (list: unknown[]) => async (request: IncomingMessage, response: ServerResponse) => {
    list.push(...JSON.parse(await readText(request)))
    sendJson(response, { status: 200, body: { steps: list.length } })
  }
  const tell = (list: () => unknown) => (_request: IncomingMessage, response: ServerResponse) =>
    sendJson(response, { status: 200, body: list() })
  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    'POST /v1/chat/completions': complete,
    'POST /v1/audio/transcriptions': transcription.answer,
    'POST /v1/audio/speech': speech.answer,
    'GET /v1/models': tell(() => listModels(options.models)),
    'GET /requests': tell(() => requests),
    'POST /script': takeSteps(steps),
    'GET /transcription/requests': tell(() => transcription.requests.map(describeTranscription)),
    'POST /transcription/script': takeSteps(transcription.steps),
    'GET /speech/requests': tell(() => speech.requests),
    'POST /speech/script': takeSteps(speech.steps),
  }

  const server = createServer(async (request, response) => {
    try {
      const route = `${request.method} ${request.url}`
      const handle = routes[route]
      if (handle === undefined) sendJson(response, refuse(404, `Unknown request URL: ${route}`, 'unknown_url'))
      else await handle(request, response)
    } catch (error) {
      if (!response.headersSent) sendJson(response, refuse(400, `${error}`, 'invalid_json'))
      else response.destroy()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    script: (...more) => void steps.push(...more),
    transcriptions: transcription.requests,
    scriptTranscription: (...more) => void transcription.steps.push(...more),
    speeches: speech.requests,
    scriptSpeech: (...more) => void speech.steps.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function makeText(request: ChatRequest, step: Step, options: OpenAiServerOptions): string {
  if (step.text !== undefined) return step.text
  if (step.json !== undefined) return JSON.stringify(step.json)
  return (step.brain ?? options.brain ?? defaultBrain)(request)
}

function describeTranscription({ sound, ...request }: RecordedTranscription) {
  const pcm = Buffer.from(toBytes(sound.samples)).toString('base64')
  return { ...request, sound: { sampleRate: sound.sampleRate, pcm } }
}

function sendJson(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function listModels(models: readonly string[] = ['test-model']) {
  return {
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'test' })),
  }
}
