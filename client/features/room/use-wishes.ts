import { useMemo, useState } from 'react'
import type { TurnId } from '#contract/ids.ts'
import { heardOf } from '../../lib/draft.ts'
import type { LiveView } from '../../lib/live-view.ts'
import type { SessionLive } from '../../lib/session-live.ts'
import { createClose, type Recording } from './close-answer.ts'
import { focusAnswer } from './focus-answer.ts'
import { writableTurn } from './writable-turn.ts'

/** What a person can wish for in the room. A wish that makes no sense at the moment does nothing. */
export interface Wishes {
  readonly begin: () => void
  readonly submit: () => void
  /** What was recorded counts as the answer, without its words. */
  readonly submitRecording: () => void
  readonly unknown: () => void
  readonly skip: () => void
  readonly rephrase: () => void
  readonly pause: () => void
  readonly resume: () => void
  readonly next: () => void
  readonly end: () => void
  /** Asks for a moment, or goes on. */
  readonly hold: () => void
}

export interface Asked {
  readonly wishes: Wishes
  /** Whether the answer is being closed and waits for its last words. */
  readonly isClosing: boolean
  /** What waits for a second word. */
  readonly question: 'skip' | 'end' | null
  readonly confirm: () => void
  readonly cancel: () => void
  /** Why nothing was handed in; empty where there is nothing to say. */
  readonly hint: string
}

/** What waits for a second word, and which answer it is about. */
interface Asking {
  readonly question: 'skip' | 'end'
  readonly turnId: TurnId | null
}

const NOTHING_YET = 'There is no answer yet. Give one, skip the question, or press “I don’t know”.'

/** Turns presses into commands. Skipping what was written and leaving ask first. */
export function useWishes(live: SessionLive, microphone: Recording | null): Asked {
  const [asking, setAsking] = useState<Asking | null>(null)
  const [hintFor, setHintFor] = useState<string | null>(null)
  const [closing, setClosing] = useState<TurnId | null>(null)
  const { wishes, close } = useMemo(
    () => buildWishes(live, createClose(live, microphone, setClosing), setAsking, setHintFor),
    [live, microphone],
  )
  const { draft } = live.getView()
  const question = asking?.question ?? null
  return {
    wishes,
    isClosing: closing !== null && closing === draft?.turnId,
    question,
    confirm: () => {
      setAsking(null)
      // What was asked about may be over: silence took it, and another question is there that nobody has read yet.
      if (question === 'skip' && writableTurn(live.getView())?.turnId === asking?.turnId) close('answer:skip')
      if (question === 'end') void end(live, microphone)
    },
    cancel: () => setAsking(null),
    hint: draft !== null && draft.turnId === hintFor && draft.text.trim() === '' ? NOTHING_YET : '',
  }
}

function buildWishes(
  live: SessionLive,
  close: ReturnType<typeof createClose>,
  ask: (asking: Asking) => void,
  hint: (turnId: string | null) => void,
) {
  const phase = () => live.getView().session?.phase ?? null
  const wishes: Wishes = {
    begin: () => live.send({ type: 'session:begin' }),
    submit: () => {
      const { draft } = live.getView()
      if (draft === null) return
      if (draft.text.trim() === '' && !hasRecording(live.getView())) hint(draft.turnId)
      else close('answer:submit', hasNothingButSound(live.getView()) ? { recordingOnly: true } : {})
    },
    submitRecording: () => close('answer:submit', { recordingOnly: true }),
    unknown: () => close('answer:unknown'),
    skip: () => {
      const view = live.getView()
      if (hasText(view)) ask({ question: 'skip', turnId: view.draft?.turnId ?? null })
      else close('answer:skip')
    },
    rephrase: () => {
      const turn = writableTurn(live.getView())
      if (turn?.rephrase !== 'none') return
      live.send({ type: 'question:rephrase', turnId: turn.turnId })
      focusAnswer()
    },
    pause: () => {
      if (writableTurn(live.getView()) !== null) live.send({ type: 'session:pause' })
    },
    resume: () => {
      if (phase()?.name === 'paused') live.send({ type: 'session:resume' })
    },
    next: () => {
      const now = phase()
      const isPressed = live.getView().pending.has('question:next')
      if (now?.name === 'feedback' && !isPressed) live.send({ type: 'question:next', index: now.index })
    },
    end: () => ask({ question: 'end', turnId: null }),
    hold: () => {
      const turn = writableTurn(live.getView())
      if (turn !== null) live.send({ type: 'answer:hold', turnId: turn.turnId, held: !turn.held })
    },
  }
  return { wishes, close }
}

async function end(live: SessionLive, microphone: Recording | null): Promise<void> {
  await microphone?.finish()
  const { draft } = live.getView()
  live.send({ type: 'session:end', text: draft?.text ?? null, ...(draft === null ? {} : heardOf(draft)) })
}

function hasRecording({ session, draft }: LiveView): boolean {
  return session?.tracks.some((track) => track.turnId === draft?.turnId) ?? false
}

/** Where nothing makes text of speech, what was recorded is handed in as it is. */
function hasNothingButSound({ session, draft }: LiveView): boolean {
  const track = session?.tracks.findLast((one) => one.turnId === draft?.turnId)
  return draft?.text.trim() === '' && track?.recognizer.kind === 'none'
}

function hasText({ draft }: LiveView): boolean {
  return draft !== null && draft.text.trim() !== ''
}
