import { useEffect, useRef } from 'react'
import type { CandidateTurn, Session, Turn } from '#contract/session.ts'
import styles from './transcript.module.css'

const HOW: Record<CandidateTurn['how'], string> = {
  submitted: '',
  unknown: 'You said that you do not know.',
  skipped: 'You skipped it.',
  left: 'Here you left.',
}

/** What was said so far, by question, the newest at the end. */
export function Transcript({ session }: { session: Session }) {
  const end = useRef<HTMLDivElement>(null)
  const count = session.turns.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn moves the end
  useEffect(() => {
    const box = end.current?.parentElement
    box?.scrollTo({ top: box.scrollHeight })
  }, [count])
  const asked = session.questions.filter(({ index }) => session.turns.some((turn) => turn.index === index))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what has the focus
    <section className={styles.transcript} tabIndex={0} aria-label="Transcript so far">
      {asked.length === 0 && <p className={styles.empty}>What is said stands here.</p>}
      {asked.map(({ index }) => (
        <section key={index} className={styles.question}>
          <h2 className={styles.heading}>Question {index + 1}</h2>
          {session.turns
            .filter((turn) => turn.index === index)
            .map((turn) => (
              <Said key={turn.id} turn={turn} />
            ))}
        </section>
      ))}
      <div ref={end} />
    </section>
  )
}

function Said({ turn }: { turn: Turn }) {
  const isOwn = turn.speaker === 'candidate'
  const words = !isOwn && turn.lead !== '' ? `${turn.lead} ${turn.text}` : turn.text
  return (
    <div className={styles.turn} data-speaker={turn.speaker}>
      <p className={styles.speaker}>{isOwn ? 'You' : 'Interviewer'}</p>
      {words !== '' && <p className={styles.words}>{words}</p>}
      {isOwn && HOW[turn.how] !== '' && <p className={styles.how}>{HOW[turn.how]}</p>}
    </div>
  )
}
