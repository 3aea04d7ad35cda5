import type { EnginesResponse } from '#contract/http.ts'
import { listDestinations, wordsSent } from './engine-words.ts'
import styles from './words-leave.module.css'

/** What is sent to which machine, and what is sent nowhere. */
export function WordsLeave({ engines }: { engines: EnginesResponse }) {
  return (
    <div className={styles.columns}>
      {listDestinations(engines).map(({ host, sent }) => (
        <Side key={host} title={`Sent to ${host}`} lines={sent} />
      ))}
      <Side title="Never sent" lines={wordsSent(engines).kept} />
    </div>
  )
}

function Side({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
