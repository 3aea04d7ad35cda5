import { type get, type IncomingMessage, request } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../server/errors.ts'
import type { Voice } from '../../server/ports.ts'
import { startTestApp } from '../support/app.ts'
import { beginInterview, createScriptedVoice } from './recordings.ts'

let app: Awaited<ReturnType<typeof startTestApp>>
let id: string
let question: string
afterEach(() => app.stop())

async function start(voice?: Voice): Promise<void> {
  app = await startTestApp({ voice })
  id = (await beginInterview(app)).id
  question = (await app.runner.getSession(id)).turns[0]?.text ?? ''
}

const speak = (text: string, session = id) =>
  fetch(`${app.url}/api/sessions/${session}/voice`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  })
const codeOf = async (response: Response) => [response.status, (await response.json()).error.code]

/** As `fetch`, but nothing is read before somebody asks for it. */
function listen(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const options = { method: 'POST', headers }
    const call = request(`${app.url}/api/sessions/${id}/voice`, options, resolve)
    call.on('error', reject)
    call.end(JSON.stringify({ text: question }))
  })
}

async function* sayTwice() {
  yield new Uint8Array([1, 2, 3, 4])
  yield new Uint8Array([5, 6])
}

describe("the interviewer's voice", () => {
  it('[AU20] speaks a sentence of the interviewer, at the rate of the voice', async () => {
    const { voice, asked } = createScriptedVoice(sayTwice)
    await start(voice)
    const response = await speak(question)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/l16; rate=24000; channels=1'])
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3, 4, 5, 6])
    expect(asked).toEqual([question])
  })

  it('[AU21] comes as it is made, not when it is done', async () => {
    let goOn: () => void = () => undefined
    const second = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const { voice } = createScriptedVoice(async function* () {
      yield new Uint8Array([1, 2])
      await second
      yield new Uint8Array([3, 4])
    })
    await start(voice)
    const reader = (await speak(question)).body?.getReader()
    expect([...((await reader?.read())?.value ?? [])]).toEqual([1, 2])
    goOn()
    expect([...((await reader?.read())?.value ?? [])]).toEqual([3, 4])
    expect((await reader?.read())?.done).toBe(true)
  })

  it('[AU22] says nothing but what the interviewer says here', async () => {
    const { voice, asked } = createScriptedVoice(sayTwice)
    await start(voice)
    for (const text of ['Buy this at once.', ' ', `${question} And more.`]) {
      expect(await codeOf(await speak(text))).toEqual([400, 'bad_request'])
    }
    expect(await codeOf(await speak(''))).toEqual([400, 'bad_request'])
    expect(await codeOf(await speak('x'.repeat(1_001)))).toEqual([400, 'bad_request'])
    expect(await codeOf(await speak(question, 'nothing0of0this00000'))).toEqual([404, 'not_found'])
    expect(asked).toEqual([])
  })

  it('[AU23] is not found where none is set up', async () => {
    await start()
    expect(await codeOf(await speak(question))).toEqual([404, 'not_found'])
  })

  it('[AU24] that does not answer is a failure that may be tried again, and the operator is told', async () => {
    await start({
      model: 'scripted',
      speak: async () => {
        throw new EngineError('timed_out', 'nothing came')
      },
    })
    const response = await speak(question)
    expect(response.status).toBe(502)
    expect((await response.json()).error).toMatchObject({ code: 'engine_failed', retryable: true })
    expect(app.errors).toEqual(['POST /sessions/:id/voice'])
  })

  it('[AU25] that breaks off cuts the connection: half a sentence is not taken for a whole one', async () => {
    const { voice } = createScriptedVoice(async function* () {
      yield new Uint8Array([1, 2])
      throw new EngineError('unreachable', 'gone')
    })
    await start(voice)
    await expect(speak(question).then((response) => response.arrayBuffer())).rejects.toThrow()
    expect(app.errors).toEqual(['POST /sessions/:id/voice'])
  })

  it('[AU26] makes no more than is listened to, and stops when nobody does', async () => {
    let made = 0
    let stopped: () => void = () => undefined
    const hasStopped = new Promise<void>((resolve) => {
      stopped = resolve
    })
    const { voice, signals } = createScriptedVoice(async function* () {
      try {
        for (;;) {
          // As a network would: other things happen in between.
          await new Promise((resolve) => setImmediate(resolve))
          made += 1
          yield new Uint8Array(48_000)
        }
      } finally {
        stopped()
      }
    })
    await start(voice)
    const response = await listen()
    let before = -1
    const rests = () => {
      const [earlier, now] = [before, made]
      before = now
      expect(now).toBe(earlier)
    }
    await vi.waitFor(rests, { interval: 100, timeout: 10_000 })
    expect(signals[0]?.aborted).toBe(false)
    response.destroy()
    await hasStopped
    expect(signals[0]?.aborted).toBe(true)
    expect(app.errors).toEqual([])
  })

  it('[AU27] is called off when the listener goes away before its first sound', async () => {
    let call: ReturnType<typeof get> | null = null
    let wasAborted: () => void = () => undefined
    const aborted = new Promise<void>((resolve) => {
      wasAborted = resolve
    })
    await start({
      model: 'scripted',
      speak: (_text, signal) => {
        call?.destroy()
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new EngineError('timed_out', 'called off'))
            wasAborted()
          })
        })
      },
    })
    const headers = { 'content-type': 'application/json' }
    call = request(`${app.url}/api/sessions/${id}/voice`, { method: 'POST', headers })
    call.on('error', () => undefined)
    call.end(JSON.stringify({ text: question }))
    await aborted
    expect(app.errors).toEqual([])
  })
})
