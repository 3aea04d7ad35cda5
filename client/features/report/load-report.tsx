import type { ReactNode } from 'react'
import type { Report } from '#contract/report.ts'
import { NotEnded } from '../../components/not-ended.tsx'
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
  if (report.error instanceof ApiError && report.error.wire.code === 'not_ended')
    return (
      <NotEnded sessionId={sessionId} title="Report">
        The report is written when it has ended. Everything you said so far is saved.
      </NotEnded>
    )
  return <Problem error={report.error} title="No report" headingLevel={1} onRetry={() => void report.refetch()} />
}
