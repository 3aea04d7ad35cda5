import type { TurnId } from '#contract/ids.ts'
import type { Command, Signal } from '#contract/socket.ts'
import { CHUNK_SAMPLES, type Recognizer, type Span, type TrackId } from '#contract/speech.ts'
import type { VoiceActivity } from './voice-activity.ts'

/** What a recorder tells of speech, for the voice that gives way and the recogniser that listens along. */
export interface SpeechListener {
  started(sample: number): void
  mistaken(): void
  ended(trackId: TrackId, span: Span): void
}

/** Finds speech in the samples of one track. */
export interface TrackListener {
  push(samples: Int16Array): void
  /** The track has ended: a stretch that is still open is told at once. */
  flush(): Promise<void>
}

/** Keeps the pieces of tracks until the server has them. */
export interface TrackUpload {
  /** There will be pieces of this track. */
  begun(trackId: TrackId): void
  captured(trackId: TrackId, firstSample: number, pcm: Int16Array): void
  finished(trackId: TrackId, samples: number): void
}

export interface RecorderDeps {
  readonly send: (command: Command) => void
  readonly signal: (signal: Signal) => void
  readonly upload: TrackUpload
  readonly listen: (onActivity: (activity: VoiceActivity) => void) => TrackListener
  readonly speech: SpeechListener
  readonly newTrackId: () => TrackId
  /** The server's clock, epoch ms. */
  readonly serverNow: () => number
}

export interface RecordingTrack {
  readonly id: TrackId
  readonly turnId: TurnId
}

/**
 * Makes tracks of what the microphone gives: one for each turn, one after the other without a gap. What stands between two calls of
 * `record` belongs to the first of them, so that words which go on after an answer was taken are in its recording.
 */
export function createRecorder(deps: RecorderDeps) {
  let open: OpenTrack | null = null

  interface OpenTrack extends RecordingTrack {
    samples: number
    /** What has come since the last chunk went out. */
    readonly filling: Int16Array<ArrayBuffer>
    filled: number
    readonly listener: TrackListener
  }

  /** From the next piece on the sound belongs to this turn. Nothing happens where it does already. */
  function record(turnId: TurnId, recognizer: Recognizer['kind']): void {
    if (open?.turnId === turnId) return
    stop()
    const id = deps.newTrackId()
    // The first piece was being captured while this was decided.
    const startedAt = Math.round(deps.serverNow())
    const listener = deps.listen((activity) => onActivity(track, activity))
    const filling = new Int16Array(CHUNK_SAMPLES)
    const track: OpenTrack = { id, turnId, samples: 0, filling, filled: 0, listener }
    // First, since whoever hears of the command may ask again.
    open = track
    deps.upload.begun(id)
    deps.send({ type: 'track:open', turnId, trackId: id, startedAt, recognizer })
  }

  /** A piece of sound, in the order in which it was heard. Dropped while nothing is recorded. */
  function push(pcm: Int16Array): void {
    if (open === null || pcm.length === 0) return
    fill(open, pcm)
    open.listener.push(pcm)
  }

  /** Speech is looked for in every piece as it comes; it travels in chunks. */
  function fill(track: OpenTrack, pcm: Int16Array): void {
    for (let at = 0; at < pcm.length; ) {
      const count = Math.min(CHUNK_SAMPLES - track.filled, pcm.length - at)
      track.filling.set(pcm.subarray(at, at + count), track.filled)
      track.filled += count
      at += count
      if (track.filled === CHUNK_SAMPLES) sendOff(track)
    }
  }

  function sendOff(track: OpenTrack): void {
    if (track.filled === 0) return
    deps.upload.captured(track.id, track.samples, track.filling.slice(0, track.filled))
    track.samples += track.filled
    track.filled = 0
  }

  /** Ends the track; what is still on its way to the server goes on. */
  function stop(): Promise<void> {
    const track = open
    open = null
    if (track === null) return Promise.resolve()
    sendOff(track)
    return track.listener.flush().then(() => deps.upload.finished(track.id, track.samples))
  }

  function onActivity(track: OpenTrack, activity: VoiceActivity): void {
    switch (activity.type) {
      case 'started':
        deps.signal({ type: 'speech:start', trackId: track.id, sample: activity.sample })
        deps.speech.started(activity.sample)
        return
      case 'mistake':
        deps.signal({ type: 'speech:mistake', trackId: track.id })
        deps.speech.mistaken()
        return
      case 'span': {
        const span: Span = { fromSample: activity.fromSample, toSample: activity.toSample }
        deps.send({ type: 'speech:detect', trackId: track.id, span })
        deps.speech.ended(track.id, span)
      }
    }
  }

  return {
    record,
    push,
    stop,
    /** The track that sound goes to now. */
    track: (): RecordingTrack | null => open,
    /** How much of the track was heard so far, in samples. */
    position: () => (open === null ? 0 : open.samples + open.filled),
  }
}
