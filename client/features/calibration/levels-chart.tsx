import type { CSSProperties } from 'react'
import type { CalibrationLevel } from '#contract/calibration.ts'
import { LEVEL_WORDS, LEVELS } from '#contract/rubric.ts'
import page from './calibration-page.module.css'
import { figure } from './calibration-words.ts'
import styles from './levels-chart.module.css'

/** What answers of each intended level were given. The same as a table for whoever cannot see it. */
export function LevelsChart({ levels }: { levels: readonly CalibrationLevel[] }) {
  return (
    <section>
      <h2 className={page.heading}>Intended and given levels</h2>
      <figure className={styles.figure}>
        <div className={styles.chart} aria-hidden="true">
          <span className={styles.corner}>Intended</span>
          <span className={styles.axis}>
            {LEVELS.map((level) => (
              <span key={level} style={at(level)}>
                {level}
              </span>
            ))}
          </span>
          {levels.map((level) => (
            <Row key={level.intended} level={level} />
          ))}
        </div>
        <figcaption className={styles.caption}>
          <span>
            <i className={styles.keyMean} /> given on average
          </span>
          <span>
            <i className={styles.keyRange} /> eight answers in ten
          </span>
          <span>
            <i className={styles.keyIntended} /> intended
          </span>
        </figcaption>
        <div className={styles.hidden}>
          <LevelsTable levels={levels} />
        </div>
      </figure>
    </section>
  )
}

function Row({ level: { intended, mean, low, high } }: { level: CalibrationLevel }) {
  return (
    <>
      <span className={styles.label}>
        <b>{intended}</b> <span className={styles.word}>{LEVEL_WORDS[intended]}</span>
      </span>
      <span className={styles.track}>
        <span className={styles.range} style={{ ...at(low), '--to': share(high) } as CSSProperties} />
        <span className={styles.intended} style={at(intended)} />
        <span className={styles.mean} style={at(mean)} />
      </span>
      <span className={styles.given}>{figure(mean)}</span>
    </>
  )
}

const share = (level: number) => (level - 1) / 4
const at = (level: number) => ({ '--at': share(level) }) as CSSProperties

function LevelsTable({ levels }: { levels: readonly CalibrationLevel[] }) {
  return (
    <table>
      <caption>Given levels by intended level</caption>
      <thead>
        <tr>
          <th scope="col">Intended level</th>
          <th scope="col">Answers</th>
          <th scope="col">Given on average</th>
          <th scope="col">Eight answers in ten</th>
        </tr>
      </thead>
      <tbody>
        {levels.map(({ intended, answers, mean, low, high }) => (
          <tr key={intended}>
            <th scope="row">
              {intended}, {LEVEL_WORDS[intended]}
            </th>
            <td>{answers}</td>
            <td>{figure(mean)}</td>
            <td>
              {figure(low)} to {figure(high)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
