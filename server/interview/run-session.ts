import type { WireError } from '#contract/error.ts'
import type { CreateSessionRequest } from '#contract/http.ts'
import type { ClientId, SessionId } from '#contract/ids.ts'
import type { Question } from '#contract/question.ts'
import { redactEvent } from '#contract/redact.ts'
import type { Session } from '#contract/session.ts'
import { AWAY_MS, type SessionEvent } from '#contract/session-event.ts'
import { type Command, type Done, type Join, type Joined, PROTOCOL_VERSION } from '#contract/socket.ts'
import { AppError, toWireError } from '../errors.ts'
import type { QuestionBank, Random } from '../ports.ts'
import { buildNewSession, createSessionId } from './build-new-session.ts'
import { findCompletions } from './grade-plan.ts'
import { readSessionExport } from './import-session.ts'
import { createFloorKeeper } from './keep-floor.ts'
import { createSoundKeeper } from './keep-sound.ts'
import { commit, type LiveSession, loadSession, type Tab } from './live-session.ts'
import { createLiveSessions } from './live-sessions.ts'
import { createAppeals } from './run-appeals.ts'
import { type EffectDeps, runEffects } from './run-effects.ts'
import { createSpeechRunner } from './run-speech.ts'
import { decide } from './session-machine.ts'

export interface RunnerDeps extends Omit<EffectDeps, 'onCommitted' | 'atEnd'> {
  readonly bank: QuestionBank
  readonly random: Random
  /** Called when a candidate comes: what the first answer needs is made ready while they read. */
  readonly warmUp?: (questions: readonly Question[]) => void
}

/** Refusals of the session itself: the tab's number is used up and a repeat gets the same refusal. */
const KEPT_REFUSALS: ReadonlySet<string> = new Set([
  'turn_closed',
  'wrong_phase',
  'draft_mismatch',
  'empty_answer',
  'no_recognizer',
  'audio_deleted',
  'not_found',
])

/** Sessions whose last leaving is kept in mind. */
const MOST_LEFT = 10_000

export type SessionRunner = ReturnType<typeof createSessionRunner>

