import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { RoleSchema } from '#contract/question.ts'
import { givesAway } from '../../server/interview/leak-guard.ts'
import { createLlm } from '../../server/llm/client.ts'
import { createModelInterviewer } from '../../server/llm/interviewer.ts'
import { createModelJudge } from '../../server/llm/judge.ts'
import { createTranscriber } from '../../server/llm/transcriber.ts'
import { createVoice } from '../../server/llm/voice.ts'
import type { Interviewer } from '../../server/ports.ts'
import { MS_PER_CHARACTER } from '../support/openai-speech.ts'
import { buildTone, toBytes, wrapWav } from '../support/openai-wav.ts'
import {
  ANSWER,
  ask,
  candidateTurn,
  interviewerTurn,
  MODEL,
  never,
  prompts,
  rubric,
  startPair,
  startServer,
} from './fixtures.ts'

const MAIN = new URL('../support/openai-server-main.ts', import.meta.url).pathname

const nobody: Interviewer = {
  engine: { kind: 'built-in' },
  say: () => Promise.reject(new Error('nobody asked')),
}

async function readShippedBank() {
  const file = new URL('../../questions/technical-product-manager.yaml', import.meta.url)
  return RoleSchema.parse(parse(await readFile(file, 'utf8'))).questions
}

describe('the test server', () => {
  it('[OPS1] lists models, and refuses what it does not know in the public form', async () => {
    const { url } = await startServer({ models: ['a', 'b'] })
    const models: unknown = await (await fetch(`${url}/models`)).json()
    expect(models).toMatchObject({ object: 'list', data: [{ id: 'a' }, { id: 'b' }] })
    const unknown = await fetch(`${url}/nothing`)
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({
      error: { message: expect.any(String), code: 'unknown_url', param: null },
    })
    const broken = await fetch(`${url}/chat/completions`, { method: 'POST', body: '{' })
    expect(broken.status).toBe(400)
  })

  it('[OPS5] refuses sound as OpenAI does: no file, no WAV, too short', async () => {
    const { url } = await startServer()
    const post = async (form: FormData) =>
      (await fetch(`${url}/audio/transcriptions`, { method: 'POST', body: form })).status
    const withFile = (bytes: Uint8Array) => {
      const form = new FormData()
      form.append('file', new File([new Uint8Array(bytes)], 'x.wav'))
      return form
    }
    expect(await post(new FormData())).toBe(400)
    expect(await post(withFile(new Uint8Array(4_000)))).toBe(400)
    expect(await post(withFile(wrapWav(new Uint8Array(400), { sampleRate: 16_000 })))).toBe(400)
    expect(await post(withFile(wrapWav(new Uint8Array(32_000), { sampleRate: 16_000, dataSize: 9 })))).toBe(400)
    expect(await post(withFile(wrapWav(new Uint8Array(32_000), { sampleRate: 16_000 })))).toBe(200)
  })

  it('[OPS6] hears nothing in silence, and answers after a latency that is set', async () => {
    const { url } = await startServer({ transcription: { latencyMs: 40 } })
    const transcriber = createTranscriber({ baseUrl: url, apiKey: null, model: 'm' })
    const startedAt = performance.now()
    const heard = await transcriber.transcribe({ pcm: new Uint8Array(32_000), language: 'en', before: '' }, never)
    expect(heard.text).toBe('')
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39)
  })

  it('[OPS2] answers in one piece where no stream is asked for', async () => {
    const { url } = await startServer()
    const body = JSON.stringify({ model: 'm', messages: [] })
    const completion: unknown = await (await fetch(`${url}/chat/completions`, { method: 'POST', body })).json()
    expect(completion).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: '{"ready":true}' }, finish_reason: 'stop' }],
    })
  })

  it('[OPS4] words a fit follow-up for every key point of the shipped bank, and judges every question', async () => {
    const { llm } = await startPair()
    const deps = { llm, model: MODEL, prompts }
    const interviewer = createModelInterviewer({ ...deps, builtIn: nobody, isLeak: givesAway })
    const judge = createModelJudge(deps)
    for (const shipped of await readShippedBank()) {
      const turns = [interviewerTurn(shipped.question), candidateTurn(ANSWER)]
      const base = { question: shipped, manner: 'warm', seed: 1, turns, index: 0 } as const
      for (const keyPoint of shipped.keyPoints) {
        const request = { ...base, kind: 'follow_up', keyPoint, because: 'missing', citing: null } as const
        expect((await interviewer.say(request, () => {}, never)).text).toContain(keyPoint.followUp)
      }
      const rephrased = await interviewer.say({ ...base, kind: 'rephrase', followUpText: null }, () => {}, never)
      expect(rephrased.text).toMatch(/\?$/)
      const judged = [{ turnId: 't2', inReplyTo: shipped.question, text: shipped.sampleAnswer }]
      const { keyPoints } = await judge.judge({ question: shipped, rubric, turns: judged }, never)
      expect(keyPoints.map((k) => k.keyPointId).sort()).toEqual(shipped.keyPoints.map((k) => k.id).sort())
      for (const quote of keyPoints.flatMap((k) => k.quotes)) expect(shipped.sampleAnswer).toContain(quote)
    }
  })

  it('[OPS3] runs as a process of its own, and is scripted over HTTP', async () => {
    const args = [MAIN, '--latency', '5', '--fault', 'crlf', '--key', 'k', '--hears', 'heard words']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(async () => {
      if (child.exitCode === null) child.kill()
    })
    const [line] = await once(child.stdout, 'data')
    const url = String(line).trim()
    const script = [{ text: 'scripted words' }]
    await fetch(url.replace(/v1$/, 'script'), { method: 'POST', body: JSON.stringify(script) })
    const { reply } = await ask(createLlm({ baseUrl: url, apiKey: 'k' }))
    expect(reply?.text).toBe('scripted words')
    const requests: unknown = await (await fetch(url.replace(/v1$/, 'requests'))).json()
    expect(requests).toMatchObject([{ authorization: 'Bearer k' }])
    await takeSpeech(url)
    child.kill()
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
  })
})

/** What the process of its own hears and says, and tells of it. */
async function takeSpeech(url: string): Promise<void> {
  const samples = buildTone(500, 16_000)
  const transcriber = createTranscriber({ baseUrl: url, apiKey: 'k', model: 'm' })
  const transcribe = () => transcriber.transcribe({ pcm: toBytes(samples), language: 'en', before: '' }, never)
  expect((await transcribe()).text).toBe('heard words')
  const script = [{ heard: 'scripted words' }]
  await fetch(url.replace(/v1$/, 'transcription/script'), { method: 'POST', body: JSON.stringify(script) })
  expect((await transcribe()).text).toBe('scripted words')
  const heard: unknown = await (await fetch(url.replace(/v1$/, 'transcription/requests'))).json()
  const pcm = Buffer.from(toBytes(samples)).toString('base64')
  expect(heard).toMatchObject(Array(2).fill({ fields: { model: 'm' }, sound: { sampleRate: 16_000, pcm } }))

  const voice = createVoice({ baseUrl: url, apiKey: 'k', model: 'm', voice: 'ash' })
  const { sampleRate, pcm: sound } = await voice.speak('Hello', never)
  let bytes = 0
  for await (const piece of sound) bytes += piece.length
  expect(bytes).toBe((2 * sampleRate * MS_PER_CHARACTER * 'Hello'.length) / 1_000)
  const spoken: unknown = await (await fetch(url.replace(/v1$/, 'speech/requests'))).json()
  expect(spoken).toMatchObject([{ body: { input: 'Hello' }, cut: false }])
}
