import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { formatWhen } from '../../components/format.ts'
import { recentSessionsQuery } from '../../lib/queries.ts'
import styles from './continue-card.module.css'

/** The open session that was worked on last. Nothing while there is none, and nothing if asking fails: the roles matter more. */
export function ContinueCard() {
  const recent = useQuery(recentSessionsQuery)
  const open = (recent.data?.sessions ?? []).filter((session) => session.status === 'open')
  const latest = open.toSorted((a, b) => b.lastAt - a.lastAt)[0]
  if (latest === undefined) return null

  return (
    <section className={styles.card} aria-labelledby="continue">
      <div className={styles.words}>
        <h2 id="continue" className={styles.title}>
          Continue where you left off
        </h2>
        <p className={styles.detail}>
          {latest.roleTitle}, {latest.answeredCount} of {latest.questionCount} answered. Last there{' '}
          {formatWhen(latest.lastAt, Date.now())}.
        </p>
        {latest.questionCount > 1 && (
          <div className={styles.steps} aria-hidden="true">
            {Array.from({ length: latest.questionCount }, (_, index) => index).map((index) => (
              <span key={index} data-done={index < latest.answeredCount || undefined} />
            ))}
          </div>
        )}
      </div>
      <div className={styles.actions}>
        <Button component={Link} href={`/sessions/${latest.id}`}>
          Continue
        </Button>
        {open.length > 1 && (
          <Link href="/sessions" className={styles.more}>
            {open.length - 1} more open
          </Link>
        )}
      </div>
    </section>
  )
}
