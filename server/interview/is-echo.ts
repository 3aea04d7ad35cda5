import type { InterviewerTurn, Session, Track } from '#contract/session.ts'
import { SAMPLE_RATE, type Span } from '#contract/speech.ts'

/** A voice reads no question for longer than this. */
const READ_WITHIN_MS = 30_000
/** Fewer words in a row may be anybody's. */
const MIN_WORDS = 4

/**
 * Whether these words are the interviewer's own, come back through the microphone while they were read aloud: a loudspeaker without
 * echo cancellation. A candidate who repeats the question later, or in other words, is not taken for one.
 */
export function isEcho(session: Session, track: Track, span: Span, text: string): boolean {
  const words = toWords(text)
  if (words.length < MIN_WORDS) return false
  const spokeAt = track.startedAt + (span.fromSample * 1_000) / SAMPLE_RATE
  const said = session.turns.findLast(
    (turn): turn is InterviewerTurn => turn.speaker === 'interviewer' && turn.committedAt <= spokeAt,
  )
  if (said === undefined || spokeAt - said.committedAt > READ_WITHIN_MS) return false
  return ` ${toWords(`${said.lead} ${said.text}`).join(' ')} `.includes(` ${words.join(' ')} `)
}

function toWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
