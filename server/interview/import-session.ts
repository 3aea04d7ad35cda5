import { foldOnto, foldSession } from '#contract/fold-session.ts'
import type { Evidence, Grade } from '#contract/grade.ts'
import { type SessionExport, SessionExportSchema } from '#contract/http.ts'
import type { SessionId } from '#contract/ids.ts'
import type { Session } from '#contract/session.ts'
import type { SessionEvent } from '#contract/session-event.ts'
import { AppError } from '../errors.ts'
import { stamp } from './live-session.ts'

/**
 * Reads an exported session under a new id: the same log otherwise, so that it replays identically.
 * @throws AppError `import_invalid` with the field that is wrong.
 */
export function readSessionExport(value: unknown, newId: SessionId): { events: SessionEvent[]; session: Session } {
  const { events } = parseExport(value)
  const renamed = events.map((event) => (event.type === 'session_created' ? { ...event, sessionId: newId } : event))
  const told = foldImported(renamed)
  checkParts(told)
  checkQuotes(told, renamed)
  // The file holds the log and no sound.
  if (told.tracks.length === 0 || told.audioDeleted) return { events: renamed, session: told }
  const gone = stamp([{ type: 'audio_deleted' }], { seq: told.seq, at: told.lastAt }, told.lastAt)
  return { events: [...renamed, ...gone], session: foldOnto(told, gone) ?? told }
}

/** What `GET …/export.json` answers. */
export function buildSessionExport(events: readonly SessionEvent[], exportedAt: number): SessionExport {
  return { format: 'greenroom-session', version: 1, exportedAt, events: [...events] }
}

function parseExport(value: unknown): SessionExport {
  const parsed = SessionExportSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'the file'
  // The message of a union lists every kind there is, which tells nobody anything.
  const why = issue?.code === 'invalid_union' ? 'nothing that Greenroom knows' : (issue?.message ?? 'unreadable')
  throw new AppError('import_invalid', `This is not a session that Greenroom exported: ${field}: ${why}.`, { field })
}

function foldImported(events: readonly SessionEvent[]): Session {
  try {
    return foldSession(events)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable'
    throw invalid('events', `the events do not follow each other (${why})`)
  }
}

/** The fold takes any order; the report needs every part that an event names. */
function checkParts(session: Session): void {
  const { drawn } = session
  if (drawn === null) throw invalid('events', 'the questions are missing (questions_drawn)')
  for (const [i, state] of session.questions.entries()) {
    const question = drawn.questions[i]
    if (state.index !== i || question?.id !== state.questionId) {
      throw invalid(
        'events',
        `question_opened names question ${state.index} (${state.questionId}), which was not drawn there`,
      )
    }
    if (!drawn.rubrics.some((rubric) => rubric.kind === question.kind)) {
      throw invalid('events', `the rubric for ${question.kind} is missing (questions_drawn)`)
    }
  }
  const strayTurn = session.turns.find((turn) => turn.index >= session.questions.length)
  if (strayTurn !== undefined) throw invalid('events', `turn ${strayTurn.id} belongs to no question`)
}

/** A mark with a quote that is not in the transcript would be the one lie that nobody could see. */
function checkQuotes(session: Session, events: readonly SessionEvent[]): void {
  const answers = new Map(session.turns.filter((t) => t.speaker === 'candidate').map((t) => [t.id, t.text]))
  for (const [i, event] of events.entries()) {
    if (event.type !== 'answer_graded') continue
    const stray = evidenceOf(event.grade).find((e) => answers.get(e.turnId)?.slice(e.from, e.to) !== e.text)
    if (stray !== undefined) throw invalid(`events.${i}.grade`, `a quote is not in the answer ${stray.turnId}`)
  }
}

function evidenceOf(grade: Grade): Evidence[] {
  if (grade.status !== 'graded') return []
  const criteria = grade.criteria.flatMap((c) => (c.status === 'marked' ? c.evidence : []))
  const worked = grade.worked === null ? [] : [grade.worked.evidence]
  return [...grade.keyPoints.flatMap((k) => k.evidence), ...criteria, ...worked]
}

function invalid(field: string, why: string): AppError {
  return new AppError('import_invalid', `This session cannot be taken in: ${why}. Nothing was saved.`, { field })
}
