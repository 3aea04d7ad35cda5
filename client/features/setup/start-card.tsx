import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { EnginesResponse, RoleSummary } from '#contract/http.ts'
import type { SessionSettings } from '#contract/settings.ts'
import { describeProblem } from '../../components/describe-problem.ts'
import { hostOfWords, whoGrades } from '../../components/engine-words.ts'
import { capitalised } from '../../components/format.ts'
import { WordsLeave } from '../../components/words-leave.tsx'
import { enginesQuery } from '../../lib/queries.ts'
import { wasTold } from './remembered.ts'
import { estimateDuration, summariseManner, summariseQuestions } from './settings-words.ts'
import styles from './start-card.module.css'

interface StartCardProps {
  role: RoleSummary
  settings: SessionSettings
  busy: boolean
  error: unknown
}

/** What the choices come to, in a sentence, and the way in. */
export function StartCard({ role, settings, busy, error }: StartCardProps) {
  const engines = useQuery(enginesQuery)
  return (
    <aside className={styles.card} aria-label="Your interview">
      <div aria-live="polite">
        <p className={styles.summary}>{summariseQuestions(settings, role.byDifficulty)}</p>
        <p className={styles.manner}>{summariseManner(settings)}</p>
      </div>
      {engines.data !== undefined && <FirstTime engines={engines.data} />}
      <div className={styles.go}>
        <p className={styles.duration}>{capitalised(estimateDuration(settings))}</p>
        <Button type="submit" size="lg" className={styles.start} loading={busy}>
          Start
        </Button>
      </div>
      {error !== null && (
        <p className={styles.error} role="alert">
          {describeProblem(error).message}
        </p>
      )}
      <p className={styles.hint}>
        <span className={styles.enter}>
          <kbd>Enter</kbd> starts too.{' '}
        </span>
        {engines.data !== undefined && <span>{whoGrades(engines.data)}</span>}
      </p>
    </aside>
  )
}

/** Before the first interview whose words go to another machine: which ones, and where. */
function FirstTime({ engines }: { engines: EnginesResponse }) {
  const host = hostOfWords(engines)
  // Read once: starting remembers it, and the notice shall not vanish under the pointer.
  const [told] = useState(() => host !== null && wasTold(host))
  if (host === null || told) return null
  return (
    <section className={styles.first}>
      <h2 className={styles.firstTitle}>Some of your words will leave this machine</h2>
      <WordsLeave engines={engines} host={host} />
      <p className={styles.firstEnd}>
        To keep everything here, take the model out in <Link href="/settings">the settings</Link>.
      </p>
    </section>
  )
}
