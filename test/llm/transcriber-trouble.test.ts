import { describe, expect, it, vi } from 'vitest'
import type { OpenAiServer } from '../support/openai-server.ts'
import type { TranscriptionFault } from '../support/openai-transcription.ts'
import { hear, invalid, PCM, SAMPLES, startEars, TEXT } from './ears.ts'
import { never } from './fixtures.ts'

describe('what cannot be a transcript', () => {
  const NOT_JSON = 'the endpoint sent something that is not JSON'
  const NO_TRANSCRIPT = 'the endpoint sent something that is not a transcript'
  it.each([
    ['html', NOT_JSON],
    ['garbage_json', NOT_JSON],
    ['truncated', NOT_JSON],
    ['wrong_shape', NO_TRANSCRIPT],
    ['html_in_json', 'the transcript is a page'],
    ['endless', 'the endpoint sent too much'],
  ] as [TranscriptionFault, string][])('[STT13] %s: %s', async (fault, message) => {
    const { server, transcriber } = await startEars({ faults: [fault] })
    await expect(hear(transcriber)).rejects.toMatchObject(invalid(message))
    expect(server.transcriptions).toHaveLength(1)
  })

  it.each([
    [[], NO_TRANSCRIPT],
    ['text', NO_TRANSCRIPT],
    [{ error: { message: 'overloaded' } }, NO_TRANSCRIPT],
    [{ text: ['We agreed'] }, NO_TRANSCRIPT],
  ])('[STT13] %j: %s', async (json, message) => {
    const { server, transcriber } = await startEars()
    server.scriptTranscription({ json })
    await expect(hear(transcriber)).rejects.toMatchObject(invalid(message))
  })
})

describe('what is learned about a model', () => {
  const asked = (server: OpenAiServer) =>
    server.transcriptions.map(({ fields }) =>
      [fields.response_format, fields['timestamp_granularities[]'], fields.language, fields.prompt]
        .map((value) => value ?? '-')
        .join(' '),
    )
  const twice = async (faults: TranscriptionFault[]) => {
    const { server, transcriber } = await startEars({ faults })
    const request = { pcm: PCM, language: 'en', before: 'before' }
    for (let i = 0; i < 2; i++) expect((await transcriber.transcribe(request, never)).text).toContain('I heard')
    return asked(server)
  }
  const ALL = 'verbose_json word,segment en before'

  it('[STT18] one that refuses times of words is asked for segments from then on', async () => {
    expect(await twice(['refuse_timestamps'])).toEqual([ALL, ...Array(2).fill('verbose_json - en before')])
  })

  it.each([['refuse_verbose_json'], ['refuse_verbose_json', 'refuse_in_prose']] as TranscriptionFault[][])(
    '[STT18] one that refuses verbose_json is asked for text alone (%s %s)',
    async (...faults) => {
      expect(await twice(faults)).toEqual([ALL, ...Array(2).fill('json - en before')])
    },
  )

  it('[STT18] a language or a prompt that is refused is left out', async () => {
    expect(await twice(['refuse_language'])).toEqual([ALL, ...Array(2).fill('verbose_json word,segment - before')])
    expect(await twice(['refuse_prompt'])).toEqual([ALL, ...Array(2).fill('verbose_json word,segment en -')])
  })

  it('[STT18] everything at once is learned one by one, each once', async () => {
    const all = await twice(['refuse_timestamps', 'refuse_verbose_json', 'refuse_language', 'refuse_prompt'])
    expect(all).toHaveLength(6)
    expect(all.slice(-2)).toEqual(Array(2).fill('json - - -'))
  })

  it('[STT18] stretches that are under way at the same time learn the same', async () => {
    const { server, transcriber } = await startEars({ faults: ['refuse_verbose_json'] })
    const heard = await Promise.all([hear(transcriber), hear(transcriber), hear(transcriber)])
    expect(heard.map(({ text }) => text)).toEqual(Array(3).fill('I heard 3.0 seconds of sound.'))
    expect(server.transcriptions).toHaveLength(6)
  })

  it('[STT18] a refusal that no other way of asking helps against teaches nothing', async () => {
    const { server, transcriber } = await startEars()
    // Its text repeats the request, and with it the name of every field.
    server.scriptTranscription({ faults: ['error_echoes_request'] }, { faults: ['error_echoes_request'] })
    await expect(hear(transcriber)).rejects.toMatchObject({ reason: 'rejected', status: 400 })
    await hear(transcriber)
    expect(asked(server)).toEqual(['verbose_json word,segment en -', 'json - en -', 'verbose_json word,segment en -'])
  })

  it.each(['gpt-4o-transcribe', 'gpt-4o-mini-transcribe', 'openai/gpt-4o-transcribe'])(
    '[STT19] %s is known to give text alone',
    async (model) => {
      const { server, transcriber } = await startEars({}, { model })
      await hear(transcriber)
      expect(asked(server)).toEqual(['json - en -'])
    },
  )
})

