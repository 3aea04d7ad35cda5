import type { Recording } from '#contract/delivery.ts'
import { gapsOf } from '#contract/delivery-words.ts'
import { TranscribeAgainResponseSchema } from '#contract/http.ts'
import type { QuestionReport } from '#contract/report.ts'
import { AskAgain } from './ask-again.tsx'
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
          <AskAgain
            label="Transcribe again"
            path={`/api/sessions/${sessionId}/transcriptions/${index}`}
            answer={TranscribeAgainResponseSchema}
            asked="Transcribing. This page fills in by itself."
            onAsked={onAsked}
          />
        )}
      </div>
    </div>
  )
}

const NO_GAP: Recording = { status: 'complete', missingMs: 0 }
