import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { type Report, ReportSchema } from '#contract/report.ts'
import { request } from '../../lib/api.ts'
import { isSettled } from './is-settled.ts'

const WHILE_CHANGING_MS = 1_000
/** Transcribing again takes seconds; after this long nothing more is expected. */
const WATCH_MS = 60_000

/** The report of an ended session, fetched again every second while anything in it is being graded or transcribed. */
export function useReport(sessionId: string) {
  const queries = useQueryClient()
  const asked = useRef<{ report: Report; at: number } | null>(null)
  const query = useQuery({
    queryKey: ['report', sessionId],
    queryFn: ({ signal }) => request(ReportSchema, `/api/sessions/${sessionId}/report`, { signal }),
    // Another tab may have changed it: what is chosen or called wrong there shows here.
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return false
      const since = asked.current
      const isWatched = since !== null && Date.now() - since.at < WATCH_MS && !isSettled(since.report, data)
      const isGraded = data.counts.grading > 0 || data.questions.some(({ regrading }) => regrading)
      return isWatched || isGraded ? WHILE_CHANGING_MS : false
    },
  })
  /** Something was asked for that changes the report: grading or transcribing again, deleting the sound. */
  const onChanged = () => {
    asked.current = query.data === undefined ? null : { report: query.data, at: Date.now() }
    queries.removeQueries({ queryKey: ['events', sessionId] })
    queries.removeQueries({ queryKey: ['tracks', sessionId] })
    void query.refetch()
  }
  return { ...query, onChanged }
}
