import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isListening, isOwnVoice } from '../../../../client/lib/speech/own-words.ts'
import { createReadingRig, createRig, FIRST, SECOND, TEXT } from './speaker-rig.ts'

const WORDS = 'actually can I ask something'

describe('the candidate speaks into it', () => {
  it('[BI1] half a second of speech makes it quieter, counted from when the speech began', async () => {
    const { timers, speaker, voice } = await createReadingRig()
    // The detector says so 100 ms late.
    speaker.speechStarted(timers.now() - 100)
    await timers.advance(390)
    expect(voice.ducked).toEqual([])
    await timers.advance(10)
    expect(voice.ducked).toEqual([true])
    expect(speaker.getView().isDucked).toBe(true)
    expect(voice.spoken.at(-1)?.how).toBeNull()
  })

  it('[BI2] words stop it, and what was heard of it is told', async () => {
    const { timers, speaker, voice, news } = await createReadingRig()
    await voice.finish()
    speaker.speechStarted(timers.now())
    await timers.advance(600)
    voice.heard = 'How would you'.length
    speaker.wordsHeard(WORDS)
    expect(voice.spoken.at(-1)).toMatchObject({ sentence: SECOND, how: 'stopped' })
    expect(news.at(-1)).toEqual({ type: 'interrupted', turnKey: 't3', heardLength: `${FIRST} How would you`.length })
    expect(voice.ducked).toEqual([true, false])
    await timers.advance(20_000)
    expect(voice.sentences.at(-1)).toBe(SECOND)
  })

  it('[BI2] between two sentences too: all that came before was heard', async () => {
    const { timers, speaker, voice, news } = await createReadingRig()
    speaker.words('t5', `${FIRST} How would`, false)
    voice.sound()
    await voice.finish()
    speaker.speechStarted(timers.now())
    await timers.advance(600)
    speaker.wordsHeard(WORDS)
    expect(news.at(-1)).toEqual({ type: 'interrupted', turnKey: 't5', heardLength: FIRST.length })
  })

  it('[BI3] without words it is as loud as before two seconds after the speech', async () => {
    const { timers, speaker, voice, told } = await createReadingRig()
    speaker.speechStarted(timers.now())
    await timers.advance(1_500)
    speaker.speechEnded()
    await timers.advance(1_990)
    expect(voice.ducked).toEqual([true])
    await timers.advance(10)
    expect(voice.ducked).toEqual([true, false])
    speaker.wordsHeard(WORDS)
    expect(told()).toEqual(['began'])
  })

  it('[BI3] speech that goes on keeps it quiet; what goes on for eight seconds without a word is noise', async () => {
    const { timers, speaker, voice } = await createReadingRig()
    speaker.speechStarted(timers.now())
    await timers.advance(500 + 7_990)
    expect(voice.ducked).toEqual([true])
    await timers.advance(10)
    expect(voice.ducked).toEqual([true, false])
  })

  it('[BI3] speech after a short silence belongs to the speech before it', async () => {
    const { timers, speaker, voice } = await createReadingRig()
    speaker.speechStarted(timers.now())
    await timers.advance(1_000)
    speaker.speechEnded()
    await timers.advance(1_500)
    speaker.speechStarted(timers.now())
    await timers.advance(3_000)
    expect(voice.ducked).toEqual([true])
  })

  it('[BI4] what turns out to be no speech changes nothing, or no longer', async () => {
    const { timers, speaker, voice } = await createReadingRig()
    speaker.speechStarted(timers.now())
    await timers.advance(300)
    speaker.speechMistake()
    await timers.advance(3_000)
    expect(voice.ducked).toEqual([])
    speaker.speechStarted(timers.now())
    await timers.advance(700)
    speaker.speechMistake()
    expect(voice.ducked).toEqual([true, false])
  })

  it('[BI5] in the first three seconds of the first playback of the session nothing is heard of it', async () => {
    const { timers, speaker, voice } = createRig()
    speaker.words('t1', TEXT, true)
    await timers.advance(10_000)
    voice.sound()
    await timers.advance(2_900)
    speaker.speechStarted(timers.now())
    await timers.advance(2_000)
    speaker.wordsHeard(WORDS)
    speaker.speechEnded()
    expect(voice.ducked).toEqual([])
    expect(voice.spoken.at(-1)?.how).toBeNull()
    speaker.speechStarted(timers.now())
    await timers.advance(600)
    expect(voice.ducked).toEqual([true])
  })

  it('[BI6] where the device cancels no echo, only a whole second of speech makes it quieter', async () => {
    const { timers, speaker, voice } = await createReadingRig()
    speaker.echoCancellation(false)
    speaker.speechStarted(timers.now())
    await timers.advance(990)
    expect(voice.ducked).toEqual([])
    await timers.advance(10)
    expect(voice.ducked).toEqual([true])
  })

  it("[BI7] the interviewer's own words, heard by the microphone, stop nothing", async () => {
    const { timers, speaker, voice } = await createReadingRig()
    speaker.speechStarted(timers.now())
    await timers.advance(700)
    speaker.wordsHeard('thank you for that')
    expect(voice.spoken.at(-1)?.how).toBeNull()
    speaker.wordsHeard('thank you for that but wait a moment please')
    expect(voice.spoken.at(-1)?.how).toBe('stopped')
  })

  it('[BI8] "mhm" and "okay, yeah" are the sounds of somebody who listens', async () => {
    const { timers, speaker, voice } = await createReadingRig()
    speaker.speechStarted(timers.now())
    await timers.advance(700)
    for (const text of ['Mhm.', 'okay, yeah', '']) speaker.wordsHeard(text)
    expect(voice.spoken.at(-1)?.how).toBeNull()
    speaker.speechEnded()
    await timers.advance(2_000)
    expect(voice.ducked).toEqual([true, false])
  })

  it('[BI9] words that come before half a second stop it when the speech has lasted that long, and not if it ends', async () => {
    const long = await createReadingRig()
    long.speaker.speechStarted(long.timers.now())
    await long.timers.advance(300)
    long.speaker.wordsHeard(WORDS)
    expect(long.voice.spoken.at(-1)?.how).toBeNull()
    await long.timers.advance(200)
    expect(long.voice.spoken.at(-1)?.how).toBe('stopped')
    const { timers, speaker, voice } = await createReadingRig()
    speaker.speechStarted(timers.now())
    await timers.advance(300)
    speaker.wordsHeard(WORDS)
    speaker.speechEnded()
    await timers.advance(5_000)
    expect(voice.spoken.at(-1)?.how).toBeNull()
  })

  it('[BI10] late words of the answer before are no interruption', async () => {
    const { timers, speaker, voice } = createRig()
    speaker.words('t1', FIRST, true)
    voice.sound()
    await timers.advance(4_000)
    await voice.finish()
    speaker.speechStarted(timers.now())
    await timers.advance(5_000)
    speaker.speechEnded()
    speaker.words('t3', TEXT, true)
    voice.sound()
    await timers.advance(100)
    speaker.wordsHeard(WORDS)
    speaker.wordsHeard(null)
    expect(voice.spoken.at(-1)?.how).toBeNull()
  })

  it('[BI11] who still speaks when it begins makes it quieter at once', async () => {
    const { timers, speaker, voice } = createRig()
    speaker.words('t1', FIRST, true)
    voice.sound()
    await timers.advance(4_000)
    await voice.finish()
    speaker.speechStarted(timers.now())
    await timers.advance(2_000)
    speaker.words('t3', TEXT, true)
    voice.sound()
    await timers.advance(0)
    expect(voice.ducked).toEqual([true])
    speaker.wordsHeard(null)
    expect(voice.spoken.at(-1)?.how).toBe('stopped')
  })

  it('[BI12] a repetition gives way like anything else, and tells no interruption: it was heard before', async () => {
    const { timers, speaker, voice, news } = await createReadingRig()
    for (let i = 0; i < 3; i += 1) await voice.finish()
    speaker.repeat()
    voice.sound()
    speaker.speechStarted(timers.now())
    await timers.advance(600)
    speaker.wordsHeard(WORDS)
    expect(voice.spoken.at(-1)?.how).toBe('stopped')
    expect(news.map(({ type }) => type)).toEqual(['began', 'ended'])
  })

  it('[BI13] the end of a turn, a mute and a repetition leave it as loud as it was', async () => {
    for (const act of ['finish', 'mute', 'repeat'] as const) {
      const { timers, speaker, voice } = await createReadingRig()
      speaker.speechStarted(timers.now())
      await timers.advance(600)
      if (act === 'mute') speaker.mute(true)
      else if (act === 'repeat') speaker.repeat()
      else for (let i = 0; i < 3; i += 1) await voice.finish()
      expect(voice.ducked, act).toEqual([true, false])
      expect(speaker.getView().isDucked).toBe(false)
    }
  })

  it('[BI14] whatever happens, a turn is told to begin at most once and to end exactly once, and never stays quiet', async () => {
    const act = fc.oneof(
      fc.constantFrom(
        'sound',
        'finish',
        'fail',
        'start',
        'end',
        'mistake',
        'words',
        'repeat',
        'mute',
        'loud',
        'stop',
        'next',
      ),
      fc.nat(1_500),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60, size: 'max' }), async (acts) => {
        const { timers, speaker, voices, news } = createRig()
        let turn = 1
        const busy = () => (speaker.getView().through === 'endpoint' ? voices.endpoint : voices.browser)
        const does: Record<string, () => unknown> = {
          sound: () => busy().sound(),
          finish: () => busy().finish(),
          fail: () => busy().finish('failed'),
          start: () => speaker.speechStarted(timers.now()),
          end: () => speaker.speechEnded(),
          mistake: () => speaker.speechMistake(),
          words: () => speaker.wordsHeard(WORDS),
          repeat: () => speaker.repeat(),
          mute: () => speaker.mute(true),
          loud: () => speaker.mute(false),
          stop: () => speaker.stop(),
          next: () => {
            turn += 1
            speaker.words(`t${turn}`, TEXT, turn % 2 === 0)
          },
        }
        speaker.words('t1', TEXT, true)
        for (const one of acts) await (typeof one === 'number' ? timers.advance(one) : does[one]?.())
        speaker.speechEnded()
        speaker.words(`t${turn}`, TEXT, true)
        for (let i = 0; i < 8; i += 1) {
          busy().sound()
          await busy().finish()
        }
        await timers.advance(10_000)
        for (let i = 1; i <= turn; i += 1) {
          const own = news.flatMap((one) => ('turnKey' in one && one.turnKey === `t${i}` ? [one.type] : []))
          expect(own.filter((type) => type === 'began').length).toBeLessThanOrEqual(1)
          expect(own.filter((type) => type !== 'began')).toHaveLength(1)
          expect(own.at(-1)).not.toBe('began')
        }
        expect(speaker.getView()).toMatchObject({ turnKey: null, isDucked: false })
        for (const one of news) {
          if (one.type === 'interrupted') expect(one.heardLength).toBeLessThanOrEqual(TEXT.length)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('telling voices apart', () => {
  it('[OV1] most of the words must be the interviewer’s', () => {
    expect(isOwnVoice('How would you measure', SECOND)).toBe(true)
    expect(isOwnVoice('I would measure churn', SECOND)).toBe(false)
    expect(isOwnVoice('', SECOND)).toBe(false)
  })

  it('[OV2] a listening sound is nothing but listening sounds', () => {
    expect(isListening('Uh huh, right.')).toBe(true)
    expect(isListening('Right, but why?')).toBe(false)
  })
})
