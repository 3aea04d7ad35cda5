import type { KeyPointReport } from '#contract/report.ts'
import { VerdictBadge } from '../verdict.tsx'
import styles from './key-points.module.css'
import { useLight } from './light.ts'
import { MarkWrong } from './mark-wrong.tsx'
import { QuoteList } from './quote-list.tsx'
import { type Quote, quotesOfKeyPoint } from './quotes.ts'

const CENTRAL_WEIGHT = 3

/** What the question looks for, numbered as the marks in the transcript are. */
export function KeyPoints({ keyPoints }: { keyPoints: readonly KeyPointReport[] }) {
  return (
    <ol className={styles.list}>
      {keyPoints.map((keyPoint, i) => (
        <KeyPointItem key={keyPoint.id} keyPoint={keyPoint} number={i + 1} quotes={quotesOfKeyPoint(keyPoint, i)} />
      ))}
    </ol>
  )
}

interface ItemProps {
  keyPoint: KeyPointReport
  number: number
  quotes: readonly Quote[]
}

function KeyPointItem({ keyPoint: { id, point, weight, verdict, reason }, number, quotes }: ItemProps) {
  const { isLit } = useLight(quotes.map((quote) => quote.id))
  return (
    <li className={styles.item} data-lit={isLit}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.body}>
        {(verdict !== null || weight >= CENTRAL_WEIGHT) && (
          <p className={styles.head}>
            {verdict !== null && <VerdictBadge verdict={verdict} />}
            {weight >= CENTRAL_WEIGHT && <span className={styles.central}>Central</span>}
          </p>
        )}
        <p className={styles.point}>{point}</p>
        {reason !== '' && <p className={styles.reason}>{reason}</p>}
        <QuoteList quotes={quotes} />
        {verdict !== null && <MarkWrong about={{ part: 'key_point', keyPointId: id, verdict }} name={point} />}
      </div>
    </li>
  )
}
