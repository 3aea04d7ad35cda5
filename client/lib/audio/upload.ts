import type { ErrorCode } from '#contract/error.ts'
import type { AudioChunk } from '#contract/socket.ts'
import type { TrackId } from '#contract/speech.ts'
import {
  buildTrackUpload,
  endOf,
  LOAD_CHUNKS,
  MAX_MEMORY_SAMPLES,
  neededFrom,
  type TrackUpload,
  type UploadInput,
  type UploadOutput,
  type UploadState,
  WINDOW,
} from './upload-state.ts'

const SOON_MS = 200
const LATER_MS = 2_000
/** A track that is still not there after so many tries has not just been begun. */
const MAX_SOON = 10
/** After these refusals the same chunk may be taken later; after any other, nothing of its track ever will. */
const MAY_BE_TAKEN_LATER: ReadonlySet<ErrorCode> = new Set([
  'not_found',
  'storage_full',
  'storage_read_only',
  'not_joined',
  'pen_elsewhere',
  'shutting_down',
  'internal',
])

type Say = (output: UploadOutput) => void

/** What is on its way after something happened, and what is to be done about it. Pure: the same in, the same out. */
export function stepUpload(
  state: UploadState,
  input: UploadInput,
): { state: UploadState; outputs: readonly UploadOutput[] } {
  const outputs: UploadOutput[] = []
  const say: Say = (output) => outputs.push(output)
  return { state: sendReady(endDone(change(state, input, say), say), say), outputs }
}

function change(state: UploadState, input: UploadInput, say: Say): UploadState {
  switch (input.type) {
    case 'begun':
      return begun(state, input.trackId)
    case 'captured': {
      const { type: _, ...chunk } = input
      return captured(state, chunk, say)
    }
    case 'finished':
      return finished(state, input.trackId, input.samples)
    case 'opened':
      return opened(state, input.tracks, say)
    case 'closed':
      return { ...state, isUp: false, tracks: state.tracks.map(ground) }
    case 'answered':
      return answered(state, input, say)
    case 'loaded':
      return inTrack(state, input.trackId, (track) => loaded(track, input, say))
    case 'due':
      return inTrack(state, input.trackId, (track) => (track.hold === 'resting' ? { ...track, hold: 'none' } : track))
    default:
      return input satisfies never
  }
}

function inTrack(state: UploadState, id: TrackId, update: (track: TrackUpload) => TrackUpload): UploadState {
  return { ...state, tracks: state.tracks.map((track) => (track.id === id ? update(track) : track)) }
}

function without(state: UploadState, id: TrackId): UploadState {
  return { ...state, tracks: state.tracks.filter((track) => track.id !== id), over: new Set([...state.over, id]) }
}

function begun(state: UploadState, id: TrackId): UploadState {
  const isKnown = state.over.has(id) || state.tracks.some((track) => track.id === id)
  return isKnown ? state : { ...state, tracks: [...state.tracks, buildTrackUpload(id)] }
}

function captured(state: UploadState, chunk: AudioChunk, say: Say): UploadState {
  const { trackId, firstSample } = chunk
  return inTrack(begun(state, trackId), trackId, (track) => {
    if (track.samples !== null || firstSample < track.captured) return track
    say({ type: 'store', chunk })
    const memory = hasRoomFor(track, chunk) ? [...track.memory, chunk] : track.memory
    return { ...track, memory, captured: endOf(chunk), lastChunkAt: firstSample }
  })
}

/** What does not follow on what is in memory, or is too much for it, is taken from the store when its turn comes. */
function hasRoomFor(track: TrackUpload, chunk: AudioChunk): boolean {
  const [first] = track.memory
  const last = track.memory.at(-1)
  if (first === undefined || last === undefined) return chunk.firstSample <= neededFrom(track)
  return endOf(last) === chunk.firstSample && endOf(chunk) - first.firstSample <= MAX_MEMORY_SAMPLES
}

function finished(state: UploadState, id: TrackId, samples: number): UploadState {
  return inTrack(begun(state, id), id, (track) => ({ ...track, samples: Math.max(samples, track.captured) }))
}

/** The connection is gone, and with it every answer. */
function ground(track: TrackUpload): TrackUpload {
  const nextToSend = neededFrom(track)
  return { ...track, flying: new Set(), isConfirmed: false, hold: 'none', refusals: 0, stuckAt: null, nextToSend }
}

function opened(
  before: UploadState,
  positions: Extract<UploadInput, { type: 'opened' }>['tracks'],
  say: Say,
): UploadState {
  const isNew = !before.isUp
  for (const { trackId, nextSample } of positions) {
    const isKnown = before.over.has(trackId) || before.tracks.some((track) => track.id === trackId)
    if (!isKnown) say({ type: 'unknown', trackId, nextSample })
  }
  const tracks = before.tracks.map((track) => {
    const nextSample = positions.find(({ trackId }) => trackId === track.id)?.nextSample
    const free: TrackUpload = track.hold === 'stranded' ? { ...track, hold: 'none' } : track
    if (nextSample === undefined) return free
    // In the middle of a connection an answer may have overtaken this one and know better.
    const acknowledged = isNew ? nextSample : Math.max(track.acknowledged, nextSample)
    return clearMemory({ ...free, acknowledged, isConfirmed: true }, say)
  })
  return { ...before, isUp: true, connection: before.connection + (isNew ? 1 : 0), tracks }
}

