import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { EnginesResponse } from '#contract/http.ts'
import { hostOfWords, whoGrades } from '../../components/engine-words.ts'
import { WordsLeave } from '../../components/words-leave.tsx'
import { enginesQuery } from '../../lib/queries.ts'
import styles from './graded-by.module.css'
import { wasTold } from './remembered.ts'

/** Who will grade, and, before the first interview with a model elsewhere, which words it is sent. */
export function GradedBy() {
  const engines = useQuery(enginesQuery)
  if (engines.data === undefined) return null
  const host = hostOfWords(engines.data)
  return (
    <footer className={styles.foot}>
      {host !== null && <FirstTime engines={engines.data} host={host} />}
      <p className={styles.line}>
        {whoGrades(engines.data)} {host === null && 'What you write stays here. '}
        <Link href="/settings">{engines.data.judge.kind === 'built-in' ? 'What a model would add' : 'Settings'}</Link>
      </p>
    </footer>
  )
}

function FirstTime({ engines, host }: { engines: EnginesResponse; host: string }) {
  const [told] = useState(() => wasTold(host))
  if (told) return null
  return (
    <section className={styles.first} aria-labelledby="leaving">
      <h2 id="leaving" className={styles.title}>
        Before your first interview: some of your words will leave this machine
      </h2>
      <WordsLeave engines={engines} host={host} />
    </section>
  )
}
