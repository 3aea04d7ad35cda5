import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { CandidateTurn, InterviewerTurn, Session } from '#contract/session.ts'
import type { SessionLive } from '../../lib/session-live.ts'
import { Quiet } from './actions.tsx'
import { CheckedTurn } from './checked-turn.tsx'
import styles from './checking.module.css'
import { Unfinished } from './unfinished.tsx'
import { useMends } from './use-mends.ts'
import { useView } from './use-session-live.ts'
import type { Wishes } from './use-wishes.ts'

interface CheckingProps {
  live: SessionLive
  session: Session
  indexes: readonly number[]
  wishes: Wishes
}

/** What was heard, to be read and mended before it is graded. The question stands above it and nothing else of the bank. */
export function Checking({ live, session, indexes, wishes }: CheckingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const view = useView(live)
  const { textOf, mend, save } = useMends(live, answersOf(session, indexes))
  const isTranscribing = session.tracks.some(
    (track) => indexes.includes(track.index) && track.utterances.some(({ state }) => state === 'pending'),
  )
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [])
  const confirm = () => {
    save()
    live.send({ type: 'transcript:confirm', indexes: [...indexes] })
  }
  return (
    <>
      <div className={styles.checking}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          Is this what you said?
        </h1>
        <p className={styles.intro}>
          Mend what was misheard, and leave the rest as you said it. It is graded as it stands here; what was heard is
          kept beside it.
        </p>
        {indexes.map((index) => (
          <section key={index} className={styles.question} aria-label={`Question ${index + 1}`}>
            {turnsOf(session, index).map((turn) =>
              turn.speaker === 'interviewer' ? (
                <Asked key={turn.id} turn={turn} />
              ) : (
                <CheckedTurn
                  key={turn.id}
                  session={session}
                  turn={turn}
                  text={textOf(turn)}
                  onText={view.pen ? (text) => mend(turn.id, text) : null}
                />
              ),
            )}
          </section>
        ))}
      </div>
      {view.pen && (
        <div className={styles.bar}>
          <div className={styles.actions}>
            <Button
              size="md"
              onClick={confirm}
              loading={view.pending.has('transcript:confirm')}
              disabled={isTranscribing}
            >
              {isTranscribing ? 'Transcribing' : 'That is what I said'}
            </Button>
            <Unfinished live={live} />
            <Quiet
              onClick={() => {
                save()
                wishes.end()
              }}
            >
              End interview
            </Quiet>
          </div>
        </div>
      )}
    </>
  )
}

function Asked({ turn }: { turn: InterviewerTurn }) {
  return (
    <p className={styles.asked} data-kind={turn.kind}>
      {turn.text}
    </p>
  )
}

function turnsOf(session: Session, index: number) {
  return session.turns.filter((turn) => turn.index === index)
}

function answersOf(session: Session, indexes: readonly number[]): CandidateTurn[] {
  return session.turns.filter(
    (turn): turn is CandidateTurn => turn.speaker === 'candidate' && indexes.includes(turn.index),
  )
}
