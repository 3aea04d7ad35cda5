import { useEffect, useLayoutEffect } from 'react'
import { Link } from 'wouter'
import { letterOf } from '#contract/letter-words.ts'
import type { Report } from '#contract/report.ts'
import { judgesInWords } from '#contract/report-words.ts'
import { formatDateTime } from '../../components/format.ts'
import { QuestionReportView } from '../../components/question-report/question-report.tsx'
import { CriteriaChart } from './criteria-chart.tsx'
import { HowYouSpoke } from './how-you-spoke.tsx'
import { LoadReport } from './load-report.tsx'
import { PractiseNext } from './practise-next.tsx'
import styles from './print-page.module.css'
import { Trust } from './trust.tsx'

/** The whole report on paper, at /sessions/:id/print. In light colours whatever the screen wears. */
export function PrintPage({ sessionId }: { sessionId: string }) {
  useLightPaper()
  return <LoadReport sessionId={sessionId}>{(report) => <Paper report={report} />}</LoadReport>
}

/** Puts the page in light colours while it is shown; a print with backgrounds would come out black otherwise. */
function useLightPaper() {
  useLayoutEffect(() => {
    const root = document.documentElement
    const before = root.getAttribute(SCHEME)
    root.setAttribute(SCHEME, 'light')
    return () => root.setAttribute(SCHEME, before ?? 'light')
  }, [])
}

const SCHEME = 'data-mantine-color-scheme'

function Paper({ report }: { report: Report }) {
  const { session, questions } = report
  const judges = judgesInWords(report)
  useEffect(() => {
    document.title = `${session.roleTitle}, ${formatDateTime(session.createdAt)} · Greenroom`
  }, [session])
  return (
    <div className={styles.paper}>
      <p className={styles.bar}>
        <button type="button" className={styles.button} onClick={() => window.print()}>
          Print
        </button>
        <Link href={`/sessions/${session.id}/report`} className={styles.back}>
          Back to the report
        </Link>
      </p>
      <header className={styles.head}>
        <p className={styles.facts}>
          Greenroom · {formatDateTime(session.createdAt)}
          {judges !== '' && ` · graded by ${judges}`}
        </p>
        <h1 className={styles.title}>{session.roleTitle}</h1>
        <p className={styles.letter}>{letterOf(report).join(' ')}</p>
      </header>
      <PractiseNext report={report} />
      <CriteriaChart report={report} />
      <HowYouSpoke report={report} open />
      {questions.map((question) => (
        <section key={question.index} id={`question-${question.index + 1}`} className={styles.question}>
          <p className={styles.number}>Question {question.index + 1}</p>
          <QuestionReportView report={question} sessionId={session.id} level={2} open />
        </section>
      ))}
      <footer>
        <Trust report={report} />
      </footer>
    </div>
  )
}
