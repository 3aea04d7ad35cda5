import { memo } from 'react'
import type { TracksResponse } from '#contract/http.ts'
import type { Session } from '#contract/session.ts'
import { describeMissingSound } from './describe-missing-sound.ts'
import styles from './missing-sound.module.css'

interface MissingSoundProps {
  session: Session
  onDisk: TracksResponse['tracks'] | null
  /** The browser could not play some of it. */
  failed: boolean
}

/** What cannot be heard in this replay, and why. */
export const MissingSound = memo(function MissingSound({ session, onDisk, failed }: MissingSoundProps) {
  const lines = describeMissingSound(session, onDisk)
  return (
    <div className={styles.missing} role="status">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {failed && <p>Some of the sound could not be played. The words go on without it.</p>}
    </div>
  )
})
