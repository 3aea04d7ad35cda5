import { reveal, useLight } from './light.ts'
import { PlayQuote } from './play-quote.tsx'
import styles from './quote-list.module.css'
import type { Quote } from './quotes.ts'

/** The candidate's own words, each leading to the place where they were said. */
export function QuoteList({ quotes }: { quotes: readonly Quote[] }) {
  if (quotes.length === 0) return null
  return (
    <div className={styles.list}>
      {quotes.map((quote) => (
        <QuoteButton key={quote.id} quote={quote} />
      ))}
    </div>
  )
}

function QuoteButton({ quote }: { quote: Quote }) {
  const { id, text } = quote
  const { isLit, handlers, prefix } = useLight([id])
  return (
    <div className={styles.line}>
      <PlayQuote quote={quote} />
      <button
        type="button"
        id={`${prefix}quote-${id}`}
        className={styles.quote}
        data-lit={isLit}
        onClick={() => reveal(`${prefix}mark-${id}`)}
        {...handlers}
      >
        <q>{text.trim()}</q>
      </button>
    </div>
  )
}
