import { Button } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import { describeProblem } from './describe-problem.ts'
import { Mark } from './mark.tsx'
import styles from './problem.module.css'

interface ProblemProps {
  error: unknown
  onRetry?: () => void
  title?: string
  /** 1 where the problem is the whole page. */
  headingLevel?: 1 | 2
}

/** Something failed: what happened, and what can be done about it. */
export function Problem({ error, onRetry, title, headingLevel = 2 }: ProblemProps) {
  const [location] = useLocation()
  const Heading = headingLevel === 1 ? 'h1' : 'h2'
  const problem = describeProblem(error)
  return (
    <section className={styles.problem} role="alert">
      <Mark size={44} quiet />
      <Heading className={styles.title}>{title ?? problem.title}</Heading>
      <p className={styles.message}>{problem.message}</p>
      <div className={styles.actions}>
        {problem.remedy === 'reload' ? (
          <Button onClick={() => window.location.reload()}>Load the page again</Button>
        ) : (
          onRetry !== undefined && problem.remedy === 'retry' && <Button onClick={onRetry}>Try again</Button>
        )}
        {location !== '/' && (
          <Button component={Link} href="/" variant="default">
            Back to the roles
          </Button>
        )}
      </div>
    </section>
  )
}
