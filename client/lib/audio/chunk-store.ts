import type { ClientId, SessionId } from '#contract/ids.ts'
import type { AudioChunk } from '#contract/socket.ts'
import { CHUNK_SAMPLES, MAX_CHUNK_SAMPLES, type TrackId } from '#contract/speech.ts'
import { type Database, type GreenroomDatabase, KEEP_MS, openDatabase } from '../database.ts'
import { endOf, type TrackLeft } from './upload-state.ts'

/** Where sound outlives a reload until the server has it. */
export interface ChunkStore {
  /** Tracks of which an earlier load of this tab, or a tab that is gone, left something behind. Never fails. */
  findLeft(): Promise<TrackLeft[]>
  /** `count` chunks of a track in order, from the one that holds `fromSample` on. Never fails: what cannot be read is not there. */
  load(trackId: TrackId, fromSample: number, count: number): Promise<AudioChunk[]>
  save(chunk: AudioChunk): void
  /** Takes out what begins before `beforeSample`. */
  forget(trackId: TrackId, beforeSample: number): void
  drop(trackId: TrackId): void
  close(): void
}

type Row = GreenroomDatabase['chunks']['value']
type Key = GreenroomDatabase['chunks']['key']
/** A track to which nothing was added for so long belongs to no tab any more. */
const ORPHAN_AFTER_MS = 10_000

/** The sound of one session in IndexedDB; what the browser refuses to store lasts as long as the page. */
export function createChunkStore(sessionId: SessionId, clientId: ClientId, now: () => number): ChunkStore {
  const database = openDatabase()
  /** What could not be written. */
  const held = new Map<TrackId, AudioChunk[]>()
  let writes: Promise<unknown> = Promise.resolve()

  const queue = (write: (db: Database) => Promise<unknown>, otherwise: () => void = () => undefined) => {
    writes = writes
      .then(() => database)
      .then((db) => (db === null ? otherwise() : write(db)))
      .catch(otherwise)
  }
  const rangeOf = (trackId: TrackId, from: number, to?: number) => trackRange({ sessionId, trackId }, from, to)
  const isAnothers = (row: Row) => row.clientId !== clientId && now() - row.at < ORPHAN_AFTER_MS
  const hold = (chunk: AudioChunk) => held.set(chunk.trackId, [...(held.get(chunk.trackId) ?? []), chunk])

  return {
    findLeft: async () => {
      const db = await database
      if (db === null) return []
      const keys = await db.getAllKeys('chunks').catch(() => [])
      const lasts = await Promise.all(lastKeys(keys).map((key) => db.get('chunks', key).catch(() => undefined)))
      const rows = lasts.filter((row) => row !== undefined)
      const isOld = (row: Row) => row.at < now() - KEEP_MS
      for (const row of rows.filter(isOld)) queue((open) => open.delete('chunks', trackRange(row, 0)))
      return rows.filter((row) => row.sessionId === sessionId && !isOld(row) && !isAnothers(row)).map(toLeft)
    },
    load: async (trackId, fromSample, count) => {
      await writes
      const db = await database
      // The chunk that holds the sample began up to its length before.
      const range = rangeOf(trackId, Math.max(0, fromSample - MAX_CHUNK_SAMPLES))
      const most = count + MAX_CHUNK_SAMPLES / CHUNK_SAMPLES
      const rows = db === null ? [] : await db.getAll('chunks', range, most).catch(() => [])
      const stored = rows.map(({ firstSample, pcm }) => ({ trackId, firstSample, pcm }))
      return [...stored, ...(held.get(trackId) ?? [])]
        .filter((chunk) => endOf(chunk) > fromSample)
        .sort((a, b) => a.firstSample - b.firstSample)
        .slice(0, count)
    },
    save: (chunk) => {
      const row: Row = { ...chunk, sessionId, clientId, at: now() }
      queue(
        (db) => db.put('chunks', row),
        () => hold(chunk),
      )
    },
    forget: (trackId, beforeSample) => {
      held.set(
        trackId,
        (held.get(trackId) ?? []).filter((chunk) => chunk.firstSample >= beforeSample),
      )
      queue((db) => db.delete('chunks', rangeOf(trackId, 0, beforeSample)))
    },
    drop: (trackId) => {
      held.delete(trackId)
      queue((db) => db.delete('chunks', rangeOf(trackId, 0)))
    },
    close: () => queue(async (db) => db.close()),
  }
}

/** The key of the last chunk of each track; keys come in order. */
function lastKeys(keys: readonly Key[]): Key[] {
  return keys.filter(([session, track], i) => {
    const next = keys[i + 1]
    return next === undefined || next[0] !== session || next[1] !== track
  })
}

/** Chunks of a track that begin at `from` or later, and before `to`. */
function trackRange({ sessionId, trackId }: Pick<Row, 'sessionId' | 'trackId'>, from: number, to = Infinity) {
  return IDBKeyRange.bound([sessionId, trackId, from], [sessionId, trackId, to], false, true)
}

function toLeft(last: Row): TrackLeft {
  return { trackId: last.trackId, lastChunkAt: last.firstSample, samples: endOf(last) }
}
