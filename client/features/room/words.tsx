import { memo, useRef, useState } from 'react'
import styles from './words.module.css'

/** Between the beginnings of two words. */
const PACE_MS = 42

/** When each word of a turn appears, by the page's clock. */
export interface Speech {
  readonly place: number
  readonly startsAt: number[]
}

/**
 * The moments at which the words of a turn appear: one after the other from when they were first there, at once for a turn that
 * was said before the page was opened. `place` tells turns apart, `count` is how many words are known, places under `saidBefore`
 * are past.
 */
export function useSpeech(place: number | null, count: number, saidBefore: number): Speech | null {
  const speech = useRef<Speech | null>(null)
  if (place === null) return null
  if (speech.current?.place !== place) speech.current = { place, startsAt: [] }
  const { startsAt } = speech.current
  const now = performance.now()
  while (startsAt.length < count) {
    const before = startsAt.at(-1)
    startsAt.push(
      place < saidBefore ? Number.NEGATIVE_INFINITY : before === undefined ? now : Math.max(now, before + PACE_MS),
    )
  }
  return speech.current
}

export function splitIntoWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** Text that is being said. `from`: which word of the turn it begins with. Give each turn its own by `key={place}`. */
export const Words = memo(function Words({ text, speech, from }: { text: string; speech: Speech; from: number }) {
  return splitIntoWords(text).map((word, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a word is
    <Word key={from + i} word={word} startsAt={speech.startsAt[from + i] ?? 0} />
  ))
})

function Word({ word, startsAt }: { word: string; startsAt: number }) {
  // Measured once: a later render must not start the animation anew.
  const [delay] = useState(() => startsAt - performance.now())
  return (
    <>
      <span
        className={delay > 0 ? styles.word : undefined}
        style={delay > 0 ? { animationDelay: `${Math.round(delay)}ms` } : undefined}
      >
        {word}
      </span>{' '}
    </>
  )
}
