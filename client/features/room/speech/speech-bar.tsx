import { useEffect, useState } from 'react'
import { openTurn } from '#contract/fold-parts.ts'
import type { LiveView } from '../../../lib/live-view.ts'
import type { Spoken } from '../../../lib/open-spoken.ts'
import type { SessionLive } from '../../../lib/session-live.ts'
import type { SpeakerNotice } from '../../../lib/speech/speaker-state.ts'
import plain from '../plain.module.css'
import { Countdown } from './countdown.tsx'
import { LevelMeter } from './level-meter.tsx'
import styles from './speech.module.css'
import { describeSpeech, recognizerWords } from './speech-words.ts'
import { type SpokenRoom, useMicrophone, useSpeaker } from './use-spoken.ts'

interface SpeechBarProps {
  live: SessionLive
  view: LiveView
  room: SpokenRoom
}

/** Where the floor is: listening, thinking, a countdown, the interviewer; and what to do where the microphone gives nothing. */
export function SpeechBar({ live, view, room }: SpeechBarProps) {
  const mic = useMicrophone(room)
  const speaker = useSpeaker(room.spoken)
  const { tone, words, detail } = describeSpeech(view, mic, speaker?.turnKey != null)
  useKeysThatStop(live, view)
  const quiet = recognizerWords(mic)
  const notice = useNotice(room.spoken)
  return (
    <div className={styles.bar} data-tone={tone}>
      <div className={styles.line}>
        {tone === 'countdown' ? (
          <Countdown floor={view.floor} clockOffsetMs={view.clockOffsetMs} />
        ) : (
          room.spoken !== null && mic.state === 'on' && <LevelMeter microphone={room.spoken.microphone} />
        )}
        <p className={styles.words} role="status">
          <strong>{words}</strong> {detail !== '' && <span className={styles.detail}>{detail}</span>}
        </p>
      </div>
      {mic.interim !== '' && <p className={styles.interim}>{mic.interim}</p>}
      {quiet !== '' && <p className={plain.note}>{quiet}</p>}
      {notice !== '' && (
        <p className={plain.note} role="status">
          {notice}
        </p>
      )}
      {room.hasFailed && <p className={plain.note}>Speaking could not be loaded here. You can type your answer.</p>}
    </div>
  )
}

const NOTICES: Readonly<Record<SpeakerNotice, string>> = {
  browser_voice: 'The voice that is set up does not answer: your browser reads the questions from now on.',
  text_only: 'Nothing here can read the questions aloud at the moment. They stand on the screen.',
  needs_click: 'Your browser plays no sound before you press something. Press “Say it again” to hear the question.',
}

function useNotice(spoken: Spoken | null): string {
  const [notice, setNotice] = useState<SpeakerNotice | null>(null)
  useEffect(() => spoken?.onNotice(setNotice), [spoken])
  return notice === null ? '' : NOTICES[notice]
}

interface UnheardProps {
  live: SessionLive
  view: LiveView
  onSubmitRecording: () => void
}

/** What has no transcript although it was said: below the answer, where its words would stand. */
export function Unheard({ live, view, onSubmitRecording }: UnheardProps) {
  const open = view.session === null ? null : openTurn(view.session.phase)
  if (open === null || view.session === null || !view.pen) return null
  const failed = view.session.tracks.some(
    (track) => track.turnId === open.turnId && track.utterances.some((one) => one.state === 'failed'),
  )
  if (!failed && !open.nothingHeard) return null
  const { turnId } = open
  return (
    <div ref={intoSight} className={styles.unheard} role="alert">
      <p className={plain.note}>
        {failed
          ? 'Some of what you said could not be transcribed. The sound is kept: try again now or from the report, or type the gist.'
          : 'No words were understood. The sound is kept: say it again, type the gist, or hand in the recording as it is.'}
      </p>
      <div className={styles.ways}>
        {failed && (
          <button type="button" className={plain.way} onClick={() => live.send({ type: 'speech:retry', turnId })}>
            Transcribe again
          </button>
        )}
        {view.draft?.text.trim() === '' && (
          <button type="button" className={plain.way} onClick={onSubmitRecording}>
            Hand in the recording
          </button>
        )}
      </div>
    </div>
  )
}

const intoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })

/** Any key while the countdown runs stops it; what the key does otherwise it does too. */
function useKeysThatStop(live: SessionLive, { floor, session }: LiveView): void {
  const turnId = session === null ? null : (openTurn(session.phase)?.turnId ?? null)
  const isOn = floor.state === 'countdown' && turnId !== null
  useEffect(() => {
    if (!isOn || turnId === null) return
    const stop = () => live.signal({ type: 'floor:touch', turnId })
    window.addEventListener('keydown', stop)
    window.addEventListener('pointerdown', stop)
    return () => {
      window.removeEventListener('keydown', stop)
      window.removeEventListener('pointerdown', stop)
    }
  }, [isOn, live, turnId])
}
