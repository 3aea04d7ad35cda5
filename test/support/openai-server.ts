import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { defaultBrain } from './openai-brain.ts'
import { spoil } from './openai-content.ts'
import {
  type Brain,
  type ChatRequest,
  type Fault,
  findRefusal,
  type Refusal,
  refuse,
  type Step,
} from './openai-faults.ts'
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
  /** Open connections are cut. */
  close(): Promise<void>
}

/**
 * An OpenAI-compatible endpoint over real HTTP. Besides the public routes it has `POST /script` (a JSON list of steps)
 * and `GET /requests`, for tests that run it as a process of its own.
 */
export async function startOpenAiServer(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const requests: RecordedRequest[] = []
  const steps: Step[] = []

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
    if (!body.stream || faults.has('ignores_stream')) return writeCompletion(response, body, content)
    await writeStream(response, body, content, faults)
  }
  const checkKey = (request: IncomingMessage): Refusal | null =>
    options.apiKey === undefined || request.headers.authorization === `Bearer ${options.apiKey}`
      ? null
      : refuse(401, `Incorrect API key provided: ${request.headers.authorization}`, 'invalid_api_key')

  const server = createServer(async (request, response) => {
    try {
      const route = `${request.method} ${request.url}`
      if (route === 'POST /v1/chat/completions') await complete(request, response)
      else if (route === 'GET /v1/models') sendJson(response, { status: 200, body: listModels(options.models) })
      else if (route === 'GET /requests') sendJson(response, { status: 200, body: requests })
      else if (route === 'POST /script') {
        steps.push(...JSON.parse(await readText(request)))
        sendJson(response, { status: 200, body: { steps: steps.length } })
      } else sendJson(response, refuse(404, `Unknown request URL: ${route}`, 'unknown_url'))
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

function sendJson(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function listModels(models: readonly string[] = ['test-model']) {
  return {
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'test' })),
  }
}
