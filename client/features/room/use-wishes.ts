import { useMemo, useState } from 'react'
import { openTurn } from '#contract/fold-session.ts'
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

const NOTHING_YET = 'There is no answer yet. Write one, skip the question, or say that you do not know.'

/** Turns presses into commands. Skipping what was written and leaving ask first. */
export function useWishes(live: SessionLive): Asked {
  const [question, setQuestion] = useState<Asked['question']>(null)
  const [hintFor, setHintFor] = useState<string | null>(null)
  const wishes = useMemo(() => buildWishes(live, setQuestion, setHintFor), [live])
  const { draft } = live.getView()
  return {
    wishes,
    question,
    confirm: () => {
      setQuestion(null)
      if (question === 'skip') answer(live, 'answer:skip')
      if (question === 'end') live.send({ type: 'session:end', text: live.getView().draft?.text ?? null })
    },
    cancel: () => setQuestion(null),
    hint: draft !== null && draft.turnId === hintFor && draft.text.trim() === '' ? NOTHING_YET : '',
  }
}

function buildWishes(
  live: SessionLive,
  ask: (question: Asked['question']) => void,
  hint: (turnId: string | null) => void,
): Wishes {
  const phase = () => live.getView().session?.phase ?? null
  return {
    begin: () => live.send({ type: 'session:begin' }),
    submit: () => {
      const { draft } = live.getView()
      if (draft === null) return
      if (draft.text.trim() === '') hint(draft.turnId)
      else answer(live, 'answer:submit')
    },
    unknown: () => answer(live, 'answer:unknown'),
    skip: () => {
      if (hasText(live.getView())) ask('skip')
      else answer(live, 'answer:skip')
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
  }
}

function answer(live: SessionLive, type: 'answer:submit' | 'answer:unknown' | 'answer:skip'): void {
  const view = live.getView()
  if (view.draft === null || writableTurn(view) === null) return
  live.send({ type, turnId: view.draft.turnId, text: view.draft.text })
}

/** The turn that this tab may write in now. */
export function writableTurn({ session, draft, pen }: LiveView) {
  const turn = session === null || session.phase.name !== 'answering' ? null : openTurn(session.phase)
  return pen && draft !== null && draft.turnId === turn?.turnId && draft.closing === null ? turn : null
}

function hasText({ draft }: LiveView): boolean {
  return draft !== null && draft.text.trim() !== ''
}
