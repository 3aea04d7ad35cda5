import { memo, useEffect, useRef } from 'react'
import { openTurn } from '#contract/fold-session.ts'
import type { CandidateTurn, Session, Turn } from '#contract/session.ts'
import styles from './stage.module.css'

interface StageProps {
  session: Session
  playing: boolean
}

/** The question that is being played, and the answer as it is typed. */
export const Stage = memo(function Stage({ session, playing }: StageProps) {
  const question = session.questions.at(-1)
  const turns = question === undefined ? [] : session.turns.filter(({ index }) => index === question.index)
  return (
    <section className={styles.stage} aria-label="The interview">
      <p className={styles.place}>{placeOf(session)}</p>
      {turns.map((turn, i) => (
        <Said key={turn.id} turn={turn} isFirst={i === 0} />
      ))}
      <Typing session={session} playing={playing} />
      <p className={styles.phase}>{phaseWords(session)}</p>
    </section>
  )
})

function Said({ turn, isFirst }: { turn: Turn; isFirst: boolean }) {
  if (turn.speaker === 'candidate') {
    return (
      <div className={styles.answer}>
        {turn.text !== '' && <p className={styles.words}>{turn.text}</p>}
        {HOW_WORDS[turn.how] !== '' && <p className={styles.how}>{HOW_WORDS[turn.how]}</p>}
      </div>
    )
  }
  return (
    <div>
      {turn.lead !== '' && <p className={styles.lead}>{turn.lead}</p>}
      <p className={isFirst ? styles.question : styles.followUp}>{turn.text}</p>
    </div>
  )
}

const HOW_WORDS: Record<CandidateTurn['how'], string> = {
  submitted: '',
  unknown: 'You said that you do not know.',
  skipped: 'You skipped it.',
  left: 'Here you left.',
}

function Typing({ session, playing }: { session: Session; playing: boolean }) {
  const turn = openTurn(session.phase)
  const caret = useRef<HTMLSpanElement>(null)
  const draft = turn?.draft

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret moves when the draft does
  useEffect(() => {
    const element = caret.current
    if (!playing || element === null) return
    const { top } = element.getBoundingClientRect()
    // Follows the words, but does not pull back somebody who has scrolled away.
    const isNear = top > 0 && top < window.innerHeight + 80
    if (isNear) element.scrollIntoView({ block: 'nearest' })
  }, [draft, playing])

  if (turn === null) return null
  return (
    <div className={styles.answer}>
      <p className={styles.words} data-empty={turn.draft === ''}>
        {turn.draft}
        <span ref={caret} className={styles.caret} data-still={!playing} aria-hidden="true" />
      </p>
    </div>
  )
}

function placeOf({ questions, drawn, settings }: Session): string {
  const all = drawn?.questions.length ?? settings.questionCount
  const last = questions.at(-1)
  return last === undefined ? 'Before the first question' : `Question ${last.index + 1} of ${all}`
}

function phaseWords({ phase }: Session): string {
  switch (phase.name) {
    case 'ready':
      return 'The interview is about to begin.'
    case 'asking':
      return phase.what === 'question' ? 'The next question is on its way.' : 'The interviewer considers what you said.'
    case 'answering':
      return ''
    case 'paused':
      return phase.by === 'candidate' ? 'You had paused here.' : 'You were away here.'
    case 'feedback':
      return 'The question is closed.'
    case 'ended':
      return phase.how === 'completed' ? 'The interview is over.' : 'You ended the interview here.'
    default:
      return phase satisfies never
  }
}