/** The one place where sessions are changed: commands in, events stored, then told; effects of ports run after the commit. */
export function createSessionRunner(given: RunnerDeps) {
  const { store, clock, audio } = given
  const floor = createFloorKeeper({ clock, alarm: given.alarm, submit: (live) => void speech.endBySilence(live) })
  const sound = createSoundKeeper(audio)
  const deps: EffectDeps & RunnerDeps = {
    ...given,
    onCommitted: floor.onCommitted,
    atEnd: (session) => findCompletions(session, given.judgeSamples),
  }
  const lives = createLiveSessions(store)
  /** When the last tab of a session left, kept while nobody is in it: a pause to think is not an absence. */
  const leftAt = new Map<SessionId, number>()
  let isStopping = false
  const speech = createSpeechRunner({ ...deps, lives, floor, sound, pump, assertRunning })
  const appeals = createAppeals({ ...deps, lives, pump, assertRunning })

  function pump(live: LiveSession): void {
    if (!isStopping) runEffects(live, deps, lives.release)
  }

  async function join(request: Join, tab: Tab): Promise<Joined> {
    if (request.protocol !== PROTOCOL_VERSION) {
      throw new AppError('protocol_mismatch', 'This page is older than the server. Reload it; your answer is saved.')
    }
    assertRunning()
    return lives.hold(request.sessionId, (live) => live.enqueue(() => joinLive(live, request, tab)))
  }

  async function joinLive(live: LiveSession, request: Join, tab: Tab): Promise<Joined> {
    const nextClientSeq = 1 + (await lastClientSeq(live, request.clientId))
    if (live.tabs.size === 0) await noteAbsence(live)
    await sound.load(live)
    const events = await store.readEvents(live.id, request.afterSeq)
    // Nothing waits from here on, so no event falls between the tail and the live ones.
    for (const old of live.tabs) if (old.clientId === tab.clientId) live.tabs.delete(old)
    live.tabs.add(tab)
    leftAt.delete(live.id)
    if (live.session.phase.name !== 'ended') deps.warmUp?.(live.session.drawn?.questions ?? [])
    if (request.wants === 'pen') givePen(live, tab)
    else if (live.pen?.clientId === tab.clientId) live.pen = tab
    pump(live)
    floor.update(live)
    const ended = live.session.phase.name === 'ended'
    return {
      events: events.map((event) => redactEvent(event, ended)),
      pen: live.pen === tab,
      penHeld: live.pen !== null,
      nextClientSeq,
      now: clock.now(),
      floor: live.floor.floor,
      tracks: live.session.tracks
        .filter((track) => track.closed === null)
        .map(({ id }) => ({ trackId: id, nextSample: live.stored.get(id) ?? 0 })),
    }
  }

  async function lastClientSeq(live: LiveSession, clientId: ClientId): Promise<number> {
    const last = live.clientSeqs.get(clientId) ?? (await store.lastClientSeq(live.id, clientId))
    live.clientSeqs.set(clientId, last)
    return last
  }

  async function noteAbsence(live: LiveSession): Promise<void> {
    // After a restart of the server the last event is all that is known.
    const since = leftAt.get(live.id) ?? live.session.lastAt
    if (live.session.phase.name !== 'answering' || clock.now() - since < AWAY_MS) return
    await commit(live, [{ type: 'session_paused', by: 'away', since }], null, deps)
  }

  function givePen(live: LiveSession, tab: Tab): void {
    const before = live.pen
    live.pen = tab
    if (before?.clientId !== tab.clientId) tellOfPen(live)
  }

  /** Whoever only looks on learns whether somebody writes: where nobody does, they may. */
  function tellOfPen(live: LiveSession): void {
    for (const tab of live.tabs) if (tab !== live.pen) tab.onPen(false, live.pen !== null)
  }

  async function leave(sessionId: SessionId, tab: Tab): Promise<void> {
    await lives.hold(sessionId, async (live) => {
      if (!live.tabs.delete(tab)) return
      if (live.pen === tab) {
        live.pen = null
        tellOfPen(live)
      }
      floor.update(live)
      if (live.tabs.size > 0) return
      // Sound that the last one here did not send may not come at all.
      pump(live)
      if (leftAt.size >= MOST_LEFT) leftAt.clear()
      leftAt.set(sessionId, clock.now())
    })
  }

  async function command(sessionId: SessionId, tab: Tab, clientSeq: number, wish: Command): Promise<Done> {
    assertRunning()
    return lives.hold(sessionId, (live) => live.enqueue(() => commandLive(live, tab, clientSeq, wish)))
  }

  async function commandLive(live: LiveSession, tab: Tab, clientSeq: number, wish: Command): Promise<Done> {
    const { clientId } = tab
    const last = await lastClientSeq(live, clientId)
    if (clientSeq <= last) return repeat(live.id, clientId, clientSeq)
    if (live.pen !== tab) {
      throw new AppError('pen_elsewhere', 'This interview goes on in another tab. Continue here to write in this one.')
    }
    if (clientSeq > last + 1) {
      throw new AppError('out_of_order', 'Something sent before this has not arrived; it is sent again.', {
        expectedClientSeq: last + 1,
      })
    }
    if (wish.type === 'track:lost') await sound.fill(live, wish.trackId, wish.span.toSample)
    const seq = await decideAndCommit(live, { clientId, clientSeq }, wish)
    pump(live)
    return { seq }
  }

  async function repeat(sessionId: SessionId, clientId: ClientId, clientSeq: number): Promise<Done> {
    const receipt = await store.findReceipt(sessionId, clientId, clientSeq)
    if (receipt === undefined) throw new AppError('internal', 'The answer to this was lost; what it did is kept.')
    if ('refusal' in receipt.result) throw refusalError(receipt.result.refusal)
    return receipt.result
  }

  async function decideAndCommit(
    live: LiveSession,
    client: { clientId: ClientId; clientSeq: number },
    wish: Command,
  ): Promise<number> {
    const attempt = async () => {
      const events = decide(live.session, wish, { cover: deps.cover, ...speech.factsOf(live) })
      return commit(live, events, client, deps)
    }
    try {
      return await attempt().catch(async (error: unknown) => {
        if (!isRefusal(error) || error.code !== 'conflict') throw error
        // Another node wrote: take up its state and decide again on that.
        live.session = await loadSession(store, live.id)
        return attempt()
      })
    } catch (error) {
      if (isRefusal(error) && KEPT_REFUSALS.has(error.code)) await keepRefusal(live, client, toWireError(error))
      throw error
    }
  }

  async function keepRefusal(
    live: LiveSession,
    client: { clientId: ClientId; clientSeq: number },
    refusal: WireError,
  ): Promise<void> {
    await store.append({ sessionId: live.id, events: [], receipt: { ...client, result: { refusal } }, listing: null })
    live.clientSeqs.set(client.clientId, client.clientSeq)
  }

  async function createSession(request: CreateSessionRequest): Promise<SessionId> {
    assertRunning()
    const { events, session } = buildNewSession(request, deps)
    await store.createSession(events, deps.buildListing(session))
    return session.id
  }

  /** Takes in an exported session under a new id. @throws AppError `import_invalid`. */
  async function importSession(value: unknown): Promise<SessionId> {
    assertRunning()
    const { events, session } = readSessionExport(value, createSessionId(deps.random))
    await store.createSession(events, deps.buildListing(session))
    return session.id
  }

  /** The whole session; starts what it still waits for, such as a grade that a crash left open. */
  async function getSession(id: SessionId): Promise<Session> {
    return lives.hold(id, async (live) => {
      await sound.load(live)
      pump(live)
      return live.session
    })
  }

  /** The whole log of an ended session. @throws AppError `not_found`, `not_ended`. */
  async function getEndedEvents(id: SessionId): Promise<SessionEvent[]> {
    const session = await getSession(id)
    if (session.phase.name !== 'ended') {
      throw new AppError('not_ended', 'The interview is still open. This is here once it has ended.')
    }
    return store.readEvents(id, 0)
  }

  /** @returns whether there was one. */
  async function deleteSession(id: SessionId): Promise<boolean> {
    await lives.drop(id)
    const wasThere = await store.deleteSession(id)
    if (wasThere) await audio.deleteSession(id)
    return wasThere
  }

  /** No new commands; resolves when everything accepted is stored. */
  async function stop(): Promise<void> {
    isStopping = true
    await lives.stop()
  }

  function assertRunning(): void {
    if (isStopping) throw new AppError('shutting_down', 'Greenroom is restarting. What was acknowledged is saved.')
  }

  return {
    join,
    leave,
    command,
    createSession,
    importSession,
    getSession,
    getEndedEvents,
    gradeAgain: appeals.gradeAgain,
    chooseGrade: appeals.chooseGrade,
    dispute: appeals.dispute,
    storeChunk: speech.storeChunk,
    signal: speech.signal,
    transcribeAgain: speech.transcribeAgain,
    deleteAudio: speech.deleteAudio,
    isInterviewersText: speech.isInterviewersText,
    deleteSession,
    stop,
  }
}

function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError
}

function refusalError(refusal: WireError): AppError {
  return new AppError(refusal.code, refusal.message)
}
