import { memo, type ReactNode, useEffect, useRef } from 'react'
import { openTurn } from '#contract/fold-parts.ts'
import type { CandidateTurn, Session, Turn } from '#contract/session.ts'
import type { Moment } from './moment.ts'
import { SpokenWords } from './spoken-words.tsx'
import styles from './stage.module.css'

interface StageProps {
  session: Session
  playing: boolean
  /** Null where nothing was spoken. */
  moment: Moment | null
  /** An answer that had been taken goes on. */
  goesOn: boolean
}

/** The question that is being played, and the answer as it is given. */
export const Stage = memo(function Stage({ session, playing, moment, goesOn }: StageProps) {
  const question = session.questions.at(-1)
  const turns = question === undefined ? [] : session.turns.filter(({ index }) => index === question.index)
  return (
    <section className={styles.stage} aria-label="The interview">
      <p className={styles.place}>{placeOf(session)}</p>
      {turns.map((turn, i) => (
        <Said key={turn.id} turn={turn} isFirst={i === 0} session={session} moment={moment} />
      ))}
      <OpenAnswer session={session} playing={playing} moment={moment} />
      <p className={styles.phase}>{goesOn ? 'You were not finished: the answer goes on.' : phaseWords(session)}</p>
    </section>
  )
})

interface SaidProps {
  turn: Turn
  isFirst: boolean
  session: Session
  moment: Moment | null
}

function Said({ turn, isFirst, session, moment }: SaidProps) {
  if (turn.speaker === 'candidate') {
    return (
      <div className={styles.answer}>
        <Words turnId={turn.id} written={turn.text} session={session} moment={moment} />
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

interface WordsProps {
  turnId: string
  written: string
  session: Session
  moment: Moment | null
  caret?: (shown: number) => ReactNode
}

function Words({ turnId, written, session, moment, caret }: WordsProps) {
  if (moment !== null && session.tracks.some((track) => track.turnId === turnId)) {
    const common = { turnId, written, session, moment, caret }
    return <SpokenWords {...common} className={styles.words} />
  }
  if (written === '' && caret === undefined) return null
  return (
    <p className={styles.words} data-empty={written === ''}>
      {written}
      {caret?.(written.length)}
    </p>
  )
}

const HOW_WORDS: Record<CandidateTurn['how'], string> = {
  submitted: '',
  unknown: 'You said that you do not know.',
  skipped: 'You skipped it.',
  left: 'Here you left.',
}

function OpenAnswer({ session, playing, moment }: Omit<StageProps, 'goesOn'>) {
  const turn = openTurn(session.phase)
  if (turn === null) return null
  return (
    <div className={styles.answer}>
      <Words
        turnId={turn.turnId}
        written={turn.draft}
        session={session}
        moment={moment}
        caret={(shown) => <Caret shown={shown} playing={playing} />}
      />
    </div>
  )
}

/** Stands where the answer goes on. */
function Caret({ shown, playing }: { shown: number; playing: boolean }) {
  const caret = useRef<HTMLSpanElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret moves when the answer grows
  useEffect(() => {
    const element = caret.current
    if (!playing || element === null) return
    const { top } = element.getBoundingClientRect()
    // Follows the words, but does not pull back somebody who has scrolled away.
    const isNear = top > 0 && top < window.innerHeight + 80
    if (isNear) element.scrollIntoView({ block: 'nearest' })
  }, [shown, playing])

  return <span ref={caret} className={styles.caret} data-still={!playing} aria-hidden="true" />
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
    case 'checking':
      return 'The transcript is being read.'
    case 'feedback':
      return 'The question is closed.'
    case 'ended':
      return phase.how === 'completed' ? 'The interview is over.' : 'You ended the interview here.'
    default:
      return phase satisfies never
  }
}
