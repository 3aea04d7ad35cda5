import type { CriterionReport } from '#contract/report.ts'
import { labelOfNext, WITHHELD_WORDS } from '#contract/report-words.ts'
import { formatList } from '../format.ts'
import { LevelMark } from '../level-mark.tsx'
import styles from './criteria.module.css'
import { useLight } from './light.ts'
import { MarkWrong, OfOthers } from './mark-wrong.tsx'
import { QuoteList } from './quote-list.tsx'
import { quotesOfCriterion } from './quotes.ts'

/** Each criterion with its word, the sentence it stands for, and the sentence one level up. */
export function Criteria({ criteria }: { criteria: readonly CriterionReport[] }) {
  const waiting = criteria.filter(({ mark }) => mark.status === 'withheld' && mark.why === 'needs_model')
  const others = criteria.filter((criterion) => !waiting.includes(criterion))
  return (
    <div className={styles.list}>
      {others.map((criterion) => (
        <Criterion key={criterion.id} criterion={criterion} />
      ))}
      {waiting.length > 0 && (
        <section className={styles.item}>
          <p className={styles.head}>
            <span className={styles.name}>{formatList(waiting.map(({ name }) => name))}</span>
            <span className={styles.withheld}>Needs a model</span>
          </p>
          <p className={styles.looksAt}>
            Counting words cannot tell {waiting.length === 1 ? 'this' : 'these'} honestly, so there is no level.
          </p>
          {waiting.map(({ id, name }) => (
            <OfOthers key={id} about={{ part: 'criterion', criterionId: id, mark: null }} name={name} />
          ))}
        </section>
      )}
    </div>
  )
}

function Criterion({ criterion }: { criterion: CriterionReport }) {
  const { id, name, looksAt, mark } = criterion
  const quotes = quotesOfCriterion(criterion)
  const { isLit } = useLight(quotes.map((quote) => quote.id))
  return (
    <section className={styles.item} data-lit={isLit}>
      <p className={styles.head}>
        <span className={styles.name}>{name}</span>
        {mark.status === 'marked' && <LevelMark level={mark.level} band={mark.band} />}
      </p>
      <p className={styles.looksAt}>
        {looksAt}
        {id === 'coverage' && mark.status === 'marked' && ' Counted from the key points.'}
      </p>
      {mark.status === 'withheld' ? (
        <p className={styles.anchor}>{WITHHELD_WORDS[mark.why]}</p>
      ) : (
        <>
          <p className={styles.anchor}>{mark.anchor}</p>
          {mark.reason !== '' && <p className={styles.looksAt}>{mark.reason}</p>}
          <QuoteList quotes={quotes} />
          {mark.nextAnchor !== null && (
            <p className={styles.next}>
              <span className={styles.nextLabel}>{labelOfNext(mark)}</span>
              {mark.nextAnchor}
            </p>
          )}
        </>
      )}
      <MarkWrong
        about={{
          part: 'criterion',
          criterionId: id,
          mark: mark.status === 'marked' ? { level: mark.level, band: mark.band } : null,
        }}
        name={name}
      />
    </section>
  )
}
