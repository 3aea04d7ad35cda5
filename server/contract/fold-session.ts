import type { CandidateTurn, InterviewerTurn, OpenTurn, Phase, QuestionState, Session } from './session.ts'
import type { WireEvent } from './session-event.ts'

type Of<T extends WireEvent['type']> = Extract<WireEvent, { type: T }>

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
      return inOpenTurn(session, (turn) => ({ ...turn, rephrase: 'asked' }))
    case 'question_rephrased':
      return {
        ...inOpenTurn(session, (turn) => ({ ...turn, rephrase: 'done' })),
        turns: [...session.turns, interviewerTurn(event, 'rephrase')],
        turnCount: session.turnCount + 1,
      }
    case 'draft_spliced':
    case 'draft_copied':
      return inOpenTurn(session, (turn) => ({
        ...turn,
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
          grading: event.how === 'answered',
        })),
      }
    case 'grading_requested':
      return { questions: atIndex(session, event.index, (q) => ({ ...q, grading: true })) }
    case 'answer_graded':
      return {
        questions: atIndex(session, event.index, (q) => ({ ...q, grading: false, grades: [...q.grades, event.grade] })),
      }
    case 'event_withheld':
      return withheld(session, event)
    case 'session_paused':
      return session.phase.name === 'answering'
        ? { phase: { ...session.phase, name: 'paused', by: event.by, since: event.since } }
        : {}
    case 'session_resumed':
      return resumed(session, event.at)
    case 'session_ended':
      return { phase: { name: 'ended', how: event.how }, endedAt: event.at }
    default:
      return event satisfies never
  }
}

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
    grades: [],
  }
}

function interviewerTurn(
  event: Of<'question_asked' | 'follow_up_asked' | 'question_rephrased'>,
  kind: InterviewerTurn['kind'],
): InterviewerTurn {
  const { turnId: id, index, lead, text, by, at } = event
  return { speaker: 'interviewer', kind, id, index, lead, text, by, startedAt: at, committedAt: at }
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
    startedAt: open?.draftStartedAt ?? event.at,
    committedAt: event.at,
  }
  // Until the next event says what follows, the interviewer has the floor.
  return {
    turns: [...session.turns, turn],
    phase: { name: 'asking', index: event.index, what: 'follow_up' },
    questions:
      session.phase.name === 'paused'
        ? addPause(session, event.index, event.at - session.phase.since)
        : session.questions,
  }
}

function withheld(session: Session, event: Of<'event_withheld'>): Partial<Session> {
  if (event.index === null) return {}
  if (event.of === 'follow_up_chosen') return { phase: { name: 'asking', index: event.index, what: 'follow_up' } }
  return { questions: atIndex(session, event.index, (q) => ({ ...q, grading: false })) }
}

function resumed(session: Session, at: number): Partial<Session> {
  if (session.phase.name !== 'paused') return {}
  const { by: _by, since, ...turn } = session.phase
  return { phase: { ...turn, name: 'answering' }, questions: addPause(session, turn.index, at - since) }
}

function addPause(session: Session, index: number, ms: number): readonly QuestionState[] {
  return atIndex(session, index, (q) => ({ ...q, pausedMs: q.pausedMs + ms }))
}

function atIndex(
  session: Session,
  index: number,
  update: (q: QuestionState) => QuestionState,
): readonly QuestionState[] {
  return session.questions.map((q) => (q.index === index ? update(q) : q))
}

/** The turn that is open in this phase, answering or paused. */
export function openTurn(phase: Phase): OpenTurn | null {
  return phase.name === 'answering' || phase.name === 'paused' ? phase : null
}

function inOpenTurn(session: Session, update: (turn: OpenTurn) => OpenTurn): Partial<Session> {
  const { phase } = session
  return phase.name === 'answering' || phase.name === 'paused' ? { phase: { ...phase, ...update(phase) } } : {}
}

/** `removed` UTF-16 units of `text` at `from` give way to `inserted`. */
export function splice(text: string, change: { from: number; removed: number; inserted: string }): string {
  return text.slice(0, change.from) + change.inserted + text.slice(change.from + change.removed)
}