describe('a transcript that fails', () => {
  it.each([
    ['wrong_key', 'rejected'],
    ['no_model', 'rejected'],
    ['reset', 'unreachable'],
  ] as [TranscriptionFault, string][])('[STT20] %s is %s, at the first try', async (fault, reason) => {
    const { server, transcriber } = await startEars({ faults: [fault] })
    await expect(hear(transcriber)).rejects.toMatchObject({ name: 'EngineError', reason })
    expect(server.transcriptions).toHaveLength(1)
  })

  it.each(['server_error', 'rate_limited'] as const)(
    '[STT21] %s is tried again once, with all the sound',
    async (fault) => {
      const { server, transcriber } = await startEars()
      server.scriptTranscription({ faults: [fault] }, { heard: TEXT })
      expect((await hear(transcriber)).text).toBe(TEXT)
      expect(server.transcriptions.map(({ sound }) => sound.samples)).toEqual([SAMPLES, SAMPLES])
    },
  )

  it.each([
    ['server_error', 'unreachable'],
    ['rate_limited', 'busy'],
  ] as [TranscriptionFault, string][])('[STT21] %s twice is %s', async (fault, reason) => {
    const { server, transcriber } = await startEars({ faults: [fault] })
    await expect(hear(transcriber)).rejects.toMatchObject({ reason })
    expect(server.transcriptions).toHaveLength(2)
  })

  it('[STT22] a retry-after within the limits is obeyed, a longer one is a failure at once', async () => {
    const { server, transcriber } = await startEars()
    server.scriptTranscription({ faults: ['rate_limited'], retryAfterSeconds: 0.02 }, { heard: TEXT })
    expect((await hear(transcriber)).text).toBe(TEXT)
    server.scriptTranscription({ faults: ['rate_limited'], retryAfterSeconds: 30 })
    await expect(hear(transcriber)).rejects.toMatchObject({ reason: 'busy', status: 429 })
    expect(server.transcriptions).toHaveLength(3)
  })

  it('[STT23] a connection that is reset at once is unreachable', async () => {
    const { transcriber } = await startEars({ faults: ['reset_early'] }, { limits: { maxRetries: 0 } })
    await expect(hear(transcriber)).rejects.toMatchObject({ reason: 'unreachable', status: null })
  })

  it.each(['slow_headers', 'stall'] as const)('[STT24] %s: no answer in time', async (fault) => {
    const limits = { attemptMs: 40, maxRetries: 0 }
    const { transcriber } = await startEars({ faults: [fault] }, { limits })
    const short = hear(transcriber, PCM.subarray(0, 3_840))
    await expect(short).rejects.toMatchObject({ name: 'EngineError', reason: 'timed_out' })
  })

  it('[STT25] sound may take as long as it lasts', async () => {
    const { server, transcriber } = await startEars({ latencyMs: 60 }, { limits: { attemptMs: 20, maxRetries: 0 } })
    expect((await hear(transcriber)).text).toContain('3.0 seconds')
    expect(server.transcriptions).toHaveLength(1)
  })

  it('[STT26] an abort ends the call, before it and while it waits', async () => {
    const { server, transcriber } = await startEars({ faults: ['slow_headers'] })
    const cancelled = { reason: 'timed_out', message: 'the call was cancelled' }
    await expect(hear(transcriber, PCM, AbortSignal.abort())).rejects.toMatchObject(cancelled)
    expect(server.transcriptions).toHaveLength(0)
    const aborter = new AbortController()
    const call = hear(transcriber, PCM, aborter.signal)
    await vi.waitFor(() => expect(server.transcriptions).toHaveLength(1), { interval: 5 })
    aborter.abort()
    await expect(call).rejects.toMatchObject(cancelled)
    await vi.waitFor(() => expect(server.transcriptions[0]?.cut).toBe(true), { interval: 5 })
  })
})
