import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { describeProblem } from './describe-problem.ts'
import styles from './problem.module.css'

interface ProblemProps {
  error: unknown
  onRetry?: () => void
  title?: string
}

/** Something failed: what happened, and what can be done about it. */
export function Problem({ error, onRetry, title }: ProblemProps) {
  const problem = describeProblem(error)
  return (
    <section className={styles.problem} role="alert">
      <h2 className={styles.title}>{title ?? problem.title}</h2>
      <p className={styles.message}>{problem.message}</p>
      <div className={styles.actions}>
        {problem.remedy === 'reload' ? (
          <Button onClick={() => window.location.reload()}>Load the page again</Button>
        ) : (
          onRetry !== undefined && problem.remedy === 'retry' && <Button onClick={onRetry}>Try again</Button>
        )}
        <Button component={Link} href="/" variant="default">
          Back to the roles
        </Button>
      </div>
    </section>
  )
}
