import { useEffect, useRef, useState } from 'react'
import type { Session } from '#contract/session.ts'
import { formatDuration, formatDurationWords } from '../../components/format.ts'
import type { LiveView } from '../../lib/live-view.ts'
import styles from './edge.module.css'
import { shownNow, timeLeft, timeWarning } from './question-clock.ts'

interface TimerProps {
  session: Session
  view: LiveView
  onWarning: (words: string) => void
}

/** The time left for this question; once it is over it counts on, and takes nothing away. */
export function Timer({ session, view, onWarning }: TimerProps) {
  const left = useTimeLeft(session, view)
  useWarning(left, onWarning)
  if (left === null) return null
  const isOver = left <= 0
  // Rounded so that the clock starts at the full time and reads 0:00 when it is up.
  const figures = isOver ? formatDuration(-left) : formatDuration(left + 999)
  const label = isOver ? `${formatDurationWords(-left)} over the time` : `${formatDurationWords(left + 999)} left`
  return (
    <div className={styles.timer} role="timer" aria-label={label} data-near={left <= 60_000}>
      <span className="gr-figures">{isOver ? `+${figures}` : figures}</span>
      <span className={styles.timerWords}>{isOver ? 'over; take the time you need' : 'left'}</span>
    </div>
  )
}

function useTimeLeft(session: Session, { clockOffsetMs, downSince }: LiveView): number | null {
  const [now, setNow] = useState(() => Date.now())
  const hasLimit = session.settings.timePerQuestionMs !== null
  useEffect(() => {
    if (!hasLimit) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [hasLimit])
  return timeLeft(session, shownNow(Math.max(now, 0), downSince) + clockOffsetMs)
}

function useWarning(left: number | null, onWarning: (words: string) => void): void {
  const before = useRef<number | null>(null)
  useEffect(() => {
    const warning = timeWarning(before.current, left)
    before.current = left
    if (warning !== null) onWarning(warning)
  }, [left, onWarning])
}
