import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { SessionSummary } from '#contract/report.ts'
import { capitalised, formatLength, formatWhen } from '../../components/format.ts'
import { SessionMenu } from './session-menu.tsx'
import styles from './session-row.module.css'

/** One session. The row leads where one most likely wants to go: on with an open one, to the report of an ended one. */
export function SessionRow({ session }: { session: SessionSummary }) {
  const isOpen = session.status === 'open'
  const href = isOpen ? `/sessions/${session.id}` : `/sessions/${session.id}/report`
  return (
    <li className={styles.row} data-open={isOpen || undefined}>
      <div className={styles.words}>
        <h3 className={styles.title}>
          <Link href={href} className={styles.link}>
            {session.roleTitle}
          </Link>
        </h3>
        <p className={styles.detail}>
          <time dateTime={new Date(session.createdAt).toISOString()}>
            {capitalised(formatWhen(session.createdAt, Date.now()))}
          </time>
          <span>{describeProgress(session)}</span>
          {session.endedAt !== null && <span>{formatLength(session.endedAt - session.createdAt)}</span>}
        </p>
      </div>
      <div className={styles.actions}>
        {isOpen ? (
          <Button component={Link} href={href} size="sm">
            Continue
          </Button>
        ) : (
          <>
            <Button component={Link} href={href} size="sm" variant="default">
              Report
            </Button>
            <Button
              component={Link}
              href={`/sessions/${session.id}/replay`}
              size="sm"
              variant="subtle"
              color="gray"
              className={styles.replay}
              leftSection={<IconPlayerPlay size={16} stroke={1.6} aria-hidden="true" />}
            >
              Replay
            </Button>
          </>
        )}
        <SessionMenu session={session} />
      </div>
    </li>
  )
}

function describeProgress({ status, answeredCount, questionCount }: SessionSummary): string {
  if (status === 'open') return `Open, ${answeredCount} of ${questionCount} answered`
  const ended = status === 'left' ? 'Ended early, ' : ''
  return capitalised(`${ended}${answeredCount} of ${questionCount} answered`)
}
