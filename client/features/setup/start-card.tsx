import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RoleSummary } from '#contract/http.ts'
import type { SessionSettings } from '#contract/settings.ts'
import { describeProblem } from '../../components/describe-problem.ts'
import { whoGrades } from '../../components/engine-words.ts'
import { capitalised } from '../../components/format.ts'
import { enginesQuery } from '../../lib/queries.ts'
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
      {engines.data !== undefined && <p className={styles.graded}>{whoGrades(engines.data)}</p>}
      <div className={styles.go}>
        {error !== null && (
          <p className={styles.error} role="alert">
            {describeProblem(error).message}
          </p>
        )}
        <p className={styles.duration}>{capitalised(estimateDuration(settings))}</p>
        <Button type="submit" size="lg" className={styles.start} loading={busy}>
          Start
        </Button>
      </div>
      <p className={styles.enter}>
        <kbd>Enter</kbd> starts too.
      </p>
    </aside>
  )
}
