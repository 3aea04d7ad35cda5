import { Button, Switch } from '@mantine/core'
import { IconPlayerPlayFilled } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { TracksResponse } from '#contract/http.ts'
import type { Report } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'
import { capitalised, formatDateTime, formatDurationWords, numberWord } from '../../components/format.ts'
import { KeysHelp } from '../../components/keys-help.tsx'
import { Page } from '../../components/page.tsx'
import { Earlier } from './earlier.tsx'
import { MissingSound } from './missing-sound.tsx'
import { describeManner, hasJustReopened } from './moment.ts'
import { listSpeech, placeTracks } from './placed-tracks.ts'
import { PlayerBar } from './player-bar.tsx'
import { type Recording, sessionAfter } from './recording.ts'
import styles from './replay-view.module.css'
import { Stage } from './stage.tsx'
import { findStart } from './start-at.ts'
import { buildTimeline, countAt, positionAt, SHORTENED_PAUSE_MS, sessionTimeAt } from './timeline.ts'
import { usePlayer } from './use-player.ts'
import { REPLAY_KEYS, useReplayKeys } from './use-replay-keys.ts'

interface ReplayViewProps {
  recording: Recording
  report: Report | null
  /** The sound that there is; null while that is not known. */
  onDisk: TracksResponse['tracks'] | null
  /** What the address asks to begin with, such as `turn=t4&at=120`. */
  search: string
}

/** The replay of a recording: options, the stage, what came before, and the player's controls. */
export function ReplayView({ recording, report, onDisk, search }: ReplayViewProps) {
  const [skipsPauses, setSkipsPauses] = useState(true)
  const [explains, setExplains] = useState(true)
  const { today } = recording
  const startAt = recording.events[0]?.at ?? 0
  const timeline = useMemo(
    () => buildTimeline(recording.events, skipsPauses ? SHORTENED_PAUSE_MS : null, listSpeech(today.tracks, startAt)),
    [recording, skipsPauses, today, startAt],
  )
  const tracks = useMemo(() => placeTracks(today.tracks, onDisk ?? [], startAt), [today, onDisk, startAt])
  const [startMs] = useState(() => findStart(recording, search) ?? 0)
  const player = usePlayer(timeline, { sessionId: today.id, tracks, startMs })
  useReplayKeys(player, timeline)
  const count = countAt(timeline, player.positionMs)
  const session = useSession(recording, count)
  const { createdAt, role, id } = session
  const sessionMs = sessionTimeAt(timeline, player.positionMs)
  const moment =
    today.tracks.length === 0
      ? null
      : { sessionMs, startAt, today, seekTo: (ms: number) => player.seek(positionAt(timeline, ms)) }

  return (
    <div className={styles.view} data-sound={tracks.length > 0}>
      <Page
        title={role.title}
        intro={`Replay of ${formatDateTime(createdAt)}`}
        actions={
          <Button component={Link} href={`/sessions/${id}/report`} variant="default">
            Report
          </Button>
        }
      >
        {player.positionMs === 0 && !player.playing ? (
          <Opening session={today} durationMs={timeline.durationMs} onPlay={player.toggle} />
        ) : (
          <Stage
            session={session}
            playing={player.playing}
            moment={moment}
            goesOn={hasJustReopened(recording, count, sessionMs)}
          />
        )}
        <MissingSound session={today} onDisk={onDisk} failed={player.soundFailed} />
        <div className={styles.options}>
          <Switch
            checked={skipsPauses}
            onChange={(event) => setSkipsPauses(event.currentTarget.checked)}
            label="Skip long pauses"
            description={pauseWords(skipsPauses, timeline.leftOutMs)}
          />
          <Switch
            checked={explains}
            onChange={(event) => setExplains(event.currentTarget.checked)}
            label="Show what it earned"
            description="Marks and why a follow-up was asked, once a question is closed"
          />
        </div>
        <Earlier session={session} report={report} explains={explains} />
        <div className={styles.keys}>
          <KeysHelp keys={REPLAY_KEYS} />
        </div>
        <PlayerBar player={player} timeline={timeline} tracks={tracks} report={report} />
      </Page>
    </div>
  )
}

function pauseWords(skips: boolean, leftOutMs: number): string {
  if (!skips) return 'Original timing'
  if (leftOutMs < 1_000) return 'There is none over two seconds'
  return `None is longer than two seconds: ${formatDurationWords(leftOutMs)} left out`
}

/** Before the first moment: how much there is to see. */
function Opening({ session, durationMs, onPlay }: { session: Session; durationMs: number; onPlay: () => void }) {
  const count = session.drawn?.questions.length ?? session.settings.questionCount
  return (
    <section className={styles.opening}>
      <p className={styles.length}>
        {capitalised(numberWord(count))} {count === 1 ? 'question' : 'questions'}, {formatDurationWords(durationMs)}, as
        it was {describeManner(session)}.
      </p>
      <Button size="lg" onClick={onPlay} leftSection={<IconPlayerPlayFilled size={18} aria-hidden="true" />}>
        Play from the start
      </Button>
    </section>
  )
}

/** The session after `count` events, folded on from the state of the last render where that is nearer. */
function useSession(recording: Recording, count: number): Session {
  const last = useRef<{ recording: Recording; session: Session } | null>(null)
  return useMemo(() => {
    const from = last.current?.recording === recording ? last.current.session : undefined
    const session = from?.seq === count ? from : sessionAfter(recording, count, from)
    last.current = { recording, session }
    return session
  }, [recording, count])
}
