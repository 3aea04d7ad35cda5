import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { defaultBrain } from '../support/openai-brain.ts'
import { type ChatRequest, type Refusal, refuse } from '../support/openai-faults.ts'

/** A request that waits until the test answers it. */
export interface Held {
  readonly kind: 'reading' | 'turn' | 'test'
  readonly body: ChatRequest
  readonly reply: () => void
  /** Replies with half of it: the cap ended it. */
  readonly cutOff: () => void
  readonly refuse: (param: string) => void
  /** The client hung up before it was answered. */
  readonly cut: Promise<void>
}

/** An endpoint that answers when it is told to, so that a test sees how many calls it has at a time and in which order. Closes with the test. */
export async function startHeldServer() {
  const arrived: Held[] = []
  const wanted: ((held: Held) => void)[] = []
  const counts = { open: 0, mostOpen: 0, requests: 0 }
  const server = createServer(async (request, response) => {
    const body: ChatRequest = JSON.parse(await readText(request))
    counts.requests += 1
    counts.open += 1
    counts.mostOpen = Math.max(counts.mostOpen, counts.open)
    const { promise: cut, resolve: hangUp } = Promise.withResolvers<void>()
    response.on('close', () => {
      counts.open -= 1
      if (!response.writableEnded) hangUp()
    })
    const held: Held = {
      kind: kindOf(body),
      body,
      cut,
      reply: () => reply(response, body, 'stop'),
      cutOff: () => reply(response, body, 'length'),
      refuse: (param) => send(response, refuse(400, `Unsupported: '${param}'.`, 'unsupported_value', param)),
    }
    const next = wanted.shift()
    if (next === undefined) arrived.push(held)
    else next(held)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    counts,
    /** The next request, as soon as it is there. */
    next: (): Promise<Held> => {
      const held = arrived.shift()
      return held === undefined ? new Promise((resolve) => wanted.push(resolve)) : Promise.resolve(held)
    },
  }
}

function kindOf({ messages, response_format }: ChatRequest): Held['kind'] {
  if (messages[0]?.content.includes('You assess one answer')) return 'reading'
  return response_format === undefined ? 'turn' : 'test'
}

function reply(response: ServerResponse, body: ChatRequest, finish: 'stop' | 'length'): void {
  const whole = defaultBrain(body)
  const message = { role: 'assistant', content: finish === 'stop' ? whole : whole.slice(0, whole.length / 2) }
  const choices = [{ index: 0, message, finish_reason: finish }]
  send(response, {
    status: 200,
    body: { id: 'c1', object: 'chat.completion', created: 1, model: body.model, choices, usage: null },
  })
}

function send(response: ServerResponse, { status, body }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
