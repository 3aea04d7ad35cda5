import { describe, expect, it } from 'vitest'
import type { Heard } from '../support/openai-transcription.ts'
import { hear, invalid, PCM, SAMPLES, startEars, TEXT } from './ears.ts'
import { never } from './fixtures.ts'

/** What the transcriber makes of an endpoint that hears this in three seconds of sound. */
async function understand(heard: Heard | string) {
  const { server, transcriber } = await startEars()
  server.scriptTranscription({ heard })
  return await hear(transcriber)
}

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

describe('what nobody can have said', () => {
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
