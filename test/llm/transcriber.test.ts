import { describe, expect, it, vi } from 'vitest'
import { createTranscriber, type TranscriberOptions } from '../../server/llm/transcriber.ts'
import type { Transcriber } from '../../server/ports.ts'
import type { OpenAiServer } from '../support/openai-server.ts'
import type { Heard, TranscriptionFault, TranscriptionOptions } from '../support/openai-transcription.ts'
import { buildTone, toBytes } from '../support/openai-wav.ts'
import { never, startServer } from './fixtures.ts'

const TEXT = 'I measured 3 delays, then we agreed on a plan.'
const SAMPLES = buildTone(3_000, 16_000)
const PCM = toBytes(SAMPLES)

async function startEars(
  route: TranscriptionOptions = {},
  options: Partial<TranscriberOptions> = {},
): Promise<{ server: OpenAiServer; transcriber: Transcriber }> {
  const server = await startServer({ transcription: route })
  const transcriber = createTranscriber({ baseUrl: server.url, apiKey: null, model: 'whisper-1', ...options })
  return { server, transcriber }
}

const hear = (transcriber: Transcriber, pcm: Uint8Array = PCM, signal = never) =>
  transcriber.transcribe({ pcm, language: 'en', before: '' }, signal)

/** What the transcriber makes of an endpoint that hears this in three seconds of sound. */
async function understand(heard: Heard | string) {
  const { server, transcriber } = await startEars()
  server.scriptTranscription({ heard })
  return await hear(transcriber)
}

const invalid = (message: string) => ({ name: 'EngineError', reason: 'output_invalid', message })

describe('a request for a transcript', () => {
  it('[STT1] carries exactly the sound, as a WAV file, and asks for the times of words', async () => {
    const { server, transcriber } = await startEars()
    await hear(transcriber)
    const [request] = server.transcriptions
    expect(request?.sound.sampleRate).toBe(16_000)
    expect(request?.sound.samples).toEqual(SAMPLES)
    expect(request?.fileName).toBe('speech.wav')
    expect(request?.fields).toEqual({
      model: 'whisper-1',
      response_format: 'verbose_json',
      'timestamp_granularities[]': 'word,segment',
      language: 'en',
    })
  })

  it('[STT1] leaves half a sample at the end out', async () => {
    const { server, transcriber } = await startEars()
    await hear(transcriber, PCM.subarray(0, 6_401))
    expect(server.transcriptions[0]?.sound.samples).toEqual(SAMPLES.subarray(0, 3_200))
  })

  it('[STT2] names the end of what was said before, from the beginning of a word', async () => {
    const { server, transcriber } = await startEars()
    const before = `${'unfindable '.repeat(30)}and so we went on`
    await transcriber.transcribe({ pcm: PCM, language: 'de', before }, never)
    await transcriber.transcribe({ pcm: PCM, language: 'de', before: ' We agreed. ' }, never)
    const [long, short] = server.transcriptions.map(({ fields }) => fields)
    expect(long?.language).toBe('de')
    expect(long?.prompt).toMatch(/^unfindable .* and so we went on$/)
    expect(long?.prompt?.length).toBeLessThanOrEqual(200)
    expect(short?.prompt).toBe('We agreed.')
  })

  it('[STT3] is not made for less sound than a word takes', async () => {
    const { server, transcriber } = await startEars()
    for (const ms of [0, 90])
      expect(await hear(transcriber, PCM.subarray(0, ms * 32))).toEqual({ text: '', words: null })
    expect(server.transcriptions).toHaveLength(0)
    await hear(transcriber, PCM.subarray(0, 110 * 32))
    expect(server.transcriptions).toHaveLength(1)
  })

  it('[STT4] sends the key if there is one, and no header at all if there is none', async () => {
    const withKey = await startEars({ apiKey: 'sk-ears' }, { apiKey: 'sk-ears' })
    await hear(withKey.transcriber)
    expect(withKey.server.transcriptions[0]?.authorization).toBe('Bearer sk-ears')
    const without = await startEars()
    await hear(without.transcriber)
    expect(without.server.transcriptions[0]?.authorization).toBeNull()
  })

  it('[STT5] follows nobody to another address with the sound', async () => {
    const seen: unknown[] = []
    const watched: typeof fetch = (input, init) => {
      seen.push(init?.redirect)
      return fetch(input, init)
    }
    const { transcriber } = await startEars({ faults: ['redirect'] }, { fetch: watched, limits: { maxRetries: 0 } })
    await expect(hear(transcriber)).rejects.toMatchObject({ reason: 'unreachable', status: null })
    expect(seen.at(-1)).toBe('error')
  })
})

