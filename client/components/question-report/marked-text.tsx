import { Fragment, type ReactNode, use, useId } from 'react'
import { LightContext, reveal, useLight } from './light.ts'
import styles from './marked-text.module.css'
import type { Quote, QuoteSet } from './quotes.ts'
import { buildSegments, cutTail, giveClosers, type Piece } from './segments.ts'
import { SoundContext } from './sound-context.ts'

interface MarkedTextProps {
  text: string
  /** The quotes of this turn. */
  quotes: readonly Quote[]
  /** Which quotes are marked; the others show only while they are lit. */
  shown: QuoteSet | 'both'
}

/** What was said, with the stretches that earned something marked. Overlapping quotes share their piece. */
export function MarkedText({ text, quotes, shown }: MarkedTextProps) {
  return (
    <p className={styles.text}>
      {giveClosers(buildSegments(text, quotes)).map((piece) => {
        const own = quotes.filter(({ id }) => piece.ids.includes(id))
        return own.length === 0 ? piece.text : <MarkedPiece key={piece.from} piece={piece} quotes={own} shown={shown} />
      })}
    </p>
  )
}

interface MarkedPieceProps {
  piece: Piece
  quotes: readonly Quote[]
  shown: QuoteSet | 'both'
}

function MarkedPiece({ piece, quotes, shown }: MarkedPieceProps) {
  const visible = quotes.filter(({ set }) => shown === 'both' || set === shown)
  const { isLit, handlers } = useLight((visible.length > 0 ? visible : quotes).map(({ id }) => id))
  const ending = visible.filter(({ id }) => piece.ending.includes(id))
  const { lit } = use(LightContext)
  const litHere = isLit || quotes.some(({ id }) => lit.has(id))
  const sound = useMarkSound(visible)
  const mark = (text: string, cut?: 'head' | 'tail') => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard, the quote in the list plays
    <mark
      className={styles.mark}
      data-cut={cut}
      data-verdict={visible.find(({ verdict }) => verdict !== null)?.verdict ?? undefined}
      data-shown={visible.length > 0}
      data-shared={visible.length > 1}
      data-lit={litHere}
      onPointerEnter={handlers.onPointerEnter}
      onPointerLeave={handlers.onPointerLeave}
      data-plays={sound !== null}
      onClick={sound ?? undefined}
    >
      {text}
    </mark>
  )
  const { head, tail } = cutTail(piece.text)
  if (ending.length === 0 || tail === '') {
    return (
      <>
        {mark(piece.text)}
        {piece.closers}
      </>
    )
  }
  return (
    <>
      {head !== '' && mark(head, 'head')}
      <End word={mark(tail, head === '' ? undefined : 'tail')} quotes={ending} closers={piece.closers} />
    </>
  )
}

interface EndProps {
  word: ReactNode
  quotes: readonly Quote[]
  closers: string
}

/** The end of a quote: its last word, its labels and the full stop behind them, none of which begins a line. */
function End({ word, quotes, closers }: EndProps) {
  return (
    <span className={styles.end}>
      {word}
      {quotes.map((quote, i) => (
        <Fragment key={quote.id}>
          {/* Names, unlike numbers, may need a line each. */}
          {i > 0 && quote.label.length > LONGEST_NUMBER && <wbr className={styles.gap} />}
          <Label quote={quote} />
        </Fragment>
      ))}
      {closers}
    </span>
  )
}

const LONGEST_NUMBER = 2

/** What a click on a mark does: plays the longest of its quotes, or stops it. Null where there is no sound. */
function useMarkSound(quotes: readonly Quote[]): (() => void) | null {
  const sound = use(SoundContext)
  const key = useId()
  const [longest] = quotes.toSorted((a, b) => b.to - b.from - (a.to - a.from))
  if (sound === null || longest === undefined || !sound.canPlay(longest.turnId)) return null
  return () => sound.toggle(key, longest)
}

/** Stands at the end of its quote, says what the quote is for, and leads to it in the list. */
function Label({ quote: { id, label, spoken, verdict } }: { quote: Quote }) {
  const { isLit, handlers, prefix } = useLight([id])
  return (
    <button
      type="button"
      id={`${prefix}mark-${id}`}
      className={styles.label}
      data-verdict={verdict ?? undefined}
      data-lit={isLit}
      aria-label={spoken}
      onClick={() => reveal(`${prefix}quote-${id}`)}
      {...handlers}
    >
      {label}
    </button>
  )
}
