import type { Delivery } from '#contract/delivery.ts'
import { NO_FILLERS_WORDS } from '#contract/delivery-words.ts'
import type { Report } from '#contract/report.ts'
import { formatCount, formatDuration, formatSeconds } from '../../components/format.ts'
import { Disclosure } from '../../components/question-report/disclosure.tsx'
import { buildPaceChart } from './build-pace-chart.ts'
import heading from './heading.module.css'
import styles from './how-you-spoke.module.css'
import { PaceChartView } from './pace-chart.tsx'

interface HowYouSpokeProps {
  report: Report
  /** Everything unfolded, as on paper. */
  open?: boolean
}

/** How the answers were spoken: over the interview, and for each question on demand. */
export function HowYouSpoke({ report: { delivery, questions }, open = false }: HowYouSpokeProps) {
  if (delivery === null) return null
  const spoken = questions.flatMap((question) =>
    question.delivery === null ? [] : [{ ...question, delivery: question.delivery }],
  )
  const indexOf = (turnId: string) => questions.find(({ turns }) => turns.some(({ id }) => id === turnId))?.index ?? 0
  return (
    <section>
      <h2 className={heading.heading}>How you spoke</h2>
      <p className={heading.sub}>Measured from the sound and the transcript. None of this is part of a grade.</p>
      <Figures delivery={delivery} />
      <Pace delivery={delivery} indexOf={indexOf} ofAll={spoken.length > 1} />
      {spoken.length > 1 && (
        <div className={styles.questions}>
          {spoken.map(({ index, competency, delivery: own }) => (
            <Disclosure
              key={index}
              level={3}
              title={`${index + 1}. ${competency}`}
              hint={`${formatDuration(own.talkMs)} of speech`}
              open={open}
            >
              <Figures delivery={own} />
              <Pace delivery={own} indexOf={indexOf} ofAll={false} />
            </Disclosure>
          ))}
        </div>
      )}
    </section>
  )
}

interface PaceProps {
  delivery: Delivery
  indexOf: (turnId: string) => number
  ofAll: boolean
}

function Pace({ delivery, indexOf, ofAll }: PaceProps) {
  const chart = buildPaceChart(delivery, indexOf)
  return chart === null ? null : <PaceChartView chart={chart} ofAll={ofAll} />
}

function Figures({ delivery }: { delivery: Delivery }) {
  const { talkMs, words, wordsPerMinute, pauses, toFirstWord } = delivery
  const isRough = pauses.list.some(({ measuredBy }) => measuredBy === 'spans')
  return (
    <dl className={styles.figures}>
      <Figure name="Talk time" value={formatDuration(talkMs)} note={formatCount(words, 'word')} />
      {wordsPerMinute === null ? (
        <Figure name="Pace" note="Not measurable: too few words" />
      ) : (
        <Figure name="Pace" value={`${Math.round(wordsPerMinute)}`} note="words a minute" />
      )}
      <Figure
        name="Pauses"
        value={`${pauses.count}`}
        note={
          pauses.count === 0
            ? 'of 0.7 s or more'
            : `of 0.7 s or more, the longest ${isRough ? 'at least ' : ''}${formatSeconds(pauses.longestMs)}`
        }
      />
      {toFirstWord !== null && (
        <Figure
          name="To your first word"
          value={formatSeconds(toFirstWord.medianMs)}
          note={toFirstWord.list.length > 1 ? 'typically, after the question' : 'after the question'}
        />
      )}
      <Fillers fillers={delivery.fillers} />
    </dl>
  )
}

function Fillers({ fillers }: Pick<Delivery, 'fillers'>) {
  if (fillers.status === 'not_measurable') {
    return <Figure name="Fillers" note={NO_FILLERS_WORDS[fillers.because]} />
  }
  const { count, per100Words, list } = fillers
  const each = list.map((one) => `“${one.text}” ${one.count}`).join(', ')
  return (
    <Figure
      name="Fillers"
      value={`${count}`}
      note={count === 0 ? 'None was found' : `${per100Words} in 100 words: ${each}`}
    />
  )
}

function Figure({ name, value, note }: { name: string; value?: string; note: string }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>
        {value !== undefined && <span className={styles.value}>{value}</span>}
        <span className={styles.note}>{note}</span>
      </dd>
    </div>
  )
}
