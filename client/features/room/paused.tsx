import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { formatDay, formatTime, formatWhen } from '../../components/format.ts'
import styles from './paused.module.css'

interface PausedProps {
  by: 'candidate' | 'away'
  /** Epoch ms of this device. */
  since: number
  /** Null in a tab that may not write. */
  onResume: (() => void) | null
  onEnd: () => void
}

/** The clock stands still. What was written is above; going on is one key away. */
export function Paused({ by, since, onResume, onEnd }: PausedProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    button.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={styles.paused}>
      <p className={styles.words}>
        <strong>Paused.</strong>{' '}
        {by === 'away'
          ? `You were away, so the clock has stood still since ${moment(since)}. Your answer so far is here.`
          : 'The clock stands still and your answer so far is saved. You can close this page and come back another day.'}
      </p>
      {onResume !== null && (
        <div className={styles.actions}>
          <Button ref={button} size="md" onClick={onResume}>
            Go on
          </Button>
          <Button size="md" variant="subtle" color="gray" className={styles.end} onClick={onEnd}>
            End interview
          </Button>
        </div>
      )}
    </div>
  )
}

function moment(at: number): string {
  const now = Date.now()
  return formatDay(at, now) === 'today' ? formatTime(at) : formatWhen(at, now)
}
