import { DEFAULT_SPEECH } from '../../server/contract/speech.ts'
import type { AudioStore, Voice } from '../../server/ports.ts'
import { ask, beginAs, type startTestApp } from '../support/app.ts'
import { buildSound, buildTrackId } from '../support/sound.ts'

export const TRACK = buildTrackId(1)
const PIECE_SAMPLES = 16_000

type TestApp = Awaited<ReturnType<typeof startTestApp>>

/** A spoken interview that was begun: somebody may record into its first answer, and end it. */
export async function beginInterview(app: TestApp) {
  const id = await app.createSession({ speech: { ...DEFAULT_SPEECH, answer: 'spoken', checkTranscript: false } })
  const socket = await app.connect()
  await beginAs(socket, id)
  let clientSeq = 1
  const command = (name: string, payload: object) => ask(socket, name, { clientSeq: ++clientSeq, ...payload })

  return {
    id,
    openTrack: (trackId = TRACK) =>
      command('track:open', { turnId: 't2', trackId, startedAt: 1, recognizer: 'endpoint' }),
    async record(samples: number, trackId = TRACK) {
      await this.openTrack(trackId)
      for (let from = 0; from < samples; from += PIECE_SAMPLES) {
        const pcm = buildSound(trackId, from, Math.min(PIECE_SAMPLES, samples - from))
        await ask(socket, 'audio:chunk', { trackId, firstSample: from, pcm: Buffer.from(pcm) })
      }
    },
    async end() {
      await command('session:end', { text: 'feed starter' })
      socket.disconnect()
    },
  }
}

/** A store whose streams tell how many bytes were asked of them, and when nobody asks any more. */
export function watchStreams(audio: AudioStore) {
  let bytes = 0
  let onEnd: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    onEnd = resolve
  })
  const watched: AudioStore = {
    ...audio,
    async *stream(...about) {
      try {
        for await (const block of audio.stream(...about)) {
          bytes += block.length
          yield block
        }
      } finally {
        onEnd()
      }
    },
  }
  return { audio: watched, ended, bytes: () => bytes }
}

/** A voice that speaks as it is told to, and tells what was asked of it. */
export function createScriptedVoice(speak: (signal: AbortSignal) => AsyncIterable<Uint8Array>) {
  const asked: string[] = []
  const signals: AbortSignal[] = []
  const voice: Voice = {
    model: 'scripted',
    speak: async (text, signal) => {
      asked.push(text)
      signals.push(signal)
      return { sampleRate: 24_000, pcm: speak(signal) }
    },
  }
  return { voice, asked, signals }
}
