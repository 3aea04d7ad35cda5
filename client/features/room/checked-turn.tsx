import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { TranscribeAgainResponseSchema } from '#contract/http.ts'
import type { CandidateTurn, Session, Track } from '#contract/session.ts'
import { describeProblem } from '../../components/describe-problem.ts'
import { TrackPlayer } from '../../components/track-player.tsx'
import { request } from '../../lib/api.ts'
import styles from './checking.module.css'
import plain from './plain.module.css'

interface CheckedTurnProps {
  session: Session
  turn: CandidateTurn
  text: string
  /** Null in a tab that may not write. */
  onText: ((text: string) => void) | null
}

/** One answer: its transcript to mend, its sound to hear it by, and what has no transcript yet. */
export function CheckedTurn({ session, turn, text, onText }: CheckedTurnProps) {
  const id = useId()
  const tracks = session.tracks.filter((track) => track.turnId === turn.id && track.utterances.length > 0)
  const asHeard = turn.asHeard ?? turn.text
  if (turn.how !== 'submitted' && turn.text === '' && tracks.length === 0) {
    return (
      <p className={plain.note}>
        {turn.how === 'unknown' ? 'You said that you don’t know.' : 'You left this one unanswered.'}
      </p>
    )
  }
  return (
    <div className={styles.answer}>
      <textarea
        id={id}
        className={styles.field}
        aria-label="What was heard"
        value={text}
        readOnly={onText === null}
        rows={Math.max(2, Math.ceil(text.length / 72))}
        placeholder={tracks.length > 0 ? 'Nothing was heard. Write the gist here if you like.' : ''}
        onChange={(event) => onText?.(event.target.value)}
        spellCheck
      />
      {tracks.map((track, i) => (
        <TrackPlayer
          key={track.id}
          sessionId={session.id}
          trackId={track.id}
          label={tracks.length === 1 ? 'Hear this answer' : `Hear part ${i + 1} of this answer`}
        />
      ))}
      <Missing session={session} index={turn.index} tracks={tracks} />
      {text !== asHeard && (
        <button type="button" className={`${plain.way} ${styles.back}`} onClick={() => onText?.(asHeard)}>
          Back to what was heard
        </button>
      )}
    </div>
  )
}

function Missing({ session, index, tracks }: { session: Session; index: number; tracks: readonly Track[] }) {
  const again = useMutation({
    mutationFn: () =>
      request(TranscribeAgainResponseSchema, `/api/sessions/${session.id}/transcriptions/${index}`, { method: 'POST' }),
  })
  const states = tracks.flatMap((track) => track.utterances.map(({ state }) => state))
  if (states.includes('pending')) return <p className={plain.note}>Still transcribing the rest.</p>
  if (!states.some((state) => state === 'failed' || state === 'untranscribed')) return null
  return (
    <div className={styles.missing}>
      <p className={plain.note}>
        Some of what you said has no transcript. The sound is kept: hear it, and write what is missing, or have it
        transcribed.
      </p>
      <Button variant="default" size="sm" onClick={() => again.mutate()} loading={again.isPending}>
        Transcribe again
      </Button>
      {again.isError && (
        <p className={plain.note} role="alert">
          {describeProblem(again.error).message}
        </p>
      )}
    </div>
  )
}
