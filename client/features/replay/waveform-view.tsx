import { useElementSize } from '@mantine/hooks'
import { memo, useMemo } from 'react'
import type { PlacedTrack } from './placed-tracks.ts'
import type { Timeline } from './timeline.ts'
import { buildWaveform } from './waveform.ts'
import styles from './waveform-view.module.css'

const BAR_PX = 2
const HEIGHT = 100
/** Silence is still a line. */
const LEAST = 3

interface WaveformViewProps {
  timeline: Timeline
  tracks: readonly PlacedTrack[]
  /** 0 to 1. */
  played: number
}

/** The sound of the replay as bars. For the eye alone: the slider in front of it is the control. */
export function WaveformView({ timeline, tracks, played }: WaveformViewProps) {
  const { ref, width } = useElementSize()
  const count = Math.floor(width / BAR_PX)
  const path = useMemo(() => drawBars(buildWaveform(timeline, tracks, count)), [timeline, tracks, count])
  return (
    <div ref={ref} className={styles.waveform} aria-hidden="true">
      {count > 0 && (
        <>
          <Bars path={path} count={count} />
          <div className={styles.played} style={{ clipPath: `inset(0 ${100 - played * 100}% 0 0)` }}>
            <Bars path={path} count={count} />
          </div>
        </>
      )}
    </div>
  )
}

const Bars = memo(function Bars({ path, count }: { path: string; count: number }) {
  return (
    <svg className={styles.bars} viewBox={`0 0 ${count} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
})

/** Speech is mostly far from the loudest sample; the root brings out what is quiet. */
function drawBars(bars: readonly number[]): string {
  return bars
    .map((peak, i) => {
      const height = peak === 0 ? 0 : Math.max(LEAST, Math.sqrt(peak) * HEIGHT)
      return height === 0 ? '' : `M${i + 0.5} ${(HEIGHT - height) / 2}v${height}`
    })
    .join('')
}
