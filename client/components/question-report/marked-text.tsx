import { Fragment, use, useId } from 'react'
import { LightContext, reveal, useLight } from './light.ts'
import styles from './marked-text.module.css'
import type { Quote, QuoteSet } from './quotes.ts'
import { buildSegments, type Segment } from './segments.ts'
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
      {buildSegments(text, quotes).map((segment) => {
        const own = quotes.filter(({ id }) => segment.ids.includes(id))
        return own.length === 0 ? (
          segment.text
        ) : (
          <MarkedPiece key={segment.from} segment={segment} quotes={own} shown={shown} />
        )
      })}
    </p>
  )
}

function MarkedPiece({
  segment,
  quotes,
  shown,
}: {
  segment: Segment
  quotes: readonly Quote[]
  shown: QuoteSet | 'both'
}) {
  const visible = quotes.filter(({ set }) => shown === 'both' || set === shown)
  const { isLit, handlers } = useLight((visible.length > 0 ? visible : quotes).map(({ id }) => id))
  const ending = visible.filter(({ id }) => segment.ending.includes(id))
  const { lit } = use(LightContext)
  const litHere = isLit || quotes.some(({ id }) => lit.has(id))
  const sound = useMarkSound(visible)
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard, the quote in the list plays */}
      <mark
        className={styles.mark}
        data-verdict={visible.find(({ verdict }) => verdict !== null)?.verdict ?? undefined}
        data-shown={visible.length > 0}
        data-shared={visible.length > 1}
        data-lit={litHere}
        onPointerEnter={handlers.onPointerEnter}
        onPointerLeave={handlers.onPointerLeave}
        data-plays={sound !== null}
        onClick={sound ?? undefined}
      >
        {segment.text}
      </mark>
      {ending.map((quote) => (
        // The word joiner keeps the label on the line on which its quote ends.
        <Fragment key={quote.id}>
          {'\u2060'}
          <Label quote={quote} />
        </Fragment>
      ))}
    </>
  )
}

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
