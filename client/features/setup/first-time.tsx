import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { hostOfWords } from '../../components/engine-words.ts'
import { WordsLeave } from '../../components/words-leave.tsx'
import { enginesQuery } from '../../lib/queries.ts'
import styles from './first-time.module.css'
import { toldHosts } from './remembered.ts'

/** Before the first interview whose words go to another machine: which ones, and where. Starting one counts as told. */
export function FirstTime() {
  const engines = useQuery(enginesQuery)
  // Read once: starting remembers the host, and the notice shall not vanish under the pointer.
  const [told] = useState(toldHosts)
  const host = engines.data === undefined ? null : hostOfWords(engines.data)
  if (engines.data === undefined || host === null || told.includes(host)) return null
  return (
    <section className={styles.notice} aria-labelledby="leaving">
      <h2 id="leaving" className={styles.title}>
        Before your first interview: some of your words will leave this machine
      </h2>
      <WordsLeave engines={engines.data} />
      <p className={styles.end}>
        To keep everything here, take the model out: <Link href="/settings">the settings</Link> say how.
      </p>
    </section>
  )
}
