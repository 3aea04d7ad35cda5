import { openTurn } from '#contract/fold-parts.ts'
import type { SessionId } from '#contract/ids.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import type { AudioChunk, ChunkStored, Signal } from '#contract/socket.ts'
import { AppError } from '../errors.ts'
import { takeAnswer } from './close-question.ts'
import type { FloorKeeper } from './keep-floor.ts'
import type { SoundKeeper } from './keep-sound.ts'
import { commit, type LiveSession, type Tab } from './live-session.ts'
import type { LiveSessions } from './live-sessions.ts'
import type { EffectDeps } from './run-effects.ts'
import { getTrack, isTranscribing, retryTranscription, type SpeechFacts } from './speech-machine.ts'

interface SpeechRunnerDeps extends EffectDeps {
  readonly lives: LiveSessions
  readonly floor: FloorKeeper
  readonly sound: SoundKeeper
  /** Starts what the session waits for. */
  readonly pump: (live: LiveSession) => void
  /** @throws AppError `shutting_down`. */
  readonly assertRunning: () => void
}

/** What speech adds to running sessions: sound that comes in, signals, the end by silence, and what is done with recordings later. */
export function createSpeechRunner(deps: SpeechRunnerDeps) {
  const { lives, floor, sound, pump, assertRunning, clock, audio, transcriber } = deps

  function factsOf(live: LiveSession): SpeechFacts {
    return {
      now: clock.now(),
      transcriberModel: transcriber?.model ?? null,
      countStored: (trackId) => live.stored.get(trackId) ?? 0,
      voiceBeganAt: live.floor.voiceBeganAt,
    }
  }

  /** Silence after a visible countdown; asked again when it is its turn, since a word may have come before it. */
  async function endBySilence(live: LiveSession): Promise<void> {
    try {
      await live.enqueue(async () => {
        const { session } = live
        const turn = openTurn(session.phase)
        if (turn === null || !floor.isOver(live)) return
        const answer = { text: turn.draft, how: 'submitted' as const, endedBy: 'silence' as const }
        await commit(live, takeAnswer(session, turn, answer, { now: clock.now(), cover: deps.cover }), null, deps)
      })
      pump(live)
    } catch (error) {
      // The answer stays open, and its draft is stored: the next word or the button tries again.
      deps.onFailure(live.id, 'ending an answer by silence', error)
    }
  }

  /** Keeps a piece of a track. @returns the sample after the last one on disk. @throws AppError, see `createSoundKeeper`. */
  async function storeChunk(sessionId: SessionId, chunk: AudioChunk): Promise<ChunkStored> {
    assertRunning()
    return lives.hold(sessionId, async (live) => {
      const nextSample = await sound.store(live, chunk)
      floor.noteChunk(live)
      if (isTranscribing(live.session, getTrack(live.session, chunk.trackId).index)) pump(live)
      return { nextSample }
    })
  }

  /** Takes note of what is not stored. Only the tab that has the pen is heard. */
  async function signal(sessionId: SessionId, tab: Tab, given: Signal): Promise<void> {
    await lives.hold(sessionId, async (live) => {
      if (live.pen !== tab) return
      switch (given.type) {
        case 'speech:start':
          return floor.startSpeech(live, given.trackId, given.sample)
        case 'speech:mistake':
          return floor.mistakeSpeech(live, given.trackId)
        case 'floor:touch':
          return floor.touch(live, given.turnId)
        case 'voice:begin':
          return floor.beginVoice(live)
      }
    })
  }

  /** Transcribes what has no text yet in an answered question. @throws AppError `not_found`, `no_recognizer`, `audio_deleted`. */
  async function transcribeAgain(id: SessionId, index: number): Promise<void> {
    assertRunning()
    await lives.hold(id, async (live) => {
      await live.enqueue(async () => {
        const events = retryTranscription(live.session, index, factsOf(live))
        const isGraded =
          live.session.questions[index]?.closed === 'answered' && !live.session.questions[index].awaitsCheck
        const again: NewSessionEvent[] = isGraded ? [{ type: 'grading_requested', index }] : []
        if (events.length > 0) await commit(live, [...events, ...again], null, deps)
        // Tracks that wait for text again are asked for now: how much of them is there decides what can be transcribed.
        await sound.load(live)
      })
      pump(live)
    })
  }

  /** Deletes what was recorded; the transcript stays. @throws AppError `not_found`, `not_ended`. */
  async function deleteAudio(id: SessionId): Promise<void> {
    assertRunning()
    await lives.hold(id, async (live) => {
      await live.enqueue(async () => {
        if (live.session.phase.name !== 'ended') {
          throw new AppError('not_ended', 'The interview is still open. Its sound can be deleted once it has ended.')
        }
        if (!live.session.audioDeleted) await commit(live, [{ type: 'audio_deleted' }], null, deps)
        await audio.deleteSession(id)
      })
      pump(live)
    })
  }

  /** Whether these are words that the interviewer says in this session: nothing else is spoken aloud. */
  async function isInterviewersText(id: SessionId, text: string): Promise<boolean> {
    return lives.hold(id, async ({ session, spoken }) => {
      const said = session.turns.flatMap((turn) =>
        turn.speaker === 'interviewer' ? [`${turn.lead} ${turn.text}`] : [],
      )
      return [...said, spoken].some((words) => words.includes(text.trim()))
    })
  }

  return { factsOf, endBySilence, storeChunk, signal, transcribeAgain, deleteAudio, isInterviewersText }
}
