import { Button } from '@mantine/core'
import { IconDownload, IconPlayerPlay, IconPrinter } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Report } from '#contract/report.ts'
import { DeleteSound, hasSound } from './delete-sound.tsx'
import styles from './report-footer.module.css'
import { Trust } from './trust.tsx'

/** What graded and what it cannot do, and the ways to take the report along. */
export function ReportFooter({ report, onChanged }: { report: Report; onChanged: () => void }) {
  const { session, questions, tokens } = report
  const path = `/api/sessions/${session.id}`
  return (
    <footer className={styles.footer}>
      <div className={styles.actions}>
        <Button component={Link} href={`/sessions/${session.id}/replay`} leftSection={<IconPlayerPlay {...ICON} />}>
          Replay
        </Button>
        <Button
          component={Link}
          href={`/sessions/${session.id}/print`}
          variant="default"
          leftSection={<IconPrinter {...ICON} />}
        >
          Print
        </Button>
        <Button
          component="a"
          href={`${path}/export.md`}
          download
          variant="default"
          leftSection={<IconDownload {...ICON} />}
        >
          Markdown
        </Button>
        <Button
          component="a"
          href={`${path}/export.json`}
          download
          variant="default"
          leftSection={<IconDownload {...ICON} />}
        >
          JSON
        </Button>
        {hasSound(report) && <DeleteSound sessionId={session.id} onDeleted={onChanged} />}
      </div>
      {questions.some(({ recording }) => recording.status === 'deleted') && (
        <p className={styles.limits} role="status">
          The sound of this interview was deleted. The transcript stays.
        </p>
      )}
      <Trust report={report} />
      {tokens.interviewer + tokens.judge > 0 && (
        <p className={styles.limits}>
          The models took about {(tokens.interviewer + tokens.judge).toLocaleString('en-GB')} tokens for this interview.
        </p>
      )}
      <p className={styles.limits}>
        The JSON holds everything{hasSound(report) && ' but the sound'} and can be brought back in{' '}
        <Link href="/sessions">Sessions</Link>, where a session is also deleted.
      </p>
    </footer>
  )
}

const ICON = { size: 17, 'aria-hidden': true } as const
