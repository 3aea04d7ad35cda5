import { PACE_NOTE } from '#contract/delivery-words.ts'
import { formatDuration } from '../../components/format.ts'
import type { PaceBar, PaceChart } from './build-pace-chart.ts'
import common from './chart.module.css'
import styles from './pace-chart.module.css'

interface PaceChartViewProps {
  chart: PaceChart
  /** Whether bars of more than one question stand here. */
  ofAll: boolean
}

/** Pace over time as bars, and the same as a table for whoever cannot see them. */
export function PaceChartView({ chart, ofAll }: PaceChartViewProps) {
  const { bars, durationMs, ticks, starts, by } = chart
  const top = ticks.at(-1) ?? 1
  return (
    <figure className={styles.figure}>
      <figcaption className={common.caption}>
        <span className={common.name}>Pace over time</span>
        <span className={styles.note}>{by === 'windows' ? WINDOWS_NOTE : UTTERANCES_NOTE}</span>
      </figcaption>
      <div className={styles.chart} aria-hidden="true">
        <div className={styles.scale}>
          {ticks.map((tick) => (
            <span key={tick} style={{ bottom: percent(tick / top) }}>
              {tick}
            </span>
          ))}
        </div>
        <div className={styles.plot}>
          {ticks.map((tick) => (
            <span key={tick} className={styles.line} style={{ bottom: percent(tick / top) }} />
          ))}
          {bars.map((bar) => (
            <span
              key={bar.fromMs}
              className={styles.bar}
              title={bar.wordsPerMinute === null ? undefined : `${Math.round(bar.wordsPerMinute)} words a minute`}
              style={{
                left: percent(bar.fromMs / durationMs),
                width: percent((bar.toMs - bar.fromMs) / durationMs),
                height: percent((bar.wordsPerMinute ?? 0) / top),
              }}
            />
          ))}
        </div>
        <div className={styles.times}>
          {ofAll ? (
            starts.map(({ questionIndex, atMs }) => (
              <span key={questionIndex} style={{ left: percent(atMs / durationMs) }}>
                {questionIndex + 1}
              </span>
            ))
          ) : (
            <>
              <span style={{ left: 0 }}>0:00</span>
              <span className={styles.end}>{formatDuration(durationMs)}</span>
            </>
          )}
        </div>
        <p className={styles.axis}>Words a minute, {ofAll ? 'by question' : 'by time of the answer'}</p>
      </div>
      <div className={common.hidden}>
        <PaceTable bars={bars} ofAll={ofAll} />
      </div>
      <p className={styles.note}>{PACE_NOTE}</p>
    </figure>
  )
}

const WINDOWS_NOTE = 'every 15 seconds'
const UTTERANCES_NOTE = 'by stretch of speech: the times of single words are estimates'

function PaceTable({ bars, ofAll }: { bars: readonly PaceBar[]; ofAll: boolean }) {
  return (
    <table>
      <caption>Pace over time</caption>
      <thead>
        <tr>
          {ofAll && <th scope="col">Question</th>}
          <th scope="col">From</th>
          <th scope="col">Words a minute</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ fromMs, turnFromMs, questionIndex, wordsPerMinute }) => (
          <tr key={fromMs}>
            {ofAll && <td>{questionIndex + 1}</td>}
            <th scope="row">{formatDuration(turnFromMs)}</th>
            <td>{wordsPerMinute === null ? 'Too little was said' : Math.round(wordsPerMinute)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function percent(share: number): string {
  return `${share * 100}%`
}
