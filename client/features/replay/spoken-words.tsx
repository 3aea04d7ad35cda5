import { type MouseEvent, memo, type ReactNode, useMemo, useState } from 'react'
import type { Session } from '#contract/session.ts'
import type { Moment } from './moment.ts'
import { buildSpokenAnswer, findShownLength, findSpokenWord, type SpokenAnswer } from './spoken-answer.ts'
import styles from './spoken-words.module.css'
import { WordPicker } from './word-picker.tsx'

interface SpokenWordsProps {
  turnId: string
  /** What stands in the answer at this moment. */
  written: string
  session: Session
  moment: Moment
  className: string | undefined
  /** What stands at the end, given the length of what is shown. */
  caret?: ((shown: number) => ReactNode) | undefined
}

/** An answer that was spoken: the word that sounds is marked, and each leads to its place in the sound. */
export function SpokenWords({ turnId, written, session, moment, className, caret }: SpokenWordsProps) {
  const [cursor, setCursor] = useState(-1)
  const { sessionMs, startAt, today, seekTo } = moment
  const { tracks } = session
  const answer = useMemo(() => {
    const then = tracks.filter((track) => track.turnId === turnId)
    return buildSpokenAnswer(written, then, today.tracks, startAt)
  }, [written, tracks, turnId, today, startAt])
  const shown = findShownLength(answer, sessionMs)
  const seekToWord = (place: number) => {
    const fromMs = answer.words[place]?.fromMs ?? null
    // A touch later, so that rounding does not leave the word before it marked.
    if (fromMs !== null) seekTo(fromMs + 1)
  }
  const onClick = ({ target }: MouseEvent) => {
    const place = target instanceof Element ? target.closest<HTMLElement>('[data-word]')?.dataset.word : undefined
    if (place !== undefined) seekToWord(Number(place))
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard, the button below chooses a word */}
      <p className={className} data-empty={shown === 0} onClick={onClick}>
        <Words answer={answer} shown={shown} current={findSpokenWord(answer, sessionMs)} cursor={cursor} />
        {caret?.(shown)}
      </p>
      <WordPicker answer={answer} shown={shown} cursor={cursor} onCursor={setCursor} onChoose={seekToWord} />
    </>
  )
}

interface WordsProps {
  answer: SpokenAnswer
  /** How much of the text, in UTF-16 units. */
  shown: number
  /** Places among the words; -1 for none. */
  current: number
  cursor: number
}

const Words = memo(function Words({ answer: { text, words }, shown, current, cursor }: WordsProps) {
  const pieces: ReactNode[] = []
  let end = 0
  words.forEach(({ from, to, fromMs }, place) => {
    if (fromMs === null || to > shown) return
    pieces.push(text.slice(end, from))
    pieces.push(
      <span
        key={from}
        className={styles.word}
        data-word={place}
        data-current={place === current || undefined}
        data-cursor={place === cursor || undefined}
      >
        {text.slice(from, to)}
      </span>,
    )
    end = to
  })
  pieces.push(text.slice(end, shown))
  return pieces
})
