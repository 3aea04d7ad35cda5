import { useEffect, useState } from 'react'
import type { Floor } from '#contract/speech.ts'
import styles from './speech.module.css'

const STEP_MS = 100

/** The seconds that are left before silence is taken for the end. */
export function Countdown({ floor, clockOffsetMs }: { floor: Floor; clockOffsetMs: number }) {
  const [now, setNow] = useState(() => Date.now())
  const isOn = floor.state === 'countdown'
  useEffect(() => {
    if (!isOn) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), STEP_MS)
    return () => clearInterval(timer)
  }, [isOn])
  if (floor.state !== 'countdown') return null
  const left = Math.max(0, floor.endsAt - (now + clockOffsetMs))
  const share = Math.min(1, left / floor.ms)
  return (
    <span className={styles.countdown} role="timer" aria-label={`${Math.ceil(left / 1_000)} seconds`}>
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r="15.5" className={styles.track} />
        <circle cx="18" cy="18" r="15.5" className={styles.left} pathLength={1} strokeDasharray={`${share} 1`} />
      </svg>
      <span className="gr-figures">{Math.ceil(left / 1_000)}</span>
    </span>
  )
}
