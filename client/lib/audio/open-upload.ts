import type { SessionId } from '#contract/ids.ts'
import type { SessionLive } from '../session-live.ts'
import { type ChunkStore, createChunkStore } from './chunk-store.ts'
import type { TrackUpload } from './recorder.ts'
import { stepUpload } from './upload.ts'
import { buildUploadState, countUnsent, type UploadInput, type UploadOutput } from './upload-state.ts'

/** Sound on its way from this page. */
export interface SoundUpload extends TrackUpload {
  /** Samples that the server does not have yet. */
  countUnsent(): number
  close(): void
}

/** Runs the pure `stepUpload` on what the microphone gives and the line answers. */
export async function openSoundUpload(live: SessionLive, sessionId: SessionId): Promise<SoundUpload> {
  const store = createChunkStore(sessionId, live.clientId, Date.now)
  let state = buildUploadState(await store.findLeft())
  const waits = new Map<string, ReturnType<typeof setTimeout>>()
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
        clearTimeout(waits.get(output.trackId))
        waits.set(
          output.trackId,
          setTimeout(() => feed({ type: 'due', trackId: output.trackId }), output.ms),
        )
        return
      case 'close_track':
        return live.send({ type: 'track:close', trackId: output.trackId, samples: output.samples })
      case 'lost':
        return live.send({ type: 'track:lost', trackId: output.trackId, span: output.span })
      case 'unknown':
        // Another load of this page recorded it, and everything of it that will ever come has come.
        return live.send({ type: 'track:close', trackId: output.trackId, samples: output.nextSample })
      case 'gave_up':
        return
    }
  }

  const unsubscribe = live.onSoundLine({
    opened: (tracks) => feed({ type: 'opened', tracks }),
    closed: () => feed({ type: 'closed' }),
  })

  return {
    begun: (trackId) => feed({ type: 'begun', trackId }),
    captured: (trackId, firstSample, pcm) => feed({ type: 'captured', trackId, firstSample, pcm: toBytes(pcm) }),
    finished: (trackId, samples) => feed({ type: 'finished', trackId, samples }),
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
