import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { hostOfWords, whoGrades } from '../../components/engine-words.ts'
import { enginesQuery } from '../../lib/queries.ts'
import styles from './graded-by.module.css'

/** Who will grade, in a line. */
export function GradedBy() {
  const engines = useQuery(enginesQuery)
  if (engines.data === undefined) return null
  const host = hostOfWords(engines.data)
  return (
    <footer className={styles.foot}>
      <p className={styles.line}>
        {whoGrades(engines.data)} {host === null && 'What you write stays here. '}
        <Link href="/settings">{engines.data.judge.kind === 'built-in' ? 'What a model would add' : 'Settings'}</Link>
      </p>
    </footer>
  )
}
