import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Report } from '#contract/report.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { ApiError } from '../../lib/api.ts'
import { useReport } from './use-report.ts'

interface LoadReportProps {
  sessionId: string
  /** `onChanged`: something was asked for that changes it. */
  children: (report: Report, onChanged: () => void) => ReactNode
}

/** Fetches the report and shows what there is instead of it while there is none. */
export function LoadReport({ sessionId, children }: LoadReportProps) {
  const report = useReport(sessionId)
  if (report.data !== undefined) return children(report.data, report.onChanged)
  if (report.isPending) return <Waiting for="your report" />
  if (report.error instanceof ApiError && report.error.wire.code === 'not_ended') return <NotEnded id={sessionId} />
  return <Problem error={report.error} title="No report" onRetry={() => void report.refetch()} />
}

function NotEnded({ id }: { id: string }) {
  return (
    <Page title="Report" narrow>
      <EmptyState
        title="This interview is still going on"
        action={
          <Button component={Link} href={`/sessions/${id}`}>
            Back to the room
          </Button>
        }
      >
        The report is written when it has ended. Everything you said so far is saved.
      </EmptyState>
    </Page>
  )
}
