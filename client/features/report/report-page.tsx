import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { Link } from 'wouter'
import { letterOf } from '#contract/letter-words.ts'
import type { Report } from '#contract/report.ts'
import { judgesInWords } from '#contract/report-words.ts'
import { formatCount, formatDateTime, formatLength } from '../../components/format.ts'
import { KeysHelp } from '../../components/keys-help.tsx'
import { Page } from '../../components/page.tsx'
import { SoundProvider } from '../../components/question-report/sound-provider.tsx'
import { CriteriaChart } from './criteria-chart.tsx'
import { HowYouSpoke } from './how-you-spoke.tsx'
import { LoadReport } from './load-report.tsx'
import { PractiseNext } from './practise-next.tsx'
import { Questions } from './questions.tsx'
import { ReportFooter } from './report-footer.tsx'
import styles from './report-page.module.css'

const KEYS = [
  { keys: ['J'], does: 'Next question' },
  { keys: ['K'], does: 'Previous question' },
  { keys: ['E'], does: 'Open or close all questions' },
]

/** The report of a session, at /sessions/:id/report. */
export function ReportPage({ sessionId }: { sessionId: string }) {
  return (
    <LoadReport sessionId={sessionId}>
      {(report, onChanged) => <ReportView report={report} onChanged={onChanged} />}
    </LoadReport>
  )
}

function ReportView({ report, onChanged }: { report: Report; onChanged: () => void }) {
  const { session, counts } = report
  return (
    <Page
      title={session.roleTitle}
      intro={<Intro report={report} />}
      actions={
        <Button
          component={Link}
          href={`/sessions/${session.id}/replay`}
          variant="default"
          leftSection={<IconPlayerPlay size={17} aria-hidden="true" />}
        >
          Replay
        </Button>
      }
    >
      <div className={styles.sections}>
        <section className={styles.opening} aria-label="In short">
          <p className={styles.letter}>{letterOf(report).join(' ')}</p>
          {counts.grading > 0 && (
            <p className={styles.grading} role="status">
              Grading {formatCount(counts.grading, 'answer')}. This page fills in by itself.
            </p>
          )}
        </section>
        {report.questions.length === 0 && (
          <Button component={Link} href="/" className={styles.again}>
            Choose a role and start again
          </Button>
        )}
        <PractiseNext report={report} />
        <CriteriaChart report={report} />
        <HowYouSpoke report={report} />
        <SoundProvider sessionId={session.id} questions={report.questions}>
          <Questions report={report} onChanged={onChanged} />
        </SoundProvider>
        <ReportFooter report={report} onChanged={onChanged} />
        <KeysHelp keys={KEYS} />
      </div>
    </Page>
  )
}

function Intro({ report }: { report: Report }) {
  const { createdAt, endedAt } = report.session
  const judges = judgesInWords(report)
  return (
    <>
      Interview of {formatDateTime(createdAt)}
      {endedAt !== null && ` · ${formatLength(endedAt - createdAt)}`}
      {judges !== '' && <span className={styles.judge}>Graded by {judges}</span>}
    </>
  )
}
