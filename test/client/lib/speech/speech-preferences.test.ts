import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeSpeechPreferences, readSpeechPreferences } from '../../../../client/lib/speech/speech-preferences.ts'

const DEFAULTS = {
  muted: false,
  rate: 1,
  voiceName: null,
  pushToTalk: false,
  cleansSound: true,
  microphoneId: null,
  recognizer: null,
}
const values = new Map<string, string>()

beforeEach(() => {
  values.clear()
  const localStorage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
  vi.stubGlobal('window', { localStorage })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('what this browser remembers about speech', () => {
  it('[SPP1] nothing was chosen at first', () => {
    expect(readSpeechPreferences()).toEqual(DEFAULTS)
  })

  it('[SPP2] a change is there for the next page, and leaves the rest as it was', () => {
    changeSpeechPreferences({ rate: 1.2, voiceName: 'Kate' })
    expect(changeSpeechPreferences({ muted: true })).toEqual({ ...DEFAULTS, rate: 1.2, voiceName: 'Kate', muted: true })
    expect(readSpeechPreferences()).toEqual({ ...DEFAULTS, rate: 1.2, voiceName: 'Kate', muted: true })
  })

  it('[SPP3] a broken value costs its own choice only, a broken record all of them', () => {
    changeSpeechPreferences({ muted: true })
    const [key = ''] = values.keys()
    values.set(key, JSON.stringify({ muted: true, rate: 9, recognizer: 'ear', voiceName: 'Kate' }))
    expect(readSpeechPreferences()).toEqual({ ...DEFAULTS, muted: true, voiceName: 'Kate' })
    values.set(key, '{')
    expect(readSpeechPreferences()).toEqual(DEFAULTS)
  })

  it('[SPP4] where the browser keeps nothing, a change still holds for whoever made it', () => {
    vi.stubGlobal('window', {})
    expect(changeSpeechPreferences({ pushToTalk: true })).toEqual({ ...DEFAULTS, pushToTalk: true })
    expect(readSpeechPreferences()).toEqual(DEFAULTS)
  })
})
