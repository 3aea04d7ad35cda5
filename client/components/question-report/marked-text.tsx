import { Fragment, use } from 'react'
import { LightContext, reveal, useLight } from './light.ts'
import styles from './marked-text.module.css'
import type { Quote, QuoteSet } from './quotes.ts'
import { buildSegments, type Segment } from './segments.ts'

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
  return (
    <>
      <mark
        className={styles.mark}
        data-verdict={visible.find(({ verdict }) => verdict !== null)?.verdict ?? undefined}
        data-shown={visible.length > 0}
        data-shared={visible.length > 1}
        data-lit={litHere}
        onPointerEnter={handlers.onPointerEnter}
        onPointerLeave={handlers.onPointerLeave}
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
