import type { KeyboardEvent } from 'react'
import { formatDuration, formatDurationWords } from '../../components/format.ts'
import type { PlacedTrack } from './placed-tracks.ts'
import styles from './seek-bar.module.css'
import { findCurrentQuestion, type Timeline } from './timeline.ts'
import type { Player } from './use-player.ts'
import { STEP_MS } from './use-replay-keys.ts'
import { WaveformView } from './waveform-view.tsx'

const PAGE_MS = 30_000

interface SeekBarProps {
  player: Player
  timeline: Timeline
  /** Where they sound, their waveform lies behind the line. */
  tracks: readonly PlacedTrack[]
}

/** The playhead on its line, with a mark where each question was asked. */
export function SeekBar({ player, timeline, tracks }: SeekBarProps) {
  const { positionMs, seek } = player
  const { durationMs, questions } = timeline
  const share = (ms: number) => (durationMs === 0 ? 0 : ms / durationMs)
  const current = findCurrentQuestion(timeline, positionMs)

  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    seek(positionMs + by)
  }

  return (
    <div className={styles.line} data-sound={tracks.length > 0}>
      {tracks.length > 0 && <WaveformView timeline={timeline} tracks={tracks} played={share(positionMs)} />}
      <input
        type="range"
        className={styles.range}
        style={{ '--played': `${share(positionMs) * 100}%` } as React.CSSProperties}
        min={0}
        max={Math.max(1, Math.round(durationMs))}
        step={1}
        value={Math.round(positionMs)}
        onChange={(event) => seek(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
        aria-label="Position"
        aria-valuetext={`${formatDurationWords(positionMs)}${current === null ? '' : `, question ${current.index + 1}`}`}
      />
      <div className={styles.marks} aria-hidden="true">
        {questions.map(({ index, positionMs: at }) => (
          <span
            key={index}
            className={styles.mark}
            style={{ left: `${share(at) * 100}%` }}
            title={`Question ${index + 1}, ${formatDuration(at)}`}
          />
        ))}
      </div>
    </div>
  )
}

const STEPS: Record<string, number> = {
  ArrowLeft: -STEP_MS,
  ArrowDown: -STEP_MS,
  ArrowRight: STEP_MS,
  ArrowUp: STEP_MS,
  PageDown: -PAGE_MS,
  PageUp: PAGE_MS,
}
