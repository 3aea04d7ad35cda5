import { ActionIcon, NativeSelect } from '@mantine/core'
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
} from '@tabler/icons-react'
import type { Report } from '#contract/report.ts'
import { formatDuration } from '../../components/format.ts'
import type { PlacedTrack } from './placed-tracks.ts'
import styles from './player-bar.module.css'
import { SeekBar } from './seek-bar.tsx'
import { findCurrentQuestion, findJump, type Timeline } from './timeline.ts'
import { type Player, SPEEDS } from './use-player.ts'

interface PlayerBarProps {
  tracks: readonly PlacedTrack[]
  player: Player
  timeline: Timeline
  report: Report | null
}

/** The controls of the replay, at the foot of the window. */
export function PlayerBar({ player, timeline, tracks, report }: PlayerBarProps) {
  const { positionMs, playing, speed, toggle, seek, setSpeed } = player
  const current = findCurrentQuestion(timeline, positionMs)
  return (
    <section className={styles.bar} aria-label="Playback">
      <div className={styles.inside}>
        <div className={styles.line}>
          <span className={styles.time}>{formatDuration(positionMs)}</span>
          <SeekBar player={player} timeline={timeline} tracks={tracks} />
          <span className={styles.time}>{formatDuration(timeline.durationMs)}</span>
        </div>
        <div className={styles.row}>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={styles.step}
            aria-label="Question before"
            onClick={() => seek(findJump(timeline, positionMs, -1))}
          >
            <IconPlayerSkipBackFilled size={18} />
          </ActionIcon>
          <ActionIcon className={styles.play} radius="xl" aria-label={playing ? 'Pause' : 'Play'} onClick={toggle}>
            {playing ? <IconPlayerPauseFilled size={22} /> : <IconPlayerPlayFilled size={22} />}
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={styles.step}
            aria-label="Next question"
            onClick={() => seek(findJump(timeline, positionMs, 1))}
          >
            <IconPlayerSkipForwardFilled size={18} />
          </ActionIcon>
          <NativeSelect
            className={styles.jump}
            aria-label="Go to a question"
            value={current?.index ?? ''}
            onChange={(event) => {
              const index = Number(event.currentTarget.value)
              seek(timeline.questions.find((question) => question.index === index)?.positionMs ?? 0)
            }}
            data={[
              ...(current === null ? [{ value: '', label: 'Go to …' }] : []),
              ...timeline.questions.map(({ index }) => ({ value: `${index}`, label: nameOf(report, index) })),
            ]}
          />
          <NativeSelect
            className={styles.speed}
            aria-label="Speed"
            value={speed}
            onChange={(event) => setSpeed(SPEEDS.find((other) => `${other}` === event.currentTarget.value) ?? 1)}
            data={SPEEDS.map((each) => ({ value: `${each}`, label: `${each}×` }))}
          />
        </div>
      </div>
    </section>
  )
}

function nameOf(report: Report | null, index: number): string {
  const competency = report?.questions.find((question) => question.index === index)?.competency
  return competency === undefined ? `Question ${index + 1}` : `${index + 1}. ${competency}`
}
