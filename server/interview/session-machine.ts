import { tracksOf } from '#contract/fold-speech.ts'
import type { OpenTurn, Session } from '#contract/session.ts'
import { MAX_ANSWER_LENGTH, type NewSessionEvent } from '#contract/session-event.ts'
import type { Command } from '#contract/socket.ts'
import { AppError } from '../errors.ts'
import { confirmCheck, type Deciding, goOn, leave, open, takeAnswer } from './close-question.ts'
import { findUnheard, getOpenTurn } from './open-turn.ts'
import { reopenByHand } from './reopen-turn.ts'
import {
  closeTrack,
  configureSpeech,
  correctTranscript,
  detectSpeech,
  hasPending,
  hold,
  interruptVoice,
  loseAudio,
  openTrack,
  recognizeSpeech,
  retryTranscription,
  type SpeechFacts,
} from './speech-machine.ts'

/**
 * What a command comes to: events, none where the wish is fulfilled already.
 * @throws AppError with a public message; nothing has changed then.
 */
export function decide(session: Session, command: Command, deciding: Deciding & SpeechFacts): NewSessionEvent[] {
  const { phase } = session
  switch (command.type) {
    case 'session:begin':
      return phase.name === 'ready' ? [open(session, 0)] : []
    case 'draft:splice':
      return spliceDraft(getOpenTurn(phase, command.turnId), command)
    case 'draft:copy':
      return copyDraft(getOpenTurn(phase, command.turnId), command)
    case 'answer:submit':
      return submit(session, command, deciding)
    case 'answer:unknown':
      return close(session, command, 'unknown', deciding)
    case 'answer:skip':
      return close(session, command, 'skipped', deciding)
    case 'question:rephrase':
      return rephrase(getOpenTurn(phase, command.turnId))
    case 'question:next':
      return next(session, command.index)
    case 'session:pause':
      if (phase.name === 'answering') return [{ type: 'session_paused', by: 'candidate', since: deciding.now }]
      if (phase.name === 'paused') return []
      throw new AppError('wrong_phase', 'You can pause while a question is open.')
    case 'session:resume':
      return phase.name === 'paused' ? [{ type: 'session_resumed' }] : []
    case 'session:end':
      return end(session, command)
    case 'transcript:confirm':
      return confirmCheck(session, command.indexes)
    default:
      return decideSpeech(session, command, deciding)
  }
}

function decideSpeech(session: Session, command: SpeechCommand, facts: Deciding & SpeechFacts): NewSessionEvent[] {
  switch (command.type) {
    case 'answer:reopen':
      return reopenByHand(session, command, facts.now)
    case 'answer:hold':
      return hold(getOpenTurn(session.phase, command.turnId), command.held)
    case 'speech:configure':
      return configureSpeech(session, command.speech)
    case 'track:open':
      return openTrack(session, command, facts)
    case 'track:close':
      return closeTrack(session, command, facts)
    case 'track:lost':
      return loseAudio(session, command)
    case 'speech:detect':
      return detectSpeech(session, command)
    case 'speech:recognize':
      return recognizeSpeech(session, command, facts)
    case 'speech:retry':
      return retryTranscription(session, getOpenTurn(session.phase, command.turnId).index, facts)
    case 'voice:interrupt':
      return interruptVoice(session, command)
    case 'transcript:correct':
      return correctTranscript(session, command)
  }
}

type SpeechCommand = Extract<
  Command,
  {
    type:
      | 'answer:reopen'
      | 'answer:hold'
      | 'speech:configure'
      | 'track:open'
      | 'track:close'
      | 'track:lost'
      | 'speech:detect'
      | 'speech:recognize'
      | 'speech:retry'
      | 'voice:interrupt'
      | 'transcript:correct'
  }
>

function spliceDraft(turn: OpenTurn, change: Extract<Command, { type: 'draft:splice' }>): NewSessionEvent[] {
  const { from, removed, inserted, baseLength, heard } = change
  if (turn.draft.length - findUnheard(turn, heard).length !== baseLength || from + removed > baseLength) {
    throw new AppError(
      'draft_mismatch',
      'The text here and the text on the server differ; the whole text is sent again.',
    )
  }
  assertFits(turn.draft.length - removed + inserted.length)
  if (removed === 0 && inserted === '') return []
  return [{ type: 'draft_spliced', turnId: turn.turnId, from, removed, inserted }]
}

function copyDraft(turn: OpenTurn, command: { text: string; heard?: number | undefined }): NewSessionEvent[] {
  const text = command.text + findUnheard(turn, command.heard)
  assertFits(text.length)
  return turn.draft === text ? [] : [{ type: 'draft_copied', turnId: turn.turnId, text }]
}

function assertFits(length: number): void {
  if (length > MAX_ANSWER_LENGTH) {
    throw new AppError('too_large', `An answer may have ${MAX_ANSWER_LENGTH.toLocaleString('en-GB')} characters.`)
  }
}

function rephrase(turn: OpenTurn): NewSessionEvent[] {
  if (turn.rephrase === 'asked') return []
  if (turn.rephrase === 'done') throw new AppError('wrong_phase', 'The question was put in other words once already.')
  return [{ type: 'rephrase_requested', index: turn.index }]
}

function submit(
  session: Session,
  command: Extract<Command, { type: 'answer:submit' }>,
  deciding: Deciding,
): NewSessionEvent[] {
  const turn = getOpenTurn(session.phase, command.turnId)
  const text = command.text + findUnheard(turn, command.heard)
  // What was said last has no text yet: the answer ends when it has.
  if (hasPending(session, turn.turnId) && !command.recordingOnly) {
    const finish: NewSessionEvent[] =
      turn.finishing === null ? [{ type: 'finish_requested', turnId: turn.turnId, endedBy: 'hand' }] : []
    return [...copyDraft(turn, command), ...finish]
  }
  const tracks = tracksOf(session, turn.turnId)
  if (text.trim() === '' && !command.recordingOnly && tracks.some(({ utterances }) => utterances.length > 0)) {
    return turn.nothingHeard ? [] : [{ type: 'finish_withdrawn', turnId: turn.turnId }]
  }
  if (text.trim() === '' && !(command.recordingOnly && tracks.length > 0)) {
    throw new AppError(
      'empty_answer',
      'There is no answer yet. Write one, skip the question, or say that you do not know.',
    )
  }
  return takeAnswer(session, turn, { text, how: 'submitted', endedBy: 'hand' }, deciding)
}

function close(
  session: Session,
  command: { turnId: string; text: string; heard?: number | undefined },
  how: 'unknown' | 'skipped',
  deciding: Deciding,
): NewSessionEvent[] {
  const turn = getOpenTurn(session.phase, command.turnId)
  const text = command.text + findUnheard(turn, command.heard)
  return takeAnswer(session, turn, { text, how, endedBy: 'hand' }, deciding)
}

function next(session: Session, index: number): NewSessionEvent[] {
  const { phase } = session
  if (phase.name === 'feedback' && phase.index === index) return goOn(session, index)
  // A second press, or a press in a tab that had not seen the next question yet.
  if (session.questions.length > index + 1 || phase.name === 'ended') return []
  throw new AppError('wrong_phase', 'The question is still open.')
}

function end(
  session: Session,
  { text, heard }: { text: string | null; heard?: number | undefined },
): NewSessionEvent[] {
  const { phase } = session
  const isOpen = phase.name === 'answering' || phase.name === 'paused'
  return leave(session, isOpen ? (text ?? '') + findUnheard(phase, heard) : '')
}
