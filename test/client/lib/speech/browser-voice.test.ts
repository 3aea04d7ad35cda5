import { describe, expect, it } from 'vitest'
import { createBrowserVoice } from '../../../../client/lib/speech/browser-voice.ts'
import { pickVoice, rankVoices } from '../../../../client/lib/speech/pick-voice.ts'
import { createFakeTimers } from '../fake-timers.ts'
import { ENGLISH, FakeSynthesis, FakeUtterance } from './fake-synthesis.ts'

const SENTENCE = 'How would you measure success of it?'

function createRig(canPause = true) {
  const timers = createFakeTimers()
  const synthesis = new FakeSynthesis(timers)
  const voice = createBrowserVoice({
    synthesis: synthesis as never,
    createUtterance: (text) => new FakeUtterance(text) as never,
    language: 'en-GB',
    voiceName: () => null,
    canPause,
    timers,
  })
  const sounded: number[] = []
  const stop = new AbortController()
  const speak = (sentence = SENTENCE, rate = 1) => {
    const end = voice.speak(sentence, { rate, onSound: () => sounded.push(timers.now()) }, stop.signal)
    let result: string | null = null
    void end.then((how) => {
      result = how
    })
    return { result: () => result }
  }
  return { timers, synthesis, voice, speak, stop, sounded }
}

describe('the voice of the browser', () => {
  it('[BV1] reads a sentence in a voice of the language, and says when the first sound comes', async () => {
    const { timers, synthesis, speak, sounded } = createRig()
    const { result } = speak(SENTENCE, 1.2)
    await timers.advance(60)
    expect(sounded).toHaveLength(1)
    expect(synthesis.said).toMatchObject([{ text: SENTENCE, lang: 'en-GB', rate: 1.2, voice: { name: 'Daniel' } }])
    expect(result()).toBeNull()
    await timers.advance(5_000)
    expect(result()).toBe('spoken')
    expect(timers.count).toBe(0)
  })

  it('[BV2] waits for voices that come in late', async () => {
    const { timers, synthesis, speak } = createRig()
    synthesis.voices = []
    const { result } = speak()
    await timers.advance(900)
    synthesis.voices = [ENGLISH]
    await timers.advance(5_000)
    expect(result()).toBe('spoken')
  })

  it('[BV3] without a voice, or without one of the language, it is unavailable and nothing hangs', async () => {
    for (const voices of [[], [{ ...ENGLISH, lang: 'fr-FR' }]]) {
      const { timers, synthesis, speak } = createRig()
      synthesis.voices = voices
      const { result } = speak()
      await timers.advance(2_500)
      expect(result()).toBe('unavailable')
      expect(synthesis.said).toHaveLength(0)
    }
  })

  it('[BV4] stops at once, and the next sentence is not lost to the cancel before it', async () => {
    const { timers, voice, synthesis, speak, stop } = createRig()
    const first = speak()
    await timers.advance(500)
    stop.abort()
    const next = voice.speak('The next one.', { rate: 1, onSound: () => {} }, new AbortController().signal)
    await timers.advance(0)
    expect(first.result()).toBe('stopped')
    await timers.advance(5_000)
    expect(await next).toBe('spoken')
    expect(synthesis.said.map(({ text }) => text)).toEqual([SENTENCE, 'The next one.'])
  })

  it('[BV5] a service that hangs is cancelled and asked once more', async () => {
    const { timers, synthesis, speak } = createRig()
    synthesis.hangs = true
    const { result } = speak()
    await timers.advance(4_100)
    expect(synthesis.said).toHaveLength(1)
    await timers.advance(5_000)
    expect(result()).toBe('spoken')
  })

  it('[BV6] a voice that never says that it ended holds nothing up for ever', async () => {
    const { timers, synthesis, speak } = createRig()
    synthesis.endsByItself = false
    const { result } = speak()
    await timers.advance(30_000)
    expect(result()).toBe('spoken')
  })

  it('[BV7] tells apart what needs a click, what is missing and what failed', async () => {
    const ends = {
      'not-allowed': 'blocked',
      'voice-unavailable': 'unavailable',
      network: 'failed',
      interrupted: 'spoken',
    }
    for (const [error, end] of Object.entries(ends)) {
      const { timers, synthesis, speak } = createRig()
      synthesis.errors = [error]
      const { result } = speak()
      await timers.advance(100)
      expect(result(), error).toBe(end)
    }
  })

  it('[BV8] knows what was heard: the words before the one that is being read', async () => {
    const { timers, voice, speak } = createRig()
    expect(voice.heardLength()).toBe(0)
    speak()
    // 'How would ' is read after 667 ms, 50 ms after it was asked for.
    await timers.advance(50 + 680)
    expect(SENTENCE.slice(0, voice.heardLength())).toBe('How would')
    await timers.advance(5_000)
    expect(voice.heardLength()).toBe(0)
  })

  it('[BV9] where the voice does not say its words, they are reckoned by time, pauses left out', async () => {
    const { timers, synthesis, voice, speak } = createRig()
    synthesis.saysWords = false
    const { result } = speak()
    await timers.advance(50 + 1_000)
    expect(SENTENCE.slice(0, voice.heardLength())).toBe('How would you')
    voice.duck(true)
    expect(synthesis.paused).toBe(true)
    await timers.advance(60_000)
    expect(SENTENCE.slice(0, voice.heardLength())).toBe('How would you')
    voice.duck(false)
    await timers.advance(500)
    expect(SENTENCE.slice(0, voice.heardLength())).toBe('How would you measure')
    await timers.advance(2_000)
    expect(result()).toBe('spoken')
  })

  it('[BV10] where a pause would end the sentence it is not paused, and a sentence after a pause begins aloud', async () => {
    const android = createRig(false)
    android.speak()
    await android.timers.advance(100)
    android.voice.duck(true)
    expect(android.synthesis.paused).toBe(false)
    const { timers, synthesis, speak } = createRig()
    synthesis.paused = true
    const { result } = speak()
    await timers.advance(5_000)
    expect(result()).toBe('spoken')
  })
})

describe('picking a voice', () => {
  const voice = (name: string, lang: string, localService: boolean, isDefault = false) => ({
    name,
    lang,
    localService,
    default: isDefault,
  })
  const voices = [
    voice('Google UK', 'en-GB', false),
    voice('Samantha', 'en-US', true, true),
    voice('Thomas', 'fr-FR', true),
    voice('Kate', 'en_GB', true),
  ]

  it('[BRV1] prefers voices of this device, then the region', () => {
    expect(rankVoices(voices, 'en-GB').map(({ name }) => name)).toEqual(['Kate', 'Samantha', 'Google UK'])
  })

  it('[BRV2] the one that was chosen is taken while it is there', () => {
    expect(pickVoice(voices, 'en-GB', 'Google UK')?.name).toBe('Google UK')
    expect(pickVoice(voices, 'en-GB', 'Gone')?.name).toBe('Kate')
    expect(pickVoice(voices, 'de-DE', null)).toBeUndefined()
  })
})
