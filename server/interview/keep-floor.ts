import { openTurn } from '#contract/fold-parts.ts'
import { tracksOf } from '#contract/fold-speech.ts'
import type { OpenTurn, Session } from '#contract/session.ts'
import type { SessionEvent } from '#contract/session-event.ts'
import { type Floor, SAMPLE_RATE } from '#contract/speech.ts'
import type { Alarm, Clock } from '../ports.ts'
import type { FloorState } from './floor-state.ts'
import type { LiveSession } from './live-session.ts'
import { decideFloor, type FloorDecision, type FloorFacts } from './turn-taking.ts'

/** No sound for this long from an open microphone: the connection is stuck, and silence is not silence. */
const STUCK_MS = 2_500
/** The clocks of the two sides may differ by this much when the end of speech is placed in time. */
const MOST_SKEW_MS = 2_000

interface FloorDeps {
  readonly clock: Clock
  readonly alarm: Alarm
  /** Silence has ended the open answer; asks `isOver` again when it is its turn. */
  readonly submit: (live: LiveSession) => void
}

export type FloorKeeper = ReturnType<typeof createFloorKeeper>

/** Runs the pure rules of turn-taking on a live session: looks when something happened or a wait is over, and tells the tabs. */
export function createFloorKeeper({ clock, alarm, submit }: FloorDeps) {
  function look(live: LiveSession): FloorDecision | null {
    const { session, floor: state } = live
    const turn = openTurn(session.phase)
    const now = clock.now()
    follow(live, now)
    if (turn === null) return null
    const tracks = tracksOf(session, turn.turnId)
    if (tracks.length === 0) return null
    const isStuck = tracks.some((track) => track.closed === null) && now - state.lastChunkAt > STUCK_MS
    thaw(state, live.pen === null || session.phase.name !== 'answering' || isStuck, now)
    return decideFloor(buildFacts(session, turn, state), now)
  }

  /** Decides anew and tells the tabs what changed. */
  function update(live: LiveSession): void {
    const state = live.floor
    state.putOff()
    // Nobody is there to say when it ends.
    if (live.pen === null) state.speaking.clear()
    const decision = look(live)
    tell(live, decision?.floor ?? { state: 'open' })
    if (decision === null) return
    if (decision.submit) submit(live)
    else if (decision.nextAt !== null) {
      state.putOff = alarm.after(Math.max(0, decision.nextAt - clock.now()), () => update(live))
    }
  }

  function onCommitted(live: LiveSession, events: readonly SessionEvent[]): void {
    follow(live, clock.now())
    for (const event of events) note(live, event, clock.now())
    update(live)
  }

  function startSpeech(live: LiveSession, trackId: string, sample: number): void {
    live.floor.speaking.set(trackId, sample)
    update(live)
  }

  function mistakeSpeech(live: LiveSession, trackId: string): void {
    live.floor.speaking.delete(trackId)
    update(live)
  }

  function touch(live: LiveSession, turnId: string): void {
    const state = live.floor
    if (state.turnId !== turnId || state.lastActivityAt === null) return
    state.lastActivityAt = clock.now()
    update(live)
  }

  function beginVoice(live: LiveSession): void {
    live.floor.voiceBeganAt ??= clock.now()
  }

  function noteChunk(live: LiveSession): void {
    const state = live.floor
    state.lastChunkAt = clock.now()
    if (state.isFrozen) update(live)
  }

  return {
    update,
    onCommitted,
    startSpeech,
    mistakeSpeech,
    beginVoice,
    touch,
    noteChunk,
    /** Whether silence has ended the open answer. */
    isOver: (live: LiveSession) => look(live)?.submit === true,
  }
}

function tell(live: LiveSession, floor: Floor): void {
  const state = live.floor
  if (JSON.stringify(floor) === JSON.stringify(state.floor)) return
  state.floor = floor
  if (state.turnId !== null) for (const tab of live.tabs) tab.onFloor(state.turnId, floor)
}

/**
 * Another turn is open: nothing of the one before counts, and the tabs hear that its floor is gone, since they keep what they were last
 * told. Words that stand in the new turn already were last heard now at the latest.
 */
function follow(live: LiveSession, now: number): void {
  const { session, floor: state } = live
  const turn = openTurn(session.phase)
  const turnId = turn?.turnId ?? null
  if (state.turnId === turnId) return
  tell(live, { state: 'open' })
  state.turnId = turnId
  state.lastActivityAt = turn === null || turn.draft === '' ? null : now
}

/** What stood still goes on with the whole wait. */
function thaw(state: FloorState, isFrozen: boolean, now: number): void {
  if (state.isFrozen && !isFrozen && state.lastActivityAt !== null) state.lastActivityAt = now
  state.isFrozen = isFrozen
}

function note({ session, floor: state }: LiveSession, event: SessionEvent, now: number): void {
  switch (event.type) {
    case 'track_opened':
      state.lastChunkAt = now
      return
    case 'track_closed':
      state.speaking.delete(event.trackId)
      return
    case 'speech_detected': {
      // The word of the next speech may come before the news of the last one's end.
      const beganAt = state.speaking.get(event.trackId)
      if (beganAt !== undefined && beganAt < event.span.toSample) state.speaking.delete(event.trackId)
      const track = session.tracks.find(({ id }) => id === event.trackId)
      if (track?.turnId !== state.turnId) return
      const endedAt = track.startedAt + (event.span.toSample * 1_000) / SAMPLE_RATE
      state.lastActivityAt = Math.min(now, Math.max(endedAt, now - MOST_SKEW_MS))
      return
    }
    case 'turn_committed':
      state.voiceBeganAt = null
      return
    case 'draft_spliced':
    case 'draft_copied':
    case 'turn_reopened':
    case 'session_resumed':
      state.lastActivityAt = now
      return
    case 'hold_changed':
      if (!event.held && state.lastActivityAt !== null) state.lastActivityAt = now
      return
    default:
      return
  }
}

function buildFacts(session: Session, turn: OpenTurn, state: FloorState): FloorFacts {
  const tracks = tracksOf(session, turn.turnId)
  const asked = session.turns.findLast((one) => one.speaker === 'interviewer')
  const { patience, handsFree } = session.settings.speech
  return {
    speaking: tracks.some((track) => state.speaking.has(track.id)),
    lastActivityAt: state.lastActivityAt,
    askedAt: asked?.committedAt ?? session.lastAt,
    text: turn.draft,
    untranscribed: tracks.some((track) => track.utterances.some((one) => one.state !== 'recognized')),
    hasRecognizer: tracks.at(-1)?.recognizer.kind !== 'none',
    lastBy: turn.lastBy,
    held: turn.held,
    patience,
    handsFree: handsFree && turn.finishing === null,
    frozen: state.isFrozen,
    shown: state.floor,
  }
}
