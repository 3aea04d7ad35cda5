import { Button } from '@mantine/core'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Session } from '#contract/session.ts'
import { formatCount, formatDurationWords } from '../../components/format.ts'
import styles from './ready.module.css'

const MicCheck = lazy(() => import('./speech/mic-check.tsx').then((m) => ({ default: m.MicCheck })))

interface ReadyProps {
  session: Session
  /** Null in a tab that may not write. */
  onBegin: (() => void) | null
  busy: boolean
}

/** The moment before: what it is, what will happen, and one button. */
export function Ready({ session, onBegin, busy }: ReadyProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    button.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={styles.ready}>
      <p className={styles.eyebrow}>Mock interview</p>
      <h1 className={styles.title}>{session.role.title}</h1>
      <p className={styles.outline}>{outline(session)}</p>
      <ul className={styles.what}>
        {expectations(session).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {onBegin !== null && isSpoken(session) && (
        <Suspense fallback={null}>
          <MicCheck />
        </Suspense>
      )}
      {onBegin !== null && (
        <div className={styles.actions}>
          <Button ref={button} size="lg" onClick={onBegin} loading={busy}>
            Begin
          </Button>
          <span className={styles.hint}>The first question comes at once.</span>
        </div>
      )}
      <p className={styles.engines}>{engines(session)}</p>
    </div>
  )
}

function outline({ settings }: Session): string {
  const questions = formatCount(settings.questionCount, 'question')
  return settings.timePerQuestionMs === null
    ? `${questions}, no clock.`
    : `${questions}, ${formatDurationWords(settings.timePerQuestionMs)} for each.`
}

const isSpoken = ({ settings }: Session) => settings.speech.answer === 'spoken'

function expectations(session: Session): string[] {
  const { settings } = session
  return [
    'The interviewer asks one thing at a time, and may ask up to two follow-ups about what you said.',
    isSpoken(session)
      ? 'You speak, and can type at any moment. Everything is kept as you say it, so a reload or another day goes on where you were.'
      : 'You type, and can speak at any moment. Every word is saved as you write it, so a reload, another tab or another day goes on where you were.',
    ...(isSpoken(session) ? [endWords(session)] : []),
    settings.timePerQuestionMs === null
      ? 'Take the time you need. You can pause, skip, or ask for a question in other words.'
      : 'When the time is over the clock counts on, and nothing is taken away. You can pause, skip, or ask for a question in other words.',
    settings.feedback === 'each' ? 'Feedback comes after each question.' : 'Feedback comes at the end.',
  ]
}

function endWords({ settings: { speech } }: Session): string {
  return speech.handsFree
    ? 'You are never cut off: silence ends an answer only where it sounds finished, and after a countdown that any word stops.'
    : 'You are never cut off: an answer ends when you press “I’m done”.'
}

function engines({ interviewer, judge }: Session): string {
  const asks = interviewer.kind === 'model' ? `Asked by ${interviewer.model}` : 'Asked by the built-in interviewer'
  return `${asks}, ${judge.kind === 'model' ? `graded by ${judge.model}` : 'graded by word matching'}.`
}
