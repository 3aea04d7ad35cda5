import { answerGraded, gradeDisputed, gradingRequested } from './fold-grades.ts'
import { addPause, atIndex, inOpenTurn, type Of, openTurn } from './fold-parts.ts'
import {
  audioLost,
  buildUndo,
  checkOpened,
  interviewerInterrupted,
  speechDetected,
  trackClosed,
  trackOpened,
  transcriptChecked,
  transcriptionRequested,
  turnCorrected,
  turnReopened,
  utteranceFailed,
  utteranceRecognized,
} from './fold-speech.ts'
import type { CandidateTurn, InterviewerTurn, QuestionState, Session } from './session.ts'
import type { WireEvent } from './session-event.ts'
import { splice } from './text-splice.ts'
import { mustCheck } from './transcript-check.ts'

/**
 * Folds a log, whole or redacted, into the session that it tells. The one reducer: resume, live view, report and replay.
 * @throws Error if the log is not one: it must start with `session_created` and count `seq` without gaps.
 */
export function foldSession(events: readonly WireEvent[]): Session {
  const [first, ...rest] = events
  if (first?.type !== 'session_created') throw new Error('a session log starts with session_created')
  return rest.reduce(applyEvent, createSession(first))
}

/** Folds on where a session already stands. */
export function foldOnto(session: Session | null, events: readonly WireEvent[]): Session | null {
  return session === null ? (events.length === 0 ? null : foldSession(events)) : events.reduce(applyEvent, session)
}

function createSession(event: Of<'session_created'>): Session {
  return {
    id: event.sessionId,
    createdAt: event.at,
    role: event.role,
    settings: event.settings,
    seed: event.seed,
    interviewer: event.interviewer,
    judge: event.judge,
    seq: event.seq,
    lastAt: event.at,
    endedAt: null,
    drawn: null,
    questions: [],
    turns: [],
    turnCount: 0,
    phase: { name: 'ready' },
    tracks: [],
    audioDeleted: false,
    reopenings: 0,
    undo: null,
    tokens: { interviewer: 0, judge: 0 },
  }
}

/** One step of the fold. @throws Error on a gap in `seq`. */
export function applyEvent(session: Session, event: WireEvent): Session {
  if (event.seq !== session.seq + 1) throw new Error(`event ${event.seq} does not follow ${session.seq}`)
  return { ...session, ...change(session, event), seq: event.seq, lastAt: event.at }
}

function change(session: Session, event: WireEvent): Partial<Session> {
  switch (event.type) {
    case 'session_created':
      throw new Error('a session is created once')
    case 'questions_drawn':
      return { drawn: { questions: event.questions, rubrics: event.rubrics } }
    case 'question_opened':
      return {
        questions: [...session.questions, openQuestion(event)],
        phase: { name: 'asking', index: event.index, what: 'question' },
      }
    case 'question_asked':
    case 'follow_up_asked':
      return interviewerAsked(session, event)
    case 'rephrase_requested':
      return inOpenTurn(session, () => ({ rephrase: 'asked' }))
    case 'question_rephrased':
      return {
        ...inOpenTurn(session, () => ({ rephrase: 'done' })),
        turns: [...session.turns, interviewerTurn(event, 'rephrase')],
        turnCount: session.turnCount + 1,
      }
    case 'draft_spliced':
    case 'draft_copied':
      return inOpenTurn(session, (turn) => ({
        lastBy: 'typed',
        nothingHeard: false,
        draft: event.type === 'draft_copied' ? event.text : splice(turn.draft, event),
        draftStartedAt: turn.draftStartedAt ?? event.at,
      }))
    case 'turn_committed':
      return candidateSpoke(session, event)
    case 'follow_up_chosen':
      return {
        phase: { name: 'asking', index: event.index, what: 'follow_up' },
        questions: atIndex(session, event.index, (q) => ({
          ...q,
          followUps: [...q.followUps, { keyPointId: event.keyPointId, because: event.because, citing: event.citing }],
        })),
      }
    case 'question_closed':
      return {
        phase: { name: 'feedback', index: event.index },
        questions: atIndex(session, event.index, (q) => ({
          ...q,
          closed: event.how,
          closedAt: event.at,
          awaitsCheck: event.how === 'answered' && mustCheck(session, event.index),
          grading: event.how === 'answered' && !mustCheck(session, event.index),
        })),
      }
    case 'grading_requested':
      return gradingRequested(session, event)
    case 'answer_graded':
      return answerGraded(session, event)
    case 'grade_disputed':
      return gradeDisputed(session, event)
    case 'grade_chosen':
      return { questions: atIndex(session, event.index, (q) => ({ ...q, chosenGrade: event.grade })) }
    case 'tokens_used':
      return { tokens: { ...session.tokens, [event.by]: session.tokens[event.by] + event.tokens } }
    case 'event_withheld':
      return withheld(session, event)
    case 'session_paused':
      return session.phase.name === 'answering'
        ? { phase: { ...session.phase, name: 'paused', by: event.by, since: event.since } }
        : {}
    case 'session_resumed':
      return resumed(session, event.at)
    case 'session_ended':
      return { phase: { name: 'ended', how: event.how }, endedAt: event.at, undo: null }
    default:
      return changeBySpeech(session, event)
  }
}

