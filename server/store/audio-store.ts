import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type SessionId, SessionIdSchema } from '#contract/ids.ts'
import { BYTES_A_SAMPLE, MAX_TRACK_SAMPLES, type TrackId, TrackIdSchema } from '#contract/speech.ts'
import { AppError } from '../errors.ts'
import type { AudioStore } from '../ports.ts'
import { createOpenTracks, type OpenTracksOptions } from './open-tracks.ts'
import { findSize, readTrack } from './read-track.ts'
import { toStorageError } from './storage-error.ts'
import { syncFolders } from './sync-folder.ts'
import { NOTHING, type Piece } from './track-file.ts'

/** Deleted sessions that are kept in mind; a write comes seconds late, not weeks. */
const MOST_DELETED = 10_000

/**
 * Tracks as headerless files, `<folder>/<session>/<track>.pcm`. A file is always an exact beginning of its track. Nothing is made
 * before the first sample comes; a session that was deleted takes none any more.
 * @throws AppError `bad_request` for odd bytes and ids of another shape, `too_large`, `audio_deleted`, `shutting_down`.
 */
export function createAudioStore(folder: string, options: OpenTracksOptions = {}): AudioStore {
  const root = resolve(folder)
  const open = createOpenTracks(options)
  const deleted = new Set<SessionId>()
  let isClosed = false

  async function keep(sessionId: SessionId, trackId: TrackId, piece: Piece): Promise<number> {
    const path = pathOf(sessionId, trackId)
    if (isClosed) throw new AppError('shutting_down', 'Greenroom is restarting. What was acknowledged is saved.')
    if (deleted.has(sessionId)) throw soundDeleted()
    return (await guarded(() => open.get(path).keep(piece))) / BYTES_A_SAMPLE
  }

  async function countSamples(sessionId: SessionId, trackId: TrackId): Promise<number> {
    if (deleted.has(sessionId)) return 0
    try {
      return await keep(sessionId, trackId, NOTHING)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'storage_read_only')) throw error
      // Where nothing can be written, what was written can still be heard.
      return Math.floor((await guarded(() => findSize(pathOf(sessionId, trackId)))) / BYTES_A_SAMPLE)
    }
  }

  async function* stream(sessionId: SessionId, trackId: TrackId, fromByte: number, toByte: number) {
    const path = pathOf(sessionId, trackId)
    if (deleted.has(sessionId)) return
    for await (const block of readTrack(path, fromByte, toByte)) {
      if (deleted.has(sessionId)) throw soundDeleted()
      yield block
    }
  }

  async function read(sessionId: SessionId, trackId: TrackId, fromSample: number, toSample: number) {
    const blocks: Uint8Array[] = []
    const [fromByte, toByte] = [fromSample * BYTES_A_SAMPLE, toSample * BYTES_A_SAMPLE]
    for await (const block of stream(sessionId, trackId, fromByte, toByte)) blocks.push(block)
    const pcm = Buffer.concat(blocks)
    // A crash may have left half a sample at the end.
    return pcm.subarray(0, pcm.length - (pcm.length % BYTES_A_SAMPLE))
  }

  async function deleteSession(sessionId: SessionId): Promise<void> {
    const own = join(root, parseId(SessionIdSchema, sessionId))
    // Before anything is waited for: from here on nothing is written.
    remember(sessionId)
    try {
      await guarded(async () => {
        await open.closeWithin(own)
        await rm(own, { recursive: true, force: true })
        await syncFolders(root, root)
      })
    } catch (error) {
      deleted.delete(sessionId)
      throw error
    }
  }

  function remember(sessionId: SessionId): void {
    deleted.add(sessionId)
    for (const oldest of deleted) {
      if (deleted.size <= MOST_DELETED) return
      deleted.delete(oldest)
    }
  }

  function pathOf(sessionId: SessionId, trackId: TrackId): string {
    return join(root, parseId(SessionIdSchema, sessionId), `${parseId(TrackIdSchema, trackId)}.pcm`)
  }

  return {
    write: async (sessionId, trackId, firstSample, pcm) =>
      keep(sessionId, trackId, buildPiece(firstSample, firstSample + pcm.byteLength / BYTES_A_SAMPLE, pcm)),
    fill: async (sessionId, trackId, toSample) => keep(sessionId, trackId, buildPiece(0, toSample, null)),
    countSamples,
    read,
    stream,
    deleteSession,
    close: async () => {
      isClosed = true
      await open.closeAll()
    },
  }
}

function buildPiece(fromSample: number, toSample: number, pcm: Uint8Array | null): Piece {
  if (!(Number.isSafeInteger(fromSample) && Number.isSafeInteger(toSample) && fromSample >= 0)) {
    throw new AppError('bad_request', 'The server could not read this sound. Nothing was changed.', { field: 'pcm' })
  }
  if (toSample > MAX_TRACK_SAMPLES) {
    throw new AppError('too_large', 'This recording is over three hours. What came before is safe.')
  }
  return { fromByte: fromSample * BYTES_A_SAMPLE, toByte: toSample * BYTES_A_SAMPLE, pcm }
}

/** An id becomes a name on the disk: nothing of another shape may pass. */
function parseId<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }, value: unknown): T {
  const { data } = schema.safeParse(value)
  if (data === undefined) throw new AppError('bad_request', 'There is no such recording.', { field: 'id' })
  return data
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toStorageError(error)
  }
}

function soundDeleted(): AppError {
  return new AppError('audio_deleted', 'The sound of this session was deleted.')
}
