import type { KeyboardEvent } from 'react'
import type { SpokenAnswer } from './spoken-answer.ts'
import styles from './spoken-words.module.css'

interface WordPickerProps {
  answer: SpokenAnswer
  /** How much of the text is shown, in UTF-16 units. */
  shown: number
  cursor: number
  onCursor: (place: number) => void
  onChoose: (place: number) => void
}

/** One stop of the keyboard for all words of an answer: arrows choose one, Enter plays from there. */
export function WordPicker({ answer: { text, words }, shown, cursor, onCursor, onChoose }: WordPickerProps) {
  const places = words.flatMap(({ fromMs, to }, place) => (fromMs !== null && to <= shown ? [place] : []))
  if (places.length === 0) return null
  const word = words[cursor]

  const onKeyDown = (event: KeyboardEvent) => {
    const here = Math.max(0, places.indexOf(cursor))
    const to = MOVES[event.key]?.(here, places.length - 1)
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onCursor(places[Math.min(Math.max(0, to), places.length - 1)] ?? -1)
  }

  return (
    <>
      <button
        type="button"
        className={styles.picker}
        onFocus={() => onCursor(places[0] ?? -1)}
        onBlur={() => onCursor(-1)}
        onKeyDown={onKeyDown}
        onClick={() => onChoose(cursor)}
      >
        Go to a word: arrows to choose, Enter to go there
      </button>
      <span className={styles.said} aria-live="polite">
        {word === undefined ? '' : text.slice(word.from, word.to)}
      </span>
    </>
  )
}

const MOVES: Record<string, (here: number, last: number) => number> = {
  ArrowLeft: (here) => here - 1,
  ArrowRight: (here) => here + 1,
  ArrowUp: (here) => here - 10,
  ArrowDown: (here) => here + 10,
  Home: () => 0,
  End: (_, last) => last,
}
