import type { ErrorCode, Result } from '#contract/error.ts'
import type { AudioChunk, ChunkStored, Joined } from '#contract/socket.ts'
import { SAMPLE_RATE, type Span, type TrackId } from '#contract/speech.ts'

/** How many chunks may be on their way at once, of all tracks together. */
export const WINDOW = 40
/** What waits longer than this is kept in the store only, in samples of one track. */
export const MAX_MEMORY_SAMPLES = 60 * SAMPLE_RATE
/** So many chunks are taken from the store at once. */
export const LOAD_CHUNKS = 300

/** Of one track. All positions are samples of it; a position stands before its sample. */
export interface TrackUpload {
  readonly id: TrackId
  /** What the microphone has given so far. */
  readonly captured: number
  /** Where the last chunk begins that was captured. It is forgotten with the track: it says that there is one. */
  readonly lastChunkAt: number
  /** How long the track is; null while the microphone still gives. */
  readonly samples: number | null
  /** Everything before is on the server's disk. */
  readonly acknowledged: number
  /** What is missing before was given up, and the server told. */
  readonly lostTo: number
  readonly nextToSend: number
  /** First samples of the chunks that were sent on this connection and have no answer yet. */
  readonly flying: ReadonlySet<number>
  /** Chunks in order, from the first one on that the server does not have; not all of them if there are many. */
  readonly memory: readonly AudioChunk[]
  /** On this connection the server has said how much it has. */
  readonly isConfirmed: boolean
  readonly isLoading: boolean
  /**
   * `draining`: something was refused, so nothing is sent until the rest is answered. `resting`: then for a while. `stranded`: neither
   * here nor there is anything of it; the next connection may know more.
   */
  readonly hold: 'none' | 'draining' | 'resting' | 'stranded'
  readonly restMs: number
  /** Refusals in a row. */
  readonly refusals: number
  /** Where the last round of answers left off short of what had been sent; null where it did not. */
  readonly stuckAt: number | null
  /** The store has forgotten what begins before. */
  readonly forgotten: number
}

/** Sound on its way to the server. Only `upload.ts` makes a new one. */
export interface UploadState {
  readonly isUp: boolean
  /** Counts connections: an answer that belongs to an earlier one is ignored. */
  readonly connection: number
  /** Oldest first. */
  readonly tracks: readonly TrackUpload[]
  /** Tracks that nothing more is done about. */
  readonly over: ReadonlySet<TrackId>
}

export type UploadInput =
  /** The track was opened; its first sound may take a while. */
  | { readonly type: 'begun'; readonly trackId: TrackId }
  | ({ readonly type: 'captured' } & AudioChunk)
  /** The microphone gives no more of it. */
  | { readonly type: 'finished'; readonly trackId: TrackId; readonly samples: number }
  /** Joined; `tracks` are those that the server has not closed, and how much of each it has. */
  | { readonly type: 'opened'; readonly tracks: Joined['tracks'] }
  | { readonly type: 'closed' }
  | {
      readonly type: 'answered'
      readonly connection: number
      readonly trackId: TrackId
      readonly firstSample: number
      /** Null where no answer came in time. */
      readonly result: Result<ChunkStored> | null
    }
  /** What the store has from `fromSample` on, in order. */
  | {
      readonly type: 'loaded'
      readonly trackId: TrackId
      readonly fromSample: number
      readonly chunks: readonly AudioChunk[]
    }
  /** The wait that was asked for is over. */
  | { readonly type: 'due'; readonly trackId: TrackId }

export type UploadOutput =
  | { readonly type: 'store'; readonly chunk: AudioChunk }
  | { readonly type: 'load'; readonly trackId: TrackId; readonly fromSample: number; readonly count: number }
  /** What begins before `beforeSample` is not needed any more. */
  | { readonly type: 'forget'; readonly trackId: TrackId; readonly beforeSample: number }
  /** Nothing of the track is needed any more. */
  | { readonly type: 'drop'; readonly trackId: TrackId }
  | { readonly type: 'send'; readonly connection: number; readonly chunk: AudioChunk }
  | { readonly type: 'wait'; readonly trackId: TrackId; readonly ms: number }
  /** The server has all that can be had of it; once a track. */
  | { readonly type: 'close_track'; readonly trackId: TrackId; readonly samples: number }
  /** The server wants this and it is not here any more. */
  | { readonly type: 'lost'; readonly trackId: TrackId; readonly span: Span }
  | UploadNews

export type UploadNews =
  /** The server waits for more of a track that this device knows nothing about. */
  | { readonly type: 'unknown'; readonly trackId: TrackId; readonly nextSample: number }
  /** The server will never take this track. */
  | { readonly type: 'gave_up'; readonly trackId: TrackId; readonly code: ErrorCode }

/** A track of which an earlier load of this page left chunks behind; it ends where the last of them does. */
export interface TrackLeft {
  readonly trackId: TrackId
  readonly lastChunkAt: number
  readonly samples: number
}

/** What is to be sent when a page has just been loaded. */
export function buildUploadState(left: readonly TrackLeft[] = []): UploadState {
  const tracks = left.map(({ trackId, lastChunkAt, samples }) => ({
    ...buildTrackUpload(trackId),
    captured: samples,
    lastChunkAt,
    samples,
  }))
  return { isUp: false, connection: 0, tracks, over: new Set() }
}

export function buildTrackUpload(id: TrackId): TrackUpload {
  return {
    id,
    captured: 0,
    lastChunkAt: 0,
    samples: null,
    acknowledged: 0,
    lostTo: 0,
    nextToSend: 0,
    flying: new Set(),
    memory: [],
    isConfirmed: false,
    isLoading: false,
    hold: 'none',
    restMs: 0,
    refusals: 0,
    stuckAt: null,
    forgotten: 0,
  }
}

/** How much was captured and is not known to be on the server's disk, in samples. */
export function countUnsent({ tracks }: UploadState): number {
  return tracks.reduce((sum, track) => sum + Math.max(0, track.captured - neededFrom(track)), 0)
}

/** The first sample that the server still needs. */
export function neededFrom({ acknowledged, lostTo }: TrackUpload): number {
  return Math.max(acknowledged, lostTo)
}

/** Where a chunk ends: 16 bit a sample. */
export function endOf({ firstSample, pcm }: AudioChunk): number {
  return firstSample + (pcm.byteLength >> 1)
}
