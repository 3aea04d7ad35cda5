import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { EventsResponseSchema, TracksResponseSchema } from '#contract/http.ts'
import { type Report, ReportSchema } from '#contract/report.ts'
import type { WireEvent } from '#contract/session-event.ts'
import { NotEnded } from '../../components/not-ended.tsx'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { ApiError, request } from '../../lib/api.ts'
import { buildRecording } from './recording.ts'
import { ReplayView } from './replay-view.tsx'

/** A session played back as it happened, at /sessions/:id/replay. */
export function ReplayPage({ sessionId }: { sessionId: string }) {
  const path = `/api/sessions/${sessionId}`
  const events = useQuery({
    queryKey: ['events', sessionId],
    queryFn: ({ signal }) => request(EventsResponseSchema, `${path}/events`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  // Says what each answer earned. The replay runs without it.
  const report = useQuery({
    queryKey: ['report', sessionId],
    queryFn: ({ signal }) => request(ReportSchema, `${path}/report`, { signal }),
  })
  if (events.data !== undefined) return <Loaded log={events.data.events} report={report.data ?? null} />
  if (events.isPending) return <Waiting for="the replay" />
  if (events.error instanceof ApiError && events.error.wire.code === 'not_ended')
    return (
      <NotEnded sessionId={sessionId} title="Replay">
        It can be played back once it has ended.
      </NotEnded>
    )
  return <Problem error={events.error} title="No replay" headingLevel={1} onRetry={() => void events.refetch()} />
}

function Loaded({ log, report }: { log: readonly WireEvent[]; report: Report | null }) {
  const recording = useMemo(() => buildRecording(log), [log])
  const search = useSearch()
  const { id, tracks, audioDeleted } = recording.today
  const sound = useQuery({
    queryKey: ['tracks', id],
    queryFn: ({ signal }) => request(TracksResponseSchema, `/api/sessions/${id}/tracks`, { signal }),
    enabled: tracks.length > 0 && !audioDeleted,
  })
  return <ReplayView recording={recording} report={report} onDisk={sound.data?.tracks ?? null} search={search} />
}