/** Follows the server's word on how much it has: what it has goes, and what comes before the rest must be had from the store. */
function clearMemory(track: TrackUpload, say: Say): TrackUpload {
  const from = neededFrom(track)
  const kept = track.memory.filter((chunk) => endOf(chunk) > from)
  const memory = (kept[0]?.firstSample ?? 0) > from ? [] : kept
  const captured = Math.max(track.captured, track.acknowledged)
  const nextToSend = memory.length === 0 ? from : Math.max(from, track.nextToSend)
  const isAllThere = from >= captured
  const beforeSample = Math.min(track.lastChunkAt, memory[0]?.firstSample ?? (isAllThere ? captured : 0))
  if (beforeSample > track.forgotten) say({ type: 'forget', trackId: track.id, beforeSample })
  const samples = track.samples === null ? null : Math.max(track.samples, captured)
  return { ...track, memory, captured, samples, nextToSend, forgotten: Math.max(track.forgotten, beforeSample) }
}

function answered(state: UploadState, input: Extract<UploadInput, { type: 'answered' }>, say: Say): UploadState {
  const { trackId, firstSample, result } = input
  const track = state.tracks.find(({ id }) => id === trackId)
  if (input.connection !== state.connection || !track?.flying.has(firstSample)) return state
  const code = result === null || result.ok ? null : result.error.code
  if (code !== null && !MAY_BE_TAKEN_LATER.has(code)) {
    say({ type: 'drop', trackId })
    say({ type: 'gave_up', trackId, code })
    return without(state, trackId)
  }
  const flying = new Set(track.flying)
  flying.delete(firstSample)
  const landed = { ...track, flying }
  if (code !== null) return inTrack(state, trackId, () => drained(refused(landed, code), say))
  if (result?.ok !== true) return inTrack(state, trackId, () => drained(landed, say))
  const acknowledged = Math.max(track.acknowledged, result.nextSample)
  const taken = clearMemory({ ...landed, acknowledged, isConfirmed: true, refusals: 0 }, say)
  return inTrack(state, trackId, () => drained(taken, say))
}

function refused(track: TrackUpload, code: ErrorCode): TrackUpload {
  const restMs = code === 'not_found' && track.refusals < MAX_SOON ? SOON_MS : LATER_MS
  return { ...track, hold: 'draining', refusals: track.refusals + 1, restMs: Math.max(restMs, heldMs(track)) }
}

function heldMs({ hold, restMs }: TrackUpload): number {
  return hold === 'draining' ? restMs : 0
}

/** When all is answered: what the server does not have after all is sent again, after a rest where that was in vain before. */
function drained(track: TrackUpload, say: Say): TrackUpload {
  if (track.flying.size > 0) return track
  const from = neededFrom(track)
  const isShort = from < track.nextToSend
  const isInVain = isShort && track.stuckAt === from
  const stuckAt = isShort ? from : null
  if (track.hold !== 'draining' && !isInVain) return { ...track, stuckAt, nextToSend: from }
  say({ type: 'wait', trackId: track.id, ms: track.hold === 'draining' ? track.restMs : SOON_MS })
  return { ...track, hold: 'resting', stuckAt, nextToSend: from }
}

function loaded(track: TrackUpload, input: Extract<UploadInput, { type: 'loaded' }>, say: Say): TrackUpload {
  const asked: TrackUpload = { ...track, isLoading: false }
  const from = neededFrom(track)
  if (input.fromSample !== from || track.memory.length > 0) return asked
  const memory = input.chunks.filter((chunk) => endOf(chunk) > from)
  const begins = memory[0]?.firstSample ?? null
  if (begins !== null && begins <= from) return { ...asked, memory, nextToSend: from }
  // Before the server has said where it is, a gap means nothing: it may have what lies before.
  if (!track.isConfirmed) {
    return begins === null ? { ...asked, hold: 'stranded' } : { ...asked, memory, nextToSend: begins }
  }
  const lostTo = begins ?? track.captured
  // The length of a track that has ended says by itself that its end is missing.
  const isEnd = begins === null && track.samples !== null
  if (!isEnd) say({ type: 'lost', trackId: track.id, span: { fromSample: from, toSample: lostTo } })
  return { ...asked, memory, lostTo, nextToSend: lostTo }
}

/** Ends tracks of which the server has everything. */
function endDone(before: UploadState, say: Say): UploadState {
  const done = before.tracks.filter((track) => track.samples !== null && neededFrom(track) >= track.captured)
  return done.reduce((state, track) => {
    say({ type: 'close_track', trackId: track.id, samples: track.samples ?? track.captured })
    say({ type: 'drop', trackId: track.id })
    return without(state, track.id)
  }, before)
}

/** Sends what may be sent, oldest track first, and asks the store for what is not in memory. */
function sendReady(state: UploadState, say: Say): UploadState {
  if (!state.isUp) return state
  let room = WINDOW - state.tracks.reduce((sum, track) => sum + track.flying.size, 0)
  const tracks = state.tracks.map((track) => {
    if (track.hold !== 'none') return track
    // A track that the server may not know is asked about with one chunk.
    const most = track.isConfirmed ? room : Math.min(room, 1 - track.flying.size)
    const ready = track.memory.filter((chunk) => endOf(chunk) > track.nextToSend).slice(0, Math.max(0, most))
    const last = ready.at(-1)
    if (last !== undefined) {
      for (const chunk of ready) say({ type: 'send', connection: state.connection, chunk })
      room -= ready.length
      const flying = new Set([...track.flying, ...ready.map(({ firstSample }) => firstSample)])
      return { ...track, flying, nextToSend: endOf(last) }
    }
    const fromSample = neededFrom(track)
    if (track.memory.length > 0 || track.isLoading || fromSample >= track.captured) return track
    say({ type: 'load', trackId: track.id, fromSample, count: LOAD_CHUNKS })
    return { ...track, isLoading: true }
  })
  return { ...state, tracks }
}
