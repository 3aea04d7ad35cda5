import { useEffect, useRef } from 'react'
import type { Microphone } from '../../../lib/audio/microphone.ts'
import styles from './speech.module.css'

const BARS = [0.12, 0.28, 0.45, 0.62, 0.8]

/** How loud the microphone is. Seen, not announced; moved without a render, some times a second. */
export function LevelMeter({ microphone }: { microphone: Pick<Microphone, 'onLevel'> }) {
  const meter = useRef<HTMLSpanElement>(null)
  useEffect(
    () =>
      microphone.onLevel((level) => {
        const bars = meter.current?.children ?? []
        for (const [i, bar] of [...bars].entries()) {
          bar.setAttribute('data-on', String(level >= (BARS[i] ?? 1)))
        }
      }),
    [microphone],
  )
  return (
    <span ref={meter} className={styles.meter} aria-hidden="true">
      {BARS.map((bar) => (
        <span key={bar} />
      ))}
    </span>
  )
}
