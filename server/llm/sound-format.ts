import { LlmError } from './llm-error.ts'

/** Where the samples of an answer are: mono, 16 bit little-endian. */
export interface SoundFormat {
  readonly sampleRate: number
  /** Bytes before the first sample. */
  readonly dataAt: number
  /** Infinity where only the end of the answer says it. */
  readonly dataBytes: number
}

/** What `response_format: 'pcm'` means where the endpoint does not say. */
const PCM_RATE = 24_000
const RATES = { min: 8_000, max: 48_000 }
/** A header with pictures and titles is no answer to a sentence. */
const MAX_HEADER_BYTES = 65_536
/** A streaming server does not know the size yet: 0, or the greatest number of 31 or 32 bits, less a header. */
const UNKNOWN_SIZE = 0x7fff_ff00

const RAW_TYPES = /^(audio\/(pcm|l16|x-pcm|x-l16|raw|x-raw)|(application|binary)\/octet-stream)?$/
const SOUND_TYPES = /^(audio\/[\w.+-]+|(application|binary)\/octet-stream)?$/
/** How MP3 with a title, Ogg, FLAC, JSON and pages begin. */
const OTHER_BEGINNINGS = /^(ID3|OggS|fLaC|\{"|<!|<h)/i

/** @throws LlmError `output_invalid` for an answer that is no sound; nothing of its body has to be read for that. */
export function checkSoundType(headers: Headers): void {
  if (!SOUND_TYPES.test(readType(headers))) throw unfit('something that is not sound')
}

/**
 * What the beginning of an answer is: a WAV file, whatever was asked, or plain samples.
 * @param head all that came so far
 * @returns null while more bytes are needed.
 * @throws LlmError `output_invalid` for another format than 16 bit mono.
 */
export function findSoundFormat(head: Uint8Array, headers: Headers): SoundFormat | null {
  if (head.length < 4) return null
  const beginning = readId(head, 0)
  if (beginning === 'RIFF') return readWavHeader(head)
  const type = readType(headers)
  if (!RAW_TYPES.test(type) || OTHER_BEGINNINGS.test(beginning)) throw unfit('sound in another format')
  const channels = readNumber(headers, /\bchannels=(\d+)/, 'x-channels') ?? 1
  const bits = readNumber(headers, /\bbits?=(\d+)/, 'x-bit-depth') ?? 16
  const sampleRate = readNumber(headers, /\brate=(\d+)/, 'x-sample-rate') ?? PCM_RATE
  checkSamples({ channels, bits, sampleRate })
  return { sampleRate, dataAt: 0, dataBytes: Number.POSITIVE_INFINITY }
}

const readType = (headers: Headers) => headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''

function readNumber(headers: Headers, parameter: RegExp, name: string): number | null {
  const found = parameter.exec(headers.get('content-type')?.toLowerCase() ?? '')?.[1] ?? headers.get(name)
  return found === null ? null : Number(found)
}

function readWavHeader(head: Uint8Array): SoundFormat | null {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  if (head.length < 12) return null
  if (readId(head, 8) !== 'WAVE') throw unfit('sound in another format')
  let sampleRate: number | null = null
  let at = 12
  while (at + 8 <= head.length) {
    const id = readId(head, at)
    const size = view.getUint32(at + 4, true)
    if (id === 'data') {
      if (sampleRate === null) throw unfit('a WAV file without a format')
      return { sampleRate, dataAt: at + 8, dataBytes: size === 0 || size >= UNKNOWN_SIZE ? Infinity : size }
    }
    if (id === 'fmt ') {
      if (at + 8 + size > head.length) break
      sampleRate = readFormatChunk(new DataView(head.buffer, head.byteOffset + at + 8, size))
    }
    at += 8 + size + (size % 2)
  }
  if (Math.max(at, head.length) > MAX_HEADER_BYTES) throw unfit('a WAV file without samples')
  return null
}

const PCM = 1
const EXTENSIBLE = 0xfffe

function readFormatChunk(chunk: DataView): number {
  if (chunk.byteLength < 16) throw unfit('a WAV file without a format')
  const tag = chunk.getUint16(0, true)
  const coding = tag === EXTENSIBLE && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : tag
  if (coding !== PCM) throw unfit('sound in another format')
  const sampleRate = chunk.getUint32(4, true)
  checkSamples({ channels: chunk.getUint16(2, true), bits: chunk.getUint16(14, true), sampleRate })
  return sampleRate
}

function checkSamples({ channels, bits, sampleRate }: { channels: number; bits: number; sampleRate: number }): void {
  if (channels !== 1) throw unfit('sound with more than one channel')
  if (bits !== 16) throw unfit('sound of another depth than 16 bit')
  if (!(sampleRate >= RATES.min && sampleRate <= RATES.max)) throw unfit('sound at an odd rate')
}

const readId = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

const unfit = (what: string) => new LlmError('output_invalid', `the endpoint sent ${what}`)
