import { useQuery } from '@tanstack/react-query'
import { ReportSchema } from '#contract/report.ts'
import { request } from '../../lib/api.ts'

const WHILE_GRADING_MS = 1_000

/** The report of an ended session, fetched again every second while anything in it is being graded. */
export function useReport(sessionId: string) {
  return useQuery({
    queryKey: ['report', sessionId],
    queryFn: ({ signal }) => request(ReportSchema, `/api/sessions/${sessionId}/report`, { signal }),
    refetchInterval: ({ state }) => ((state.data?.counts.grading ?? 0) > 0 ? WHILE_GRADING_MS : false),
  })
}
