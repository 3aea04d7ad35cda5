import type { LiveView } from '../live-view.ts'

/** What happened in a session since it was last looked at, as far as the microphone cares. */
export interface SessionNews {
  /** The answer that was ended by hand goes on: it was taken back, or was not taken. */
  readonly isBack: boolean
  /** The newest words that were understood, where there are more of them than before. */
  readonly words: string | null
}

const NOTHING: SessionNews = { isBack: false, words: null }

/** Compares a session with how it was seen before. Words from before the page was opened are no news. */
export function createSessionWatch(): (view: LiveView) => SessionNews {
  let reopenings = 0
  let wasClosing = false
  /** How many stretches have words; null before the session was first seen. */
  let understood: number | null = null

  return ({ session, draft }) => {
    if (session === null) return NOTHING
    const isClosing = draft !== null && draft.closing !== null
    const isBack = session.reopenings !== reopenings || (wasClosing && !isClosing)
    wasClosing = isClosing
    reopenings = session.reopenings
    const texts = session.tracks.flatMap((track) =>
      track.utterances.flatMap((one) => (one.state === 'recognized' && one.text !== '' ? [one.text] : [])),
    )
    const words = understood !== null && texts.length > understood ? (texts.at(-1) ?? null) : null
    understood = texts.length
    return { isBack, words }
  }
}
