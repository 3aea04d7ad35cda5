import { useMemo, useState } from 'react'
import { openTurn } from '#contract/fold-parts.ts'
import type { Microphone } from '../../lib/audio/microphone.ts'
import { heardOf } from '../../lib/draft.ts'
import type { LiveView } from '../../lib/live-view.ts'
import type { SessionLive } from '../../lib/session-live.ts'
import { focusAnswer } from './focus-answer.ts'

/** What a person can wish for in the room. A wish that makes no sense at the moment does nothing. */
export interface Wishes {
  readonly begin: () => void
  readonly submit: () => void
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
  /** What waits for a second word. */
  readonly question: 'skip' | 'end' | null
  readonly confirm: () => void
  readonly cancel: () => void
  /** Why nothing was handed in; empty where there is nothing to say. */
  readonly hint: string
}

/** What a wish has to do with the microphone. */
type Recording = Pick<Microphone, 'finish' | 'resume'>

const NOTHING_YET = 'There is no answer yet. Give one, skip the question, or press “I don’t know”.'

/** Turns presses into commands. Skipping what was written and leaving ask first. */
export function useWishes(live: SessionLive, microphone: Recording | null): Asked {
  const [question, setQuestion] = useState<Asked['question']>(null)
  const [hintFor, setHintFor] = useState<string | null>(null)
  const wishes = useMemo(() => buildWishes(live, microphone, setQuestion, setHintFor), [live, microphone])
  const { draft } = live.getView()
  return {
    wishes,
    question,
    confirm: () => {
      setQuestion(null)
      if (question === 'skip') void afterLastWords(microphone, () => answer(live, 'answer:skip'))
      if (question === 'end') void afterLastWords(microphone, () => end(live))
    },
    cancel: () => setQuestion(null),
    hint: draft !== null && draft.turnId === hintFor && draft.text.trim() === '' ? NOTHING_YET : '',
  }
}

function buildWishes(
  live: SessionLive,
  microphone: Recording | null,
  ask: (question: Asked['question']) => void,
  hint: (turnId: string | null) => void,
): Wishes {
  const phase = () => live.getView().session?.phase ?? null
  return {
    begin: () => live.send({ type: 'session:begin' }),
    submit: () => {
      const { draft } = live.getView()
      if (draft === null) return
      if (draft.text.trim() === '' && !hasRecording(live.getView())) hint(draft.turnId)
      else void afterLastWords(microphone, () => submit(live))
    },
    unknown: () => void afterLastWords(microphone, () => answer(live, 'answer:unknown')),
    skip: () => {
      if (hasText(live.getView())) ask('skip')
      else void afterLastWords(microphone, () => answer(live, 'answer:skip'))
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
    end: () => ask('end'),
    hold: () => {
      const turn = writableTurn(live.getView())
      if (turn !== null) live.send({ type: 'answer:hold', turnId: turn.turnId, held: !turn.held })
    },
  }
}

/** Sends once everything that was said in the answer is on its way. Where it cannot be sent any more, the answer is recorded on. */
async function afterLastWords(microphone: Recording | null, send: () => boolean): Promise<void> {
  await microphone?.finish()
  if (!send()) microphone?.resume()
}

function hasRecording({ session, draft }: LiveView): boolean {
  return session?.tracks.some((track) => track.turnId === draft?.turnId) ?? false
}

/** Where nothing makes text of speech, what was recorded is handed in as it is. */
function submit(live: SessionLive): boolean {
  const view = live.getView()
  const track = view.session?.tracks.findLast((one) => one.turnId === view.draft?.turnId)
  const isSilent = view.draft?.text.trim() === '' && track?.recognizer.kind === 'none'
  return answer(live, 'answer:submit', isSilent ? { recordingOnly: true } : {})
}

/** @returns whether it was sent: the interview may have been paused meanwhile. */
function answer(
  live: SessionLive,
  type: 'answer:submit' | 'answer:unknown' | 'answer:skip',
  more: { recordingOnly?: true } = {},
): boolean {
  const view = live.getView()
  if (view.draft === null || writableTurn(view) === null) return false
  const { turnId, text } = view.draft
  live.send({ type, turnId, text, ...heardOf(view.draft), ...more })
  return true
}

function end(live: SessionLive): boolean {
  const { draft } = live.getView()
  live.send({ type: 'session:end', text: draft?.text ?? null, ...(draft === null ? {} : heardOf(draft)) })
  return true
}

/** The turn that this tab may write in now. */
export function writableTurn({ session, draft, pen }: LiveView) {
  const turn = session === null || session.phase.name !== 'answering' ? null : openTurn(session.phase)
  return pen && draft !== null && draft.turnId === turn?.turnId && draft.closing === null ? turn : null
}

function hasText({ draft }: LiveView): boolean {
  return draft !== null && draft.text.trim() !== ''
}