function changeBySpeech(session: Session, event: SpeechEvent): Partial<Session> {
  switch (event.type) {
    case 'speech_settings_changed':
      return { settings: { ...session.settings, speech: event.speech } }
    case 'track_opened':
      return trackOpened(session, event)
    case 'speech_detected':
      return speechDetected(session, event)
    case 'utterance_recognized':
      return utteranceRecognized(session, event)
    case 'utterance_failed':
      return utteranceFailed(session, event)
    case 'transcription_requested':
      return transcriptionRequested(session, event)
    case 'audio_lost':
      return audioLost(session, event)
    case 'track_closed':
      return trackClosed(session, event)
    case 'hold_changed':
      return inOpenTurn(session, () => ({ held: event.held }))
    case 'finish_requested':
      return inOpenTurn(session, () => ({ finishing: event.endedBy, held: false, nothingHeard: false }))
    case 'finish_withdrawn':
      return inOpenTurn(session, () => ({ finishing: null, nothingHeard: true }))
    case 'interviewer_interrupted':
      return interviewerInterrupted(session, event)
    case 'turn_reopened':
      return turnReopened(session, event)
    case 'turn_corrected':
      return turnCorrected(session, event)
    case 'check_opened':
      return checkOpened(session, event)
    case 'transcript_checked':
      return transcriptChecked(session, event)
    case 'audio_deleted':
      return { audioDeleted: true }
    default:
      return event satisfies never
  }
}

type SpeechEvent = Of<
  | 'speech_settings_changed'
  | 'track_opened'
  | 'speech_detected'
  | 'utterance_recognized'
  | 'utterance_failed'
  | 'transcription_requested'
  | 'audio_lost'
  | 'track_closed'
  | 'hold_changed'
  | 'finish_requested'
  | 'finish_withdrawn'
  | 'interviewer_interrupted'
  | 'turn_reopened'
  | 'turn_corrected'
  | 'check_opened'
  | 'transcript_checked'
  | 'audio_deleted'
>

function openQuestion(event: Of<'question_opened'>): QuestionState {
  return {
    index: event.index,
    questionId: event.questionId,
    openedAt: event.at,
    askedAt: null,
    closedAt: null,
    closed: null,
    pausedMs: 0,
    followUpsAsked: 0,
    followUps: [],
    grading: false,
    awaitsCheck: false,
    regrading: null,
    grades: [],
    gradedAt: [],
    disputes: [],
    chosenGrade: null,
  }
}

function interviewerTurn(
  event: Of<'question_asked' | 'follow_up_asked' | 'question_rephrased'>,
  kind: InterviewerTurn['kind'],
): InterviewerTurn {
  const { turnId: id, index, lead, text, by, at } = event
  return { speaker: 'interviewer', kind, id, index, lead, text, by, startedAt: at, committedAt: at, heardLength: null }
}

function interviewerAsked(session: Session, event: Of<'question_asked' | 'follow_up_asked'>): Partial<Session> {
  const isQuestion = event.type === 'question_asked'
  const turnCount = session.turnCount + 2
  return {
    turns: [...session.turns, interviewerTurn(event, isQuestion ? 'question' : 'follow_up')],
    turnCount,
    questions: atIndex(session, event.index, (q) =>
      isQuestion ? { ...q, askedAt: event.at } : { ...q, followUpsAsked: q.followUpsAsked + 1 },
    ),
    phase: {
      name: 'answering',
      index: event.index,
      turnId: `t${turnCount}`,
      draft: '',
      draftStartedAt: null,
      rephrase: 'none',
      inserted: [],
      lastBy: 'nobody',
      held: false,
      finishing: null,
      nothingHeard: false,
    },
  }
}

function candidateSpoke(session: Session, event: Of<'turn_committed'>): Partial<Session> {
  const open = openTurn(session.phase)
  const turn: CandidateTurn = {
    speaker: 'candidate',
    id: event.turnId,
    index: event.index,
    text: event.text,
    how: event.how,
    endedBy: event.endedBy,
    asHeard: null,
    startedAt: open?.draftStartedAt ?? event.at,
    committedAt: event.at,
  }
  // Until the next event says what follows, the interviewer has the floor.
  return {
    turns: [...session.turns, turn],
    phase: { name: 'asking', index: event.index, what: 'follow_up' },
    undo: buildUndo(session, event),
    questions:
      session.phase.name === 'paused'
        ? addPause(session, event.index, event.at - session.phase.since)
        : session.questions,
  }
}

function withheld(session: Session, event: Of<'event_withheld'>): Partial<Session> {
  if (event.index === null) return {}
  if (event.of === 'follow_up_chosen') return { phase: { name: 'asking', index: event.index, what: 'follow_up' } }
  return { questions: atIndex(session, event.index, (q) => ({ ...q, grading: false, regrading: null })) }
}

function resumed(session: Session, at: number): Partial<Session> {
  if (session.phase.name !== 'paused') return {}
  const { by: _by, since, ...turn } = session.phase
  return { phase: { ...turn, name: 'answering' }, questions: addPause(session, turn.index, at - since) }
}
