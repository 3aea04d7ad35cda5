import { describe, expect, it } from 'vitest'
import { createReadingRig, createRig, FIRST, SECOND, TEXT, THIRD } from './speaker-rig.ts'

describe('reading aloud', () => {
  it('[SR1] reads sentence by sentence while the words still come', async () => {
    const { speaker, voice, told } = createRig()
    speaker.words('t1', 'Thank you for', false)
    expect(voice.spoken).toHaveLength(0)
    speaker.words('t1', `${FIRST} How would`, false)
    expect(voice.sentences).toEqual([FIRST])
    voice.sound()
    await voice.finish()
    expect(voice.spoken).toHaveLength(1)
    speaker.words('t1', `${FIRST} ${SECOND}`, true)
    voice.sound()
    await voice.finish()
    expect(voice.sentences).toEqual([FIRST, SECOND])
    expect(told()).toEqual(['began', 'ended'])
  })

  it('[SR2] a turn begins with its first sound and ends with its last, each told once', async () => {
    const { speaker, voice, news } = createRig()
    speaker.words('t1', `${FIRST} ${SECOND}`, true)
    expect(news).toEqual([])
    voice.sound()
    expect(news).toEqual([{ type: 'began', turnKey: 't1' }])
    await voice.finish()
    voice.sound()
    expect(news).toHaveLength(1)
    await voice.finish()
    expect(news.slice(1)).toEqual([{ type: 'ended', turnKey: 't1', how: 'spoken' }])
    speaker.words('t1', `${FIRST} ${SECOND}`, true)
    expect(voice.spoken).toHaveLength(2)
    expect(news).toHaveLength(2)
  })

  it('[SR3] prepares the next sentence when one can be heard, not before', async () => {
    const { speaker, voice } = createRig()
    speaker.words('t1', `${FIRST} ${SECOND} Name`, false)
    speaker.words('t1', TEXT, true)
    expect(voice.prepared).toEqual([])
    voice.sound()
    expect(voice.prepared).toEqual([SECOND])
    await voice.finish()
    expect(voice.prepared).toEqual([SECOND, THIRD])
  })

  it('[SR4] the committed words go on where the streamed ones were, white space apart', async () => {
    const { speaker, voice } = createRig()
    speaker.words('t1', `${FIRST}\n\n${SECOND}\nName two`, false)
    voice.sound()
    await voice.finish()
    speaker.words('t1', TEXT, true)
    await voice.finish()
    expect(voice.sentences).toEqual([FIRST, SECOND, THIRD])
    expect(speaker.getView().sentence).toEqual({ from: TEXT.indexOf(THIRD), to: TEXT.length })
  })

  it('[SR5] words that took the place of others are read instead, from their beginning', async () => {
    const { speaker, voice, told } = createRig()
    speaker.words('t1', `${FIRST} How would`, false)
    voice.sound()
    speaker.words('t1', SECOND, true)
    expect(voice.spoken[0]?.how).toBe('stopped')
    await voice.finish()
    expect(voice.sentences).toEqual([FIRST, SECOND])
    expect(told()).toEqual(['began', 'ended'])
  })

  it('[SR6] the next turn ends the one that is still being read', async () => {
    const { timers, speaker, voice, news } = createRig()
    speaker.words('t1', TEXT, true)
    voice.sound()
    speaker.words('t3', SECOND, true)
    await timers.settle()
    voice.sound(0)
    expect(news).toHaveLength(2)
    expect(news[1]).toEqual({ type: 'ended', turnKey: 't1', how: 'stopped' })
    expect(voice.spoken).toMatchObject([{ how: 'stopped' }, { sentence: SECOND, how: null }])
  })

  it('[SR7] a changed rate counts from the next sentence on', async () => {
    const { speaker, voice } = createRig()
    speaker.words('t1', TEXT, true)
    speaker.rate(1.3)
    await voice.finish()
    expect(voice.spoken.map(({ rate }) => rate)).toEqual([1, 1.3])
  })

  it('[SR8] a muted turn is silent, and ends as soon as its words are there', () => {
    const { speaker, voice, news } = createRig({ isMuted: true })
    speaker.words('t1', FIRST, false)
    expect(news).toEqual([])
    speaker.words('t1', FIRST, true)
    expect(news).toEqual([{ type: 'ended', turnKey: 't1', how: 'silent' }])
    expect(voice.spoken).toHaveLength(0)
    expect(speaker.getView().canRepeat).toBe(false)
  })

  it('[SR9] muting stops the sound at once; made loud again in the same turn, the sentence that was cut is read again', () => {
    const { speaker, voice, news } = createRig()
    speaker.words('t1', `${FIRST} How`, false)
    voice.sound()
    speaker.mute(true)
    expect(voice.spoken[0]?.how).toBe('stopped')
    speaker.mute(false)
    expect(voice.sentences).toEqual([FIRST, FIRST])
    speaker.words('t1', TEXT, true)
    speaker.mute(true)
    expect(news.at(-1)).toEqual({ type: 'ended', turnKey: 't1', how: 'stopped' })
    speaker.mute(false)
    expect(voice.spoken).toHaveLength(2)
  })

  it('[SR10] repeats the last turn from its beginning and tells nothing twice', async () => {
    const { speaker, voice, told } = createRig()
    speaker.words('t1', `${FIRST} ${SECOND}`, true)
    voice.sound()
    await voice.finish()
    await voice.finish()
    speaker.repeat()
    voice.sound()
    await voice.finish()
    await voice.finish()
    expect(voice.sentences).toEqual([FIRST, SECOND, FIRST, SECOND])
    expect(told()).toEqual(['began', 'ended'])
    expect(speaker.getView().turnKey).toBeNull()
  })

  it('[SR11] repeating in the middle begins again; a turn from before the page was loaded can be repeated too', () => {
    const middle = createRig()
    middle.speaker.words('t1', FIRST, true)
    middle.speaker.repeat()
    expect(middle.voice.spoken).toMatchObject([{ how: 'stopped' }, { sentence: FIRST, how: null }])
    const { speaker, voice, news } = createRig()
    speaker.known('t1', FIRST)
    speaker.words('t1', FIRST, true)
    expect(voice.spoken).toHaveLength(0)
    speaker.repeat()
    voice.sound()
    expect(voice.sentences).toEqual([FIRST])
    expect(news).toEqual([])
  })

  it('[SR12] stops for good, even though more words of the turn come', () => {
    const { speaker, voice, news } = createRig()
    speaker.words('t1', `${FIRST} How`, false)
    speaker.stop()
    speaker.words('t1', TEXT, true)
    expect(voice.spoken).toMatchObject([{ how: 'stopped' }])
    expect(news).toEqual([{ type: 'ended', turnKey: 't1', how: 'silent' }])
  })

  it('[SR13] shows which sentence is being read', async () => {
    const { speaker, voice } = createRig()
    let changes = 0
    speaker.subscribe(() => {
      changes += 1
    })
    speaker.words('t1', `${FIRST} ${SECOND}`, true)
    expect(speaker.getView()).toMatchObject({ turnKey: 't1', sentence: { from: 0, to: FIRST.length } })
    await voice.finish()
    expect(speaker.getView().sentence).toEqual({ from: FIRST.length + 1, to: TEXT.indexOf(THIRD) - 1 })
    expect(changes).toBeGreaterThan(1)
    await voice.finish()
    expect(speaker.getView()).toMatchObject({ turnKey: null, sentence: null, canRepeat: true })
  })
})

