import { openTurn } from '#contract/fold-parts.ts'
import type { Session, Track } from '#contract/session.ts'
import { MAX_ANSWER_LENGTH, type NewSessionEvent } from '#contract/session-event.ts'
import { MAX_UTTERANCE_LENGTH, SAMPLE_RATE, type Span, type SpokenWord } from '#contract/speech.ts'
import type { Transcription } from '../ports.ts'
import { isEcho } from './is-echo.ts'
import { reopenBySpeech } from './reopen-turn.ts'

/**
 * Recognised words as events. Where they go on with an answer that silence had ended, the answer is open again first.
 * @param voiceBeganAt when the interviewer's voice was first heard after that answer; null where it was not.
 */
export function completeUtterance(
  session: Session,
  track: Track,
  span: Span,
  heard: Transcription,
  voiceBeganAt: number | null,
): NewSessionEvent[] {
  const text = heard.text.trim().slice(0, MAX_UTTERANCE_LENGTH)
  const isOwn = text !== '' && !isEcho(session, track, span, text)
  const reopened = !isOwn ? null : reopenBySpeech(session, track, span, voiceBeganAt)
  const before = reopened?.text ?? textOfTurn(session, track.turnId)
  const words = heard.words === null ? null : placeWords(heard.words, span)
  const utterance: NewSessionEvent = {
    type: 'utterance_recognized',
    trackId: track.id,
    span,
    text,
    words: words ?? estimateWords(text, span),
    timing: words === null ? 'estimated' : 'measured',
    // What the microphone picked up from the loudspeaker stays in the log and out of the answer.
    inserted: isOwn ? joinTo(before, text) : '',
  }
  return reopened === null ? [utterance] : [reopened, utterance]
}

function textOfTurn(session: Session, turnId: string): string {
  const open = openTurn(session.phase)
  if (open?.turnId === turnId) return open.draft
  return session.turns.find((turn) => turn.id === turnId)?.text ?? ''
}

/** What an answer of the greatest length cannot hold stays in the log alone. */
function joinTo(before: string, text: string): string {
  const inserted = text === '' || before === '' || /\s$/.test(before) ? text : ` ${text}`
  return before.length + inserted.length > MAX_ANSWER_LENGTH ? '' : inserted
}

function placeWords(words: NonNullable<Transcription['words']>, span: Span): SpokenWord[] {
  const toSample = (ms: number) =>
    Math.min(span.toSample, Math.max(span.fromSample, span.fromSample + Math.round((ms * SAMPLE_RATE) / 1_000)))
  return words.map(({ text, fromMs, toMs }) => ({ text, fromSample: toSample(fromMs), toSample: toSample(toMs) }))
}

/** Words over the stretch, each as long as its letters are many. */
export function estimateWords(text: string, { fromSample, toSample }: Span): SpokenWord[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const letters = words.reduce((sum, word) => sum + word.length + 1, 0)
  const share = (toSample - fromSample) / Math.max(1, letters)
  let at = 0
  return words.map((word) => {
    const from = fromSample + Math.round(at * share)
    at += word.length + 1
    return { text: word.slice(0, 200), fromSample: from, toSample: fromSample + Math.round(at * share) }
  })
}
