import { readWav, type Sound, toBytes, wrapWav } from './openai-wav.ts'

/** @throws Error for what is not a WAV file of 16 bit mono samples. */
export function decodeWav(file: Uint8Array): Sound {
  return readWav(file)
}

/** A WAV file of 16 bit mono samples. */
export function encodeWav(samples: Int16Array, sampleRate: number): Uint8Array {
  return wrapWav(toBytes(samples), { sampleRate })
}
