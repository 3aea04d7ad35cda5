import type { ReportTurn } from '#contract/report.ts'
import { FOLLOW_UP_WORDS } from '#contract/report-words.ts'
import { MarkedText } from './marked-text.tsx'
import type { Quote, QuoteSet } from './quotes.ts'
import { insteadOfWords } from './spoken-by.ts'
import styles from './transcript.module.css'

interface TranscriptProps {
  turns: readonly ReportTurn[]
  quotes: readonly Quote[]
  shown: QuoteSet | 'both'
}

/** What was said to one question, in order, with the person's words marked where they earned something. */
export function Transcript({ turns, quotes, shown }: TranscriptProps) {
  return (
    <ol className={styles.turns}>
      {turns.map((turn) => (
        <li key={turn.id} className={styles.turn} data-speaker={turn.speaker}>
          <p className={styles.speaker}>{SPEAKERS[turn.kind]}</p>
          {turn.speaker === 'candidate' ? (
            <Answer turn={turn} quotes={quotes} shown={shown} />
          ) : (
            <InterviewerWords turn={turn} />
          )}
        </li>
      ))}
    </ol>
  )
}

const SPEAKERS: Record<ReportTurn['kind'], string> = {
  question: 'Interviewer',
  follow_up: 'Follow-up',
  rephrase: 'In other words',
  answer: 'You',
}

function Answer({ turn, quotes, shown }: { turn: ReportTurn } & Omit<TranscriptProps, 'turns'>) {
  if (turn.text.trim() === '') return <p className={styles.nothing}>No words here.</p>
  return (
    <div className={styles.said}>
      <MarkedText text={turn.text} quotes={quotes.filter(({ turnId }) => turnId === turn.id)} shown={shown} />
    </div>
  )
}

function InterviewerWords({ turn: { lead, text, followUp, by } }: { turn: ReportTurn }) {
  const instead = insteadOfWords(by)
  return (
    <>
      <p className={styles.asked}>{lead === '' ? text : `${lead} ${text}`}</p>
      {followUp !== null && (
        <p className={styles.why}>
          {FOLLOW_UP_WORDS[followUp.because]}: {followUp.point}
          {followUp.citing !== null && <> It took up “{followUp.citing.text.trim()}”.</>}
        </p>
      )}
      {instead !== null && <p className={styles.why}>{instead}</p>}
    </>
  )
}
