import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOpenSpeech } from '../../../../client/lib/audio/open-speech.ts'

describe('speech whose end the server was not told', () => {
  const kept = new Map<string, string>()
  beforeEach(() => {
    kept.clear()
    const localStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
    vi.stubGlobal('window', { localStorage })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('[OS1] is known to the next page, once', () => {
    createOpenSpeech().began('track0000001', 4_800)
    const next = createOpenSpeech()
    expect(next.take('track0000001')).toBe(4_800)
    expect(next.take('track0000001')).toBeNull()
    expect(kept.size).toBe(0)
  })

  it('[OS2] is over when its end was told, and belongs to its track', () => {
    const speech = createOpenSpeech()
    speech.began('track0000001', 0)
    speech.began('track0000002', 1_600)
    speech.told('track0000001')
    expect(speech.take('track0000001')).toBeNull()
    expect(speech.take('track0000002')).toBe(1_600)
  })

  it('[OS3] is nothing where the browser keeps nothing, or something else', () => {
    kept.set('greenroom.speaking.track0000001', '"here"')
    expect(createOpenSpeech().take('track0000001')).toBeNull()
    vi.stubGlobal('window', {})
    const speech = createOpenSpeech()
    speech.began('track0000001', 0)
    speech.told('track0000001')
    expect(speech.take('track0000001')).toBeNull()
  })
})
