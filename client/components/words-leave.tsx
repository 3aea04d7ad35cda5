import type { EnginesResponse } from '#contract/http.ts'
import { wordsSent } from './engine-words.ts'
import styles from './words-leave.module.css'

/** Which words go to the model's host and which stay. `host` is where they go. */
export function WordsLeave({ engines, host }: { engines: EnginesResponse; host: string }) {
  const { sent, kept } = wordsSent(engines)
  return (
    <div className={styles.columns}>
      <Side title={`Sent to ${host}`} lines={sent} />
      <Side title="Never sent" lines={kept} />
    </div>
  )
}

function Side({ title, lines }: { title: string; lines: string[] }) {
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
