import type { SessionId } from '#contract/ids.ts'
import { CHUNK_SAMPLES, type TrackId } from '#contract/speech.ts'
import type { SessionLive } from '../session-live.ts'
import { type ChunkStore, createChunkStore } from './chunk-store.ts'
import { createOpenSpeech } from './open-speech.ts'
import type { TrackUpload } from './recorder.ts'
import { stepUpload } from './upload.ts'
import { buildUploadState, countUnsent, type UploadInput, type UploadOutput } from './upload-state.ts'

/** Sound on its way from this page. */
export interface SoundUpload extends TrackUpload {
  /** Speech began here, and the server has not been told of its end. */
  speechBegan(trackId: TrackId, sample: number): void
  /** The end of it was told, or it was none. */
  speechTold(trackId: TrackId): void
  /** Samples that the server does not have yet. */
  countUnsent(): number
  close(): void
}

/** Another page that records a track has ended it when nothing came for so long. */
const FOREIGN_WAIT_MS = 1_000

/** Runs the pure `stepUpload` on what the microphone gives and the line answers. */
export async function openSoundUpload(live: SessionLive, sessionId: SessionId): Promise<SoundUpload> {
  const store = createChunkStore(sessionId, live.clientId, Date.now)
  let state = buildUploadState(await store.findLeft())
  const waits = new Map<string, ReturnType<typeof setTimeout>>()
  const speech = createOpenSpeech()
  let isClosed = false

  const feed = (input: UploadInput) => {
    if (isClosed) return
    const stepped = stepUpload(state, input)
    state = stepped.state
    for (const output of stepped.outputs) act(output)
  }

  const act = (output: UploadOutput) => {
    switch (output.type) {
      case 'store':
      case 'load':
      case 'forget':
      case 'drop':
        return keep(store, output, feed)
      case 'send': {
        const { connection, chunk } = output
        const { trackId, firstSample } = chunk
        return live.sendChunk(chunk, (result) => feed({ type: 'answered', connection, trackId, firstSample, result }))
      }
      case 'wait':
        return after(output.trackId, output.ms, () => feed({ type: 'due', trackId: output.trackId }))
      case 'close_track':
        return end(output.trackId, output.samples)
      case 'lost':
        return live.send({ type: 'track:lost', trackId: output.trackId, span: output.span })
      case 'unknown':
        return endForeign(output.trackId, output.nextSample)
      case 'gave_up':
        return
    }
  }

  const after = (trackId: TrackId, ms: number, then: () => void) => {
    clearTimeout(waits.get(trackId))
    waits.set(trackId, setTimeout(then, ms))
  }

  /** What was being said when the page that recorded it went is a stretch of speech too. */
  const end = (trackId: TrackId, samples: number) => {
    // Only the tab that writes can tell of it.
    const fromSample = live.getView().pen ? speech.take(trackId) : null
    if (fromSample !== null && samples - fromSample >= CHUNK_SAMPLES) {
      live.send({ type: 'speech:detect', trackId, span: { fromSample, toSample: samples } })
    }
    live.send({ type: 'track:close', trackId, samples })
  }

  /** Another page recorded it, and may still be sending what it has: it is over when no more comes. */
  const endForeign = (trackId: TrackId, nextSample: number) => {
    after(trackId, FOREIGN_WAIT_MS, () => {
      // An empty piece asks how much there is.
      live.sendChunk({ trackId, firstSample: nextSample, pcm: new Uint8Array() }, (result) => {
        const stored = result?.ok ? result.nextSample : nextSample
        if (isClosed) return
        if (stored > nextSample) endForeign(trackId, stored)
        else end(trackId, stored)
      })
    })
  }

  const unsubscribe = live.onSoundLine({
    opened: (tracks) => feed({ type: 'opened', tracks }),
    closed: () => feed({ type: 'closed' }),
  })

  return {
    begun: (trackId) => feed({ type: 'begun', trackId }),
    captured: (trackId, firstSample, pcm) => feed({ type: 'captured', trackId, firstSample, pcm: toBytes(pcm) }),
    finished: (trackId, samples) => feed({ type: 'finished', trackId, samples }),
    speechBegan: speech.began,
    speechTold: speech.told,
    countUnsent: () => countUnsent(state),
    close: () => {
      isClosed = true
      unsubscribe()
      for (const wait of waits.values()) clearTimeout(wait)
      store.close()
    },
  }
}

type StoreOutput = Extract<UploadOutput, { type: 'store' | 'load' | 'forget' | 'drop' }>

function keep(store: ChunkStore, output: StoreOutput, feed: (input: UploadInput) => void): void {
  switch (output.type) {
    case 'store':
      store.save(output.chunk)
      return
    case 'forget':
      store.forget(output.trackId, output.beforeSample)
      return
    case 'drop':
      store.drop(output.trackId)
      return
    case 'load': {
      const { trackId, fromSample, count } = output
      void store
        .load(trackId, fromSample, count)
        .then((chunks) => feed({ type: 'loaded', trackId, fromSample, chunks }))
    }
  }
}

/** Little-endian, as every device that runs a browser has its samples. */
function toBytes(pcm: Int16Array): Uint8Array {
  return new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)
}
