import { use } from 'react'
import { Link } from 'wouter'
import { noWordsOf } from '#contract/no-words.ts'
import type { ReportTurn } from '#contract/report.ts'
import { FOLLOW_UP_WORDS } from '#contract/report-words.ts'
import { MarkedText } from './marked-text.tsx'
import type { Quote, QuoteSet } from './quotes.ts'
import { SoundContext } from './sound-context.ts'
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
          <p className={styles.speaker}>
            {SPEAKERS[turn.kind]}
            {turn.spoken && <ReplayLink turnId={turn.id} />}
          </p>
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
  if (turn.text.trim() === '') return <p className={styles.nothing}>{noWordsOf(turn)}</p>
  return (
    <div className={styles.said}>
      <MarkedText text={turn.text} quotes={quotes.filter(({ turnId }) => turnId === turn.id)} shown={shown} />
      {turn.asHeard !== null && turn.asHeard !== turn.text && <AsHeard text={turn.asHeard} />}
    </div>
  )
}

/** What the recogniser made of an answer before it was mended, on demand. */
function AsHeard({ text }: { text: string }) {
  return (
    <details className={styles.heard}>
      <summary>You mended this transcript</summary>
      <p>It was heard as: {text.trim() === '' ? 'nothing.' : `“${text.trim()}”`}</p>
    </details>
  )
}

function ReplayLink({ turnId }: { turnId: string }) {
  const href = use(SoundContext)?.replayHref(turnId, 0) ?? null
  if (href === null) return null
  return (
    <Link href={href} className={styles.replay}>
      Replay from here
    </Link>
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
