import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { TranscribeAgainResponseSchema } from '#contract/http.ts'
import type { QuestionReport, Recording } from '#contract/report.ts'
import { gapsOf } from '#contract/report-words.ts'
import { request } from '../../lib/api.ts'
import { describeProblem } from '../describe-problem.ts'
import styles from './outcome-note.module.css'

interface RecordingNoteProps {
  report: QuestionReport
  sessionId: string
  /** Called once transcription was asked for again; not given where it cannot be, as on paper. */
  onAsked?: (() => void) | undefined
}

/** What is missing of an answer's sound or of its transcript. */
export function RecordingNote({ report, sessionId, onAsked }: RecordingNoteProps) {
  const { index, untranscribed, recording } = report
  // That the sound was deleted is said once, at the foot of the report.
  const gaps = gapsOf(recording.status === 'deleted' ? { untranscribed, recording: NO_GAP } : report)
  if (gaps.length === 0) return null
  return (
    <div className={styles.note}>
      <div className={styles.words}>
        {gaps.join(' ')}
        {untranscribed > 0 && recording.status !== 'deleted' && onAsked !== undefined && (
          <TranscribeAgain sessionId={sessionId} index={index} onAsked={onAsked} />
        )}
      </div>
    </div>
  )
}

const NO_GAP: Recording = { status: 'complete', missingMs: 0 }

function TranscribeAgain({ sessionId, index, onAsked }: { sessionId: string; index: number; onAsked: () => void }) {
  const path = `/api/sessions/${sessionId}/transcriptions/${index}`
  const again = useMutation({
    mutationFn: () => request(TranscribeAgainResponseSchema, path, { method: 'POST' }),
    onSuccess: onAsked,
  })
  return (
    <div className={styles.again}>
      <Button
        variant="default"
        leftSection={<IconRefresh size={17} aria-hidden="true" />}
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        Transcribe again
      </Button>
      {again.isSuccess && <p role="status">Transcribing. This page fills in by itself.</p>}
      {again.isError && <p role="alert">{describeProblem(again.error).message}</p>}
    </div>
  )
}
