import type { AudioChunk } from '#contract/socket.ts'
import type { TrackId } from '#contract/speech.ts'
import { BYTES_A_SAMPLE, MAX_CHUNK_SAMPLES } from '#contract/speech.ts'
import { AppError } from '../errors.ts'
import type { AudioStore } from '../ports.ts'
import type { LiveSession } from './live-session.ts'
import { getTrack } from './speech-machine.ts'

export type SoundKeeper = ReturnType<typeof createSoundKeeper>

/** The sound of live sessions: written as it comes, and how much of it is on disk. */
export function createSoundKeeper(audio: AudioStore) {
  /** Asks the disk about every track that may still grow or has speech without text. */
  async function load(live: LiveSession): Promise<void> {
    const open = live.session.tracks.filter(
      (track) => !live.stored.has(track.id) && (track.closed === null || track.utterances.some(isPending)),
    )
    const counted = await Promise.all(open.map((track) => audio.countSamples(live.id, track.id)))
    // A piece may have been written meanwhile, and knows better.
    open.forEach((track, i) => {
      live.stored.set(track.id, Math.max(live.stored.get(track.id) ?? 0, counted[i] ?? 0))
    })
  }

  /**
   * Keeps a piece. @returns the sample after the last one on disk.
   * @throws AppError `not_found` for a track that was not begun, `bad_request`, `audio_deleted`, storage errors.
   */
  async function store(live: LiveSession, { trackId, firstSample, pcm }: AudioChunk): Promise<number> {
    getTrack(live.session, trackId)
    if (live.session.audioDeleted) throw new AppError('audio_deleted', 'The sound of this session was deleted.')
    if (pcm.byteLength % BYTES_A_SAMPLE !== 0 || pcm.byteLength > MAX_CHUNK_SAMPLES * BYTES_A_SAMPLE) {
      throw new AppError('bad_request', 'The server could not read this sound. Nothing was changed.', { field: 'pcm' })
    }
    return note(live, trackId, await audio.write(live.id, trackId, firstSample, pcm))
  }

  /** Puts silence where sound was lost. */
  async function fill(live: LiveSession, trackId: TrackId, toSample: number): Promise<void> {
    getTrack(live.session, trackId)
    note(live, trackId, await audio.fill(live.id, trackId, toSample))
  }

  function note(live: LiveSession, trackId: TrackId, samples: number): number {
    const known = Math.max(samples, live.stored.get(trackId) ?? 0)
    live.stored.set(trackId, known)
    return known
  }

  return { load, store, fill }
}

const isPending = ({ state }: { state: string }) => state === 'pending'
