import { atIndex, inCommittedTurn, inOpenTurn, type Of, openTurn } from './fold-parts.ts'
import type { Session, Track, Undo, Utterance } from './session.ts'
import type { Span } from './speech.ts'
import { splice } from './text-splice.ts'

export function trackOpened(session: Session, event: Of<'track_opened'>): Partial<Session> {
  const { trackId, turnId, startedAt, recognizer } = event
  const index = openTurn(session.phase)?.index ?? session.turns.find((turn) => turn.id === turnId)?.index ?? 0
  const track: Track = { id: trackId, turnId, index, startedAt, recognizer, utterances: [], lost: [], closed: null }
  return { tracks: [...session.tracks, track] }
}

export function speechDetected(session: Session, event: Of<'speech_detected'>): Partial<Session> {
  return {
    ...inOpenTurn(session, (turn) => (isInOpenTurn(session, event.trackId) ? { ...turn, nothingHeard: false } : turn)),
    tracks: inTrack(session, event.trackId, (track) => ({
      ...track,
      utterances: place(track.utterances, {
        ...event.span,
        state: track.recognizer.kind === 'endpoint' ? 'pending' : 'untranscribed',
      }),
    })),
  }
}

/** Words join the end of the turn that they were spoken in, whether it is open or handed in already. */
export function utteranceRecognized(session: Session, event: Of<'utterance_recognized'>): Partial<Session> {
  const { trackId, span, text, words, timing, inserted } = event
  const track = session.tracks.find(({ id }) => id === trackId)
  const tracks = inTrack(session, trackId, (t) => ({
    ...t,
    utterances: place(t.utterances, { ...span, state: 'recognized', text, words, timing, inserted }),
  }))
  if (track === undefined || inserted === '') return { tracks }
  if (openTurn(session.phase)?.turnId !== track.turnId) {
    return { tracks, ...inCommittedTurn(session, track.turnId, (turn) => ({ ...turn, text: turn.text + inserted })) }
  }
  return {
    tracks,
    ...inOpenTurn(session, (turn) => ({
      draft: turn.draft + inserted,
      draftStartedAt: turn.draftStartedAt ?? event.at,
      inserted: [...turn.inserted, inserted],
      lastBy: 'spoken',
      nothingHeard: false,
    })),
  }
}

export function utteranceFailed(session: Session, { trackId, span, because }: Of<'utterance_failed'>) {
  return {
    tracks: inTrack(session, trackId, (track) => ({
      ...track,
      utterances: place(track.utterances, { ...span, state: 'failed', because }),
    })),
  }
}

export function transcriptionRequested(session: Session, { index, model }: Of<'transcription_requested'>) {
  const again = (utterance: Utterance): Utterance =>
    utterance.state === 'failed' || utterance.state === 'untranscribed'
      ? { fromSample: utterance.fromSample, toSample: utterance.toSample, state: 'pending' }
      : utterance
  return {
    ...inOpenTurn(session, () => ({ nothingHeard: false })),
    tracks: session.tracks.map((track) =>
      track.index === index
        ? { ...track, recognizer: { kind: 'endpoint' as const, model }, utterances: track.utterances.map(again) }
        : track,
    ),
  }
}

export function audioLost(session: Session, { trackId, span }: Of<'audio_lost'>): Partial<Session> {
  return { tracks: inTrack(session, trackId, (track) => ({ ...track, lost: [...track.lost, span] })) }
}

export function trackClosed(session: Session, { trackId, samples, stored }: Of<'track_closed'>): Partial<Session> {
  return { tracks: inTrack(session, trackId, (track) => ({ ...track, closed: { samples, stored } })) }
}

export function interviewerInterrupted(session: Session, event: Of<'interviewer_interrupted'>): Partial<Session> {
  return {
    turns: session.turns.map((turn) =>
      turn.speaker === 'interviewer' && turn.id === event.turnId ? { ...turn, heardLength: event.heardLength } : turn,
    ),
  }
}

