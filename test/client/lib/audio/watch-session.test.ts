import { describe, expect, it } from 'vitest'
import { createSessionWatch } from '../../../../client/lib/audio/watch-session.ts'
import type { LiveView } from '../../../../client/lib/live-view.ts'

/** A view with as many understood stretches as there are texts. */
function viewOf(texts: readonly string[], change: { reopenings?: number; isClosing?: boolean } = {}): LiveView {
  const utterances = texts.map((text) => ({ state: 'recognized', text }))
  return {
    session: { reopenings: change.reopenings ?? 0, tracks: [{ utterances }] },
    draft: { closing: change.isClosing ? {} : null },
  } as unknown as LiveView
}
const QUIET = { isBack: false, words: null }

describe('what is new in a session for the microphone', () => {
  it('[SW1] words are news once, those from before the page was opened never', () => {
    const watch = createSessionWatch()
    expect(watch(viewOf(['from before']))).toEqual(QUIET)
    expect(watch(viewOf(['from before', 'new']))).toEqual({ isBack: false, words: 'new' })
    expect(watch(viewOf(['from before', 'new']))).toEqual(QUIET)
    expect(watch(viewOf(['from before', 'new', '']))).toEqual(QUIET)
  })

  it('[SW2] an answer is back when it was taken back, and when its closing came to nothing', () => {
    const watch = createSessionWatch()
    watch(viewOf([]))
    expect(watch(viewOf([], { reopenings: 1 }))).toEqual({ isBack: true, words: null })
    expect(watch(viewOf([], { reopenings: 1, isClosing: true }))).toEqual(QUIET)
    expect(watch(viewOf([], { reopenings: 1 }))).toEqual({ isBack: true, words: null })
    expect(watch(viewOf([], { reopenings: 1 }))).toEqual(QUIET)
  })

  it('[SW3] nothing is news before there is a session', () => {
    const watch = createSessionWatch()
    expect(watch({ session: null, draft: null } as unknown as LiveView)).toEqual(QUIET)
    expect(watch(viewOf(['from before']))).toEqual(QUIET)
  })
})
