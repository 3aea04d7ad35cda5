export interface Sound {
  readonly sampleRate: number
  /** Mono. */
  readonly samples: Int16Array
}

export interface WavShape {
  readonly sampleRate: number
  readonly channels?: number
  readonly bits?: number
  /** 1 plain samples, 3 floating point. */
  readonly coding?: number
  /** What the header says of the samples' bytes; true to them if not given. A server that streams cannot know. */
  readonly dataSize?: number
  /** A chunk about the file, before and after the samples. */
  readonly withNotes?: boolean
}

/** A sine of this length, in 16 bit samples. */
export function buildTone(ms: number, sampleRate: number, hertz = 220, loudness = 8_000): Int16Array {
  const count = Math.round((ms * sampleRate) / 1_000)
  return Int16Array.from({ length: count }, (_, at) => loudness * Math.sin((2 * Math.PI * hertz * at) / sampleRate))
}

/** The bytes of samples, little-endian on every machine. */
export function toBytes(samples: Int16Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(samples.length * 2))
  for (const [at, sample] of samples.entries()) bytes.setInt16(at * 2, sample, true)
  return new Uint8Array(bytes.buffer)
}

/** Samples of bytes; an odd last byte is an error. */
export function toSamples(bytes: Uint8Array): Int16Array {
  if (bytes.length % 2 !== 0) throw new Error('half a sample')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Int16Array.from({ length: bytes.length / 2 }, (_, at) => view.getInt16(at * 2, true))
}

/** A WAV file around these bytes, as its shape says and whether or not they fit it. */
export function wrapWav(data: Uint8Array, shape: WavShape): Uint8Array {
  const { sampleRate, channels = 1, bits = 16, coding = 1, dataSize = data.length, withNotes = false } = shape
  const format = Buffer.alloc(16)
  format.writeUInt16LE(coding, 0)
  format.writeUInt16LE(channels, 2)
  format.writeUInt32LE(sampleRate, 4)
  format.writeUInt32LE((sampleRate * channels * bits) / 8, 8)
  format.writeUInt16LE((channels * bits) / 8, 12)
  format.writeUInt16LE(bits, 14)
  const notes = withNotes ? buildChunk('LIST', Buffer.from('INFOodd'), 7) : Buffer.alloc(0)
  const parts = [Buffer.from('WAVE'), buildChunk('fmt ', format), notes, buildChunk('data', data, dataSize), notes]
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from('RIFF'), uint32(dataSize === data.length ? body.length : dataSize), body])
}

/** @throws Error for what is not a WAV file of 16 bit mono samples with a true header. */
export function readWav(file: Uint8Array): Sound {
  const bytes = Buffer.from(file)
  const id = (at: number) => bytes.toString('latin1', at, at + 4)
  if (id(0) !== 'RIFF' || id(8) !== 'WAVE') throw new Error('not a WAV file')
  if (bytes.readUInt32LE(4) !== bytes.length - 8) throw new Error('the header gives another length')
  let sampleRate = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4)
    if (id(at) === 'fmt ') {
      const isPlain = bytes.readUInt16LE(at + 8) === 1 && bytes.readUInt16LE(at + 10) === 1
      if (!isPlain || bytes.readUInt16LE(at + 22) !== 16) throw new Error('not 16 bit mono')
      sampleRate = bytes.readUInt32LE(at + 12)
    }
    if (id(at) === 'data') return { sampleRate, samples: toSamples(bytes.subarray(at + 8, at + 8 + size)) }
    at += 8 + size + (size % 2)
  }
  throw new Error('no samples')
}

function buildChunk(id: string, data: Uint8Array, size = data.length): Buffer {
  return Buffer.concat([Buffer.from(id), uint32(size), data, Buffer.alloc(data.length % 2)])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