describe('voices that fail', () => {
  it('[VF1] after a failed endpoint the browser reads the sentence again and all that follow, told once', async () => {
    const { timers, speaker, voices, news } = createRig()
    voices.endpoint.always = 'failed'
    speaker.words('t1', TEXT, true)
    await timers.settle()
    await voices.browser.finish()
    expect(voices.browser.sentences).toEqual([FIRST, SECOND])
    speaker.words('t3', SECOND, true)
    expect(voices.endpoint.spoken).toHaveLength(1)
    expect(news.filter(({ type }) => type === 'notice')).toEqual([{ type: 'notice', notice: 'browser_voice' }])
    expect(speaker.getView().through).toBe('browser')
  })

  it('[VF2] after a failed browser voice the words stand on the screen alone, told once', async () => {
    const { timers, speaker, voices, news } = createRig()
    voices.endpoint.always = 'failed'
    voices.browser.always = 'unavailable'
    speaker.words('t1', TEXT, true)
    await timers.settle()
    speaker.words('t3', SECOND, true)
    expect(news).toEqual([
      { type: 'notice', notice: 'browser_voice' },
      { type: 'notice', notice: 'text_only' },
      { type: 'ended', turnKey: 't1', how: 'silent' },
      { type: 'ended', turnKey: 't3', how: 'silent' },
    ])
    expect(speaker.getView()).toMatchObject({ through: 'none', canRepeat: false })
  })

  it('[VF3] without any voice it is said when there is something to read', () => {
    const { speaker, news } = createRig({ endpoint: false, browser: false })
    expect(news).toEqual([])
    speaker.words('t1', FIRST, false)
    expect(news).toEqual([{ type: 'notice', notice: 'text_only' }])
  })

  it('[VF4] a browser that waits for a click is no failed voice: the turn is silent, the next one is tried', async () => {
    const { timers, speaker, voice, news } = createRig()
    voice.always = 'blocked'
    speaker.words('t1', TEXT, true)
    await timers.settle()
    voice.always = null
    speaker.repeat()
    speaker.words('t3', SECOND, true)
    expect(voice.sentences).toEqual([FIRST, FIRST, SECOND])
    expect(news).toEqual([
      { type: 'notice', notice: 'needs_click' },
      { type: 'ended', turnKey: 't1', how: 'silent' },
    ])
  })

  it('[VF5] nothing happens after it was closed', async () => {
    const { timers, speaker, voice, news } = await createReadingRig()
    speaker.close()
    await timers.settle()
    speaker.words('t5', TEXT, true)
    expect(voice.spoken.at(-1)?.how).toBe('stopped')
    expect(news.filter(({ type }) => type !== 'began')).toEqual([])
  })
})
