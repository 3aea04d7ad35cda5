import { UnstyledButton } from '@mantine/core'
import { useMemo, useState } from 'react'
import { openTurn } from '#contract/fold-parts.ts'
import type { Session } from '#contract/session.ts'
import type { MicrophoneView } from '../../lib/audio/microphone.ts'
import type { LiveView } from '../../lib/live-view.ts'
import type { SessionLive } from '../../lib/session-live.ts'
import { Actions, Rephrase } from './actions.tsx'
import { Announcer, questionWords } from './announcer.tsx'
import { Answer } from './answer.tsx'
import { Banner } from './banner.tsx'
import { Edge } from './edge.tsx'
import { Paused } from './paused.tsx'
import styles from './room.module.css'
import { useRoomKeys } from './room-keys.ts'
import { HoldToSpeak } from './speech/hold-to-speak.tsx'
import { SpeechBar, Unheard } from './speech/speech-bar.tsx'
import { type SpokenRoom, useMicrophone } from './speech/use-spoken.ts'
import { VoiceControls } from './speech/voice-controls.tsx'
import { Stage } from './stage.tsx'
import { buildStage } from './stage-words.ts'
import { TranscriptPanel } from './transcript-panel.tsx'
import { Unfinished } from './unfinished.tsx'
import { useTranscriptOpen } from './use-transcript-open.ts'
import type { Asked } from './use-wishes.ts'
import { writableTurn } from './writable-turn.ts'

interface OpenQuestionProps {
  live: SessionLive
  view: LiveView
  session: Session
  asked: Asked
  offline: boolean
  saidBefore: number
  room: SpokenRoom
}

/** One question at a time: the question, the answer, and at the edge the rest. */
export function OpenQuestion({ live, view, session, asked, offline, saidBefore, room }: OpenQuestionProps) {
  const [isFocusMode, setFocusMode] = useState(false)
  const [isTranscriptOpen, setTranscriptOpen] = useTranscriptOpen()
  const [warning, setWarning] = useState('')
  const { wishes } = asked
  const isPaused = session.phase.name === 'paused'
  useRoomKeys(
    useMemo(
      () => ({
        onSubmit: isPaused ? wishes.resume : wishes.submit,
        onPause: isPaused ? wishes.resume : wishes.pause,
        onTranscript: () => setTranscriptOpen((open) => !open),
        onFocusMode: () => setFocusMode((on) => !on),
        onHold: wishes.hold,
        onMicrophone: () => toggle(room),
        onTalk: (isDown: boolean) => room.spoken?.microphone.push(isDown),
        onRepeat: () => room.spoken?.speaker.repeat(),
        onLeaveFocusMode: () => setFocusMode(false),
      }),
      [isPaused, wishes, setTranscriptOpen, room],
    ),
  )
  const stage = buildStage(session, view.spoken)
  if (stage === null) return null
  const turn = writableTurn(view)
  // Who types by now still waits for the words of what was said before.
  const isFinishing = view.pen && (openTurn(session.phase)?.finishing ?? null) !== null
  const showsTranscript = isTranscriptOpen && !isFocusMode
  return (
    <div className={styles.open} data-focus-mode={isFocusMode} data-spoken={room.isWanted}>
      <Announcer words={questionWords(stage, session.settings.questionCount)} />
      <Announcer words={warning} />
      {isFocusMode ? (
        <UnstyledButton className={styles.leaveFocus} onClick={() => setFocusMode(false)}>
          Leave focus
        </UnstyledButton>
      ) : (
        <Edge
          session={session}
          index={stage.index}
          view={view}
          offline={offline}
          transcriptOpen={isTranscriptOpen}
          onToggleTranscript={() => setTranscriptOpen((open) => !open)}
          onFocusMode={() => setFocusMode(true)}
          onWarning={setWarning}
        />
      )}
      <div className={styles.body} data-panel={showsTranscript}>
        <div className={styles.column}>
          <section className={styles.scene} aria-labelledby="question">
            <Stage stage={stage} modelSpeaks={session.interviewer.kind === 'model'} saidBefore={saidBefore} />
            <div className={styles.asking} data-edge>
              {room.spoken !== null && <VoiceControls spoken={room.spoken} />}
              {room.isWanted && !isPaused && (
                <Rephrase wishes={wishes} disabled={turn === null} rephrase={rephraseOf(session)} />
              )}
            </div>
            {view.draft !== null && (
              <Answer
                isSpoken={room.isWanted}
                draft={view.draft}
                label={view.pen ? 'Your answer' : 'The answer, written in another tab'}
                onType={turn === null ? null : live.type}
              />
            )}
            {room.isWanted && <Unheard live={live} view={view} onSubmitRecording={wishes.submitRecording} />}
            <p role="status" className={styles.hint}>
              {asked.hint}
            </p>
          </section>
          <div className={styles.bar}>
            <div className={styles.barInner}>
              <Banner live={live} view={view} offline={offline} />
              {!isPaused && (
                <div className={styles.floor}>
                  {(room.isWanted || isFinishing) && <SpeechBar live={live} view={view} room={room} />}
                  {room.isWanted && room.spoken !== null && <HoldToSpeak spoken={room.spoken} />}
                  <Unfinished live={live} />
                </div>
              )}
              <Bar view={view} session={session} asked={asked} room={room} />
            </div>
          </div>
        </div>
        {showsTranscript && <TranscriptPanel session={session} onClose={() => setTranscriptOpen(false)} />}
      </div>
    </div>
  )
}

interface BarProps {
  view: LiveView
  session: Session
  asked: Asked
  room: SpokenRoom
}

function toggle(room: SpokenRoom): void {
  if (room.isWanted && room.spoken?.microphone.getView().state === 'on') room.type()
  else room.speak()
}

const rephraseOf = ({ phase }: Session) => (phase.name === 'answering' ? phase.rephrase : 'none')

function speakingIn({ phase }: Session, room: SpokenRoom, mic: MicrophoneView): 'off' | 'stopped' | 'on' | 'held' {
  if (!room.isWanted) return 'off'
  if (mic.state !== 'on') return 'stopped'
  return phase.name === 'answering' && phase.held ? 'held' : 'on'
}

function Bar({ view, session, asked: { wishes, isClosing }, room }: BarProps) {
  const mic = useMicrophone(room)
  const { phase } = session
  if (phase.name === 'paused') {
    return (
      <Paused
        by={phase.by}
        since={phase.since - view.clockOffsetMs}
        onResume={view.pen ? wishes.resume : null}
        onEnd={wishes.end}
      />
    )
  }
  if (!view.pen) return null
  return (
    <Actions
      wishes={wishes}
      disabled={isClosing || writableTurn(view) === null}
      busy={isClosing || (view.draft !== null && view.draft.closing !== null)}
      rephrase={rephraseOf(session)}
      speaking={speakingIn(session, room, mic)}
      onMicrophone={() => toggle(room)}
    />
  )
}
