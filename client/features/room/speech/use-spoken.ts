import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { SessionId } from '#contract/ids.ts'
import type { Session } from '#contract/session.ts'
import type { MicrophoneView } from '../../../lib/audio/microphone.ts'
import type { LiveView } from '../../../lib/live-view.ts'
import type { Spoken } from '../../../lib/open-spoken.ts'
import { enginesQuery } from '../../../lib/queries.ts'
import type { SessionLive } from '../../../lib/session-live.ts'
import type { SpeakerView } from '../../../lib/speech/speaker.ts'
import { createSpokenLoader, type SpokenLoaderView } from '../../../lib/spoken-loader.ts'
import { buildStage } from '../stage-words.ts'

/** Speaking in this room. */
export interface SpokenRoom extends SpokenLoaderView {
  readonly isWanted: boolean
  /** From here on answers are spoken: call it from a press. */
  readonly speak: () => void
  /** From here on answers are typed. */
  readonly type: () => void
}

/** Speech is loaded when the session is a spoken one or the person wants to speak. */
export function useSpoken(live: SessionLive, view: LiveView, sessionId: SessionId): SpokenRoom {
  const [loader] = useState(createSpokenLoader)
  const loaded = useSyncExternalStore(loader.subscribe, loader.getView)
  const { spoken } = loaded
  const speech = view.session?.settings.speech
  const isEnded = view.session?.phase.name === 'ended'
  const isWanted = speech?.answer === 'spoken' && view.pen && !isEnded
  // Once there it stays: sound that was recorded before somebody went on typing is still on its way.
  const isNeeded = useSticky(isWanted || hasOpenTracks(view))
  const engines = useQuery({ ...enginesQuery, enabled: isNeeded })

  useEffect(() => {
    const own = engines.data
    if (!isNeeded || own === undefined) return
    return loader.load(async () => {
      const { openSpoken } = await import('../../../lib/open-spoken.ts')
      return openSpoken(live, sessionId, own)
    })
  }, [isNeeded, engines.data, live, sessionId, loader])

  useReading(spoken, isWanted, view)

  const speak = useCallback(() => {
    const settings = live.getView().session?.settings.speech
    if (settings !== undefined && settings.answer !== 'spoken') {
      live.send({ type: 'speech:configure', speech: { ...settings, answer: 'spoken' } })
    }
    loader.start()
  }, [live, loader])

  const type = useCallback(() => {
    const settings = live.getView().session?.settings.speech
    void loader.stop().then(() => {
      if (settings !== undefined) live.send({ type: 'speech:configure', speech: { ...settings, answer: 'typed' } })
    })
    spoken?.speaker.stop()
  }, [live, loader, spoken])

  const hasFailed = loaded.hasFailed || engines.isError
  return { ...loaded, hasFailed, isStarting: loaded.isStarting && !hasFailed, isWanted, speak, type }
}

/** True from the first time on. */
function useSticky(now: boolean): boolean {
  const [isSet, set] = useState(now)
  if (now && !isSet) set(true)
  return isSet || now
}

/** An earlier load of this page may have left sound behind. */
function hasOpenTracks({ session, pen }: LiveView): boolean {
  return pen && session?.tracks.some((track) => track.closed === null) === true
}

const LOOK_AGAIN_MS = 200
/** Sound that has not gone out by then goes with the next visit. */
const PATIENCE_MS = 15_000

/** Whether sound is still on its way after the interview has ended; the way on waits for it, though not for ever. */
export function useIsSending(spoken: Spoken | null, isEnded: boolean): boolean {
  const [isSending, setSending] = useState(true)
  useEffect(() => {
    if (!isEnded) return
    const until = Date.now() + PATIENCE_MS
    const look = () => setSending(spoken !== null && spoken.countUnsent() > 0 && Date.now() < until)
    look()
    const timer = setInterval(look, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [spoken, isEnded])
  return spoken !== null && isEnded && isSending
}

/** Gives the interviewer's words to the voice as they come; those that stood there when it was not wanted can be repeated. */
function useReading(spoken: Spoken | null, isWanted: boolean, { session, spoken: words }: LiveView): void {
  /** What was there before: undefined until the session is known, null for nothing. */
  const seen = useRef<string | null | undefined>(undefined)
  useEffect(() => {
    if (session === null) return
    const turn = findReadable(session, words)
    // The voice itself comes later than the first question where the line is slow.
    if (seen.current === undefined || !isWanted) seen.current = turn?.said ? turn.key : null
    if (spoken === null || !isWanted) return
    if (turn === null) {
      if (session.phase.name !== 'ready' && session.phase.name !== 'asking') spoken.speaker.stop()
    } else if (turn.key === seen.current) spoken.speaker.known(turn.key, turn.text)
    else spoken.speaker.words(turn.key, turn.text, turn.said)
  }, [spoken, isWanted, session, words])
}

function findReadable(session: Session, spoken: string): { key: string; text: string; said: boolean } | null {
  const words = buildStage(session, spoken)?.words ?? null
  if (words === null) return null
  const { lead, text, said, place } = words
  const turn = said ? session.turns[place] : undefined
  return { key: turn?.id ?? `t${session.turnCount + 1}`, text: lead === '' ? text : `${lead} ${text}`, said }
}

const OFF: MicrophoneView = {
  state: 'off',
  problem: null,
  isRecording: false,
  isSpeaking: false,
  interim: '',
  recognizer: 'none',
  recognizerProblem: null,
}
const nothing = () => () => undefined

const STARTING: MicrophoneView = { ...OFF, state: 'starting' }

export function useMicrophone({ spoken, isStarting }: Pick<SpokenLoaderView, 'spoken' | 'isStarting'>): MicrophoneView {
  const before = isStarting ? STARTING : OFF
  return useSyncExternalStore(spoken?.microphone.subscribe ?? nothing, () => spoken?.microphone.getView() ?? before)
}

export function useSpeaker(spoken: Spoken | null): SpeakerView | null {
  return useSyncExternalStore(spoken?.speaker.subscribe ?? nothing, () => spoken?.speaker.getView() ?? null)
}