/** Goes back to the open answer, with what was said before and since. Turn ids that were given out are never given again. */
export function turnReopened(session: Session, event: Of<'turn_reopened'>): Partial<Session> {
  const before = session.undo?.before
  const open = before === undefined ? null : openTurn(before.phase)
  if (before === undefined || open === null) return {}
  const isOfBefore = (turnId: string) => turnId === open.turnId || before.turns.some((turn) => turn.id === turnId)
  return {
    turns: before.turns,
    questions: before.questions,
    tracks: session.tracks.map((track) =>
      isOfBefore(track.turnId) ? track : { ...track, turnId: open.turnId, index: open.index },
    ),
    reopenings: session.reopenings + 1,
    undo: null,
    phase: {
      name: 'answering',
      ...open,
      draft: event.text,
      inserted: [],
      // Who asked for it back is waited for, however finished it sounds.
      lastBy: event.because === 'spoke' ? 'spoken' : 'nobody',
      held: false,
      finishing: null,
      nothingHeard: false,
    },
  }
}

export function turnCorrected(session: Session, event: Of<'turn_corrected'>): Partial<Session> {
  return inCommittedTurn(session, event.turnId, (turn) => ({
    ...turn,
    text: splice(turn.text, event),
    asHeard: turn.asHeard ?? turn.text,
  }))
}

export function checkOpened(session: Session, { index, indexes, next }: Of<'check_opened'>): Partial<Session> {
  return {
    phase: { name: 'checking', index, indexes, next },
    questions: session.questions.map((q) =>
      indexes.includes(q.index) ? { ...q, awaitsCheck: true, grading: false } : q,
    ),
  }
}

export function transcriptChecked(session: Session, { index }: Of<'transcript_checked'>): Partial<Session> {
  const questions = atIndex(session, index, (q) => ({ ...q, awaitsCheck: false, grading: q.closed === 'answered' }))
  const { phase } = session
  if (phase.name !== 'checking') return { questions }
  const indexes = phase.indexes.filter((i) => i !== index)
  const isLast = indexes.length === 0 && phase.next === 'feedback'
  return { questions, undo: null, phase: isLast ? { name: 'feedback', index: phase.index } : { ...phase, indexes } }
}

/** Whether anything was recorded for the question. */
export function isSpoken(session: Session, index: number): boolean {
  return session.tracks.some((track) => track.index === index)
}

/** The tracks of one turn, oldest first. */
export function tracksOf(session: Session, turnId: string): Track[] {
  return session.tracks.filter((track) => track.turnId === turnId)
}

function isInOpenTurn(session: Session, trackId: string): boolean {
  const track = session.tracks.find(({ id }) => id === trackId)
  return track !== undefined && openTurn(session.phase)?.turnId === track.turnId
}

function inTrack(session: Session, trackId: string, update: (track: Track) => Track): readonly Track[] {
  return session.tracks.map((track) => (track.id === trackId ? update(track) : track))
}

/** In its place in time. It takes the place of what overlaps it and has no text: a browser cuts speech as it likes. */
function place(utterances: readonly Utterance[], added: Utterance): readonly Utterance[] {
  const kept = utterances.filter((one) => one.state === 'recognized' || !overlap(one, added))
  const at = kept.findLastIndex((one) => one.fromSample <= added.fromSample) + 1
  return [...kept.slice(0, at), added, ...kept.slice(at)]
}

function overlap(a: Span, b: Span): boolean {
  return a.fromSample < b.toSample && b.fromSample < a.toSample
}

/** A spoken answer that was handed in can go on for a while. */
export function buildUndo(session: Session, event: Of<'turn_committed'>): Undo | null {
  if (event.how !== 'submitted' || tracksOf(session, event.turnId).length === 0) return null
  return { turnId: event.turnId, at: event.at, endedBy: event.endedBy, before: { ...session, undo: null } }
}