describe('what comes back', () => {
  it('[STT6] is text with the times of its words in ms', async () => {
    const words = [
      { word: 'We', start: 0.5, end: 0.72 },
      { word: 'agreed', start: 0.72, end: 1.304 },
    ]
    expect(await understand({ text: ' We  agreed.\n', words })).toEqual({
      text: 'We agreed.',
      words: [
        { text: 'We', fromMs: 500, toMs: 720 },
        { text: 'agreed', fromMs: 720, toMs: 1_304 },
      ],
    })
  })

  it('[STT6] takes words that stand in the segments, and puts pieces of words together', async () => {
    const { server, transcriber } = await startEars({ faults: ['words_in_segments'] })
    const words = [
      { word: ' We', start: 0.1, end: 0.2 },
      { word: ' agr', start: 0.2, end: 0.3 },
      { word: 'eed', start: 0.3, end: 0.4 },
      { word: '.', start: 0.4, end: 0.4 },
    ]
    server.scriptTranscription({ heard: { text: ' We agreed.', words } })
    const { words: placed } = await hear(transcriber)
    expect(placed).toEqual([
      { text: 'We', fromMs: 100, toMs: 200 },
      { text: 'agreed.', fromMs: 200, toMs: 400 },
    ])
  })

  it('[STT7] a last word that ends a little after the sound ends with it, and none reaches into the next', async () => {
    const words = [
      { word: 'We', start: 0.5, end: 0.9 },
      { word: 'agreed', start: 0.8, end: 3.2 },
    ]
    expect((await understand({ text: 'We agreed.', words })).words).toEqual([
      { text: 'We', fromMs: 500, toMs: 800 },
      { text: 'agreed', fromMs: 800, toMs: 3_000 },
    ])
  })

  it.each([
    ['after the sound', { start: 2, end: 4 }],
    ['before it', { start: -0.4, end: 1 }],
    ['out of order', { start: 0.1, end: 0.3 }],
    ['backwards', { start: 2, end: 1 }],
  ])('[STT8] a word %s takes the times away, never the text', async (_, second) => {
    const words = [
      { word: 'We', start: 0.5, end: 0.9 },
      { word: 'agreed', ...second },
    ]
    expect(await understand({ text: 'We agreed.', words })).toEqual({ text: 'We agreed.', words: null })
  })

  it('[STT8] so do words that are not those of the text, none, and wrong types', async () => {
    const few = [{ word: 'We', start: 0.5, end: 0.9 }]
    expect(await understand({ text: TEXT, words: few })).toEqual({ text: TEXT, words: null })
    expect(await understand({ text: TEXT, words: [] })).toEqual({ text: TEXT, words: null })
    const wrong = [{ word: 'We', start: '0.5', end: null }] as never
    expect(await understand({ text: TEXT, words: wrong })).toEqual({ text: TEXT, words: null })
  })

  it('[STT9] bare text is enough', async () => {
    const { server, transcriber } = await startEars({ faults: ['ignores_format'] })
    server.scriptTranscription({ heard: TEXT })
    expect(await hear(transcriber)).toEqual({ text: TEXT, words: null })
  })

  it('[STT10] no text means that nothing was understood', async () => {
    const { transcriber } = await startEars({ faults: ['empty_text'] })
    expect(await hear(transcriber)).toEqual({ text: '', words: null })
  })

  it.each(['[BLANK_AUDIO]', '(silence)', ' [Music] ♪', '*coughs*', '<|nospeech|>', '. . .', '...'])(
    '[STT11] %s is a mark and no word',
    async (mark) => {
      expect(await understand(mark)).toEqual({ text: '', words: null })
    },
  )

  it('[STT11] marks between words are left out, brackets around words that were said are not', async () => {
    expect((await understand('We [BLANK_AUDIO] agreed (in the end).')).text).toBe('We agreed (in the end).')
  })

  it('[STT12] segments in which the model heard nobody do not become text', async () => {
    const segment = { id: 0, avg_logprob: -0.2, no_speech_prob: 0.1 }
    const silent = { avg_logprob: -1.2, no_speech_prob: 0.7 }
    const words = [
      { word: 'We', start: 0.1, end: 0.4 },
      { word: 'agreed', start: 0.4, end: 0.9 },
      { word: 'Thank', start: 2.1, end: 2.3 },
      { word: 'you', start: 2.3, end: 2.5 },
    ]
    const spoken = { ...segment, start: 0, end: 1, text: ' We agreed.' }
    const thanks = { ...segment, start: 2, end: 3, text: ' Thank you.' }
    const text = 'We agreed. Thank you.'
    const understood = await understand({ text, words, segments: [spoken, { ...thanks, ...silent }] })
    expect(understood.text).toBe('We agreed.')
    expect(understood.words?.map((word) => word.text)).toEqual(['We', 'agreed'])
    const none = [
      { ...spoken, ...silent },
      { ...thanks, ...silent },
    ]
    expect(await understand({ text, words, segments: none })).toEqual({ text: '', words: null })
    // Either of the two alone is no sign of silence.
    for (const one of [{ avg_logprob: -1.2 }, { no_speech_prob: 0.7 }]) {
      expect((await understand({ text, words, segments: [spoken, { ...thanks, ...one }] })).text).toBe(text)
    }
  })
})

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

  it('[STT14] more than anybody says in the time', async () => {
    const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')
    expect((await understand(words(36))).text).toBe(words(36))
    await expect(understand(words(37))).rejects.toMatchObject(
      invalid('the transcript has more words than the sound can hold'),
    )
  })

  it('[STT15] more than an utterance may hold', async () => {
    await expect(understand('a'.repeat(4_001))).rejects.toMatchObject(invalid('the transcript is too long'))
  })

  it.each(['We\u0000agreed', 'We \u001b[31magreed', 'We \ud800agreed'])('[STT16] control characters', async (text) => {
    await expect(understand(text)).rejects.toMatchObject(invalid('the transcript has control characters'))
  })

  it.each([
    'so so so so so so',
    'Well, I mean, I mean, I mean, I mean I mean. I mean',
    `We ${'went to the town '.repeat(6)}`,
  ])('[STT17] a model that is stuck: %s', async (text) => {
    await expect(understand(text)).rejects.toMatchObject(invalid('the transcript repeats itself'))
  })

  it('[STT17] somebody who says the same five times is not', async () => {
    expect((await understand('No, no, no, no, no! I mean, I mean that, I mean.')).text).toContain('no, no!')
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
    await expect(hear(transcriber)).rejects.toMatchObject({ reason: 'refused', status: 400 })
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
    ['wrong_key', 'refused'],
    ['no_model', 'refused'],
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
    ['rate_limited', 'refused'],
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
    await expect(hear(transcriber)).rejects.toMatchObject({ reason: 'refused', status: 429 })
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
