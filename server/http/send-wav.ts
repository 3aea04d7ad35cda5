import type { Request, Response } from 'express'
import { BYTES_A_SAMPLE } from '#contract/speech.ts'
import { buildWavHeader, WAV_HEADER_BYTES } from '#contract/wav-header.ts'
import { type ByteRange, parseByteRange } from './byte-range.ts'
import { expectBytes, sendBytes } from './send-bytes.ts'

/** A recording of this length; `stream` gives bytes of its samples. */
export interface Recording {
  readonly samples: number
  stream(fromByte: number, toByte: number): AsyncIterable<Uint8Array>
}

/**
 * Sends a recording, or the part that was asked for, as `audio/wav`. Safari plays nothing without ranges, and asks for two bytes
 * first.
 */
export async function sendWav(request: Request, response: Response, recording: Recording): Promise<void> {
  const size = WAV_HEADER_BYTES + recording.samples * BYTES_A_SAMPLE
  const range = findRange(request, size)
  response.setHeader('accept-ranges', 'bytes')
  if (range === 'unsatisfiable') {
    response.status(416).setHeader('content-range', `bytes */${size}`).end()
    return
  }
  const wanted = range === 'whole' ? { from: 0, to: size } : range
  if (range !== 'whole')
    response.status(206).setHeader('content-range', `bytes ${wanted.from}-${wanted.to - 1}/${size}`)
  response.setHeader('content-type', 'audio/wav')
  response.setHeader('content-length', wanted.to - wanted.from)
  if (request.method === 'HEAD') response.end()
  else await sendBytes(response, expectBytes(wanted.to - wanted.from, wavBytes(recording, wanted)))
}

function findRange(request: Request, size: number): ReturnType<typeof parseByteRange> {
  // A part fits only to the file that the client has the rest of. Nothing here has a name for its version, so none can match.
  if (request.method === 'HEAD' || request.headers['if-range'] !== undefined) return 'whole'
  return parseByteRange(request.headers.range, size)
}

async function* wavBytes({ samples, stream }: Recording, { from, to }: ByteRange): AsyncGenerator<Uint8Array> {
  if (from < WAV_HEADER_BYTES) yield buildWavHeader(samples).subarray(from, to)
  if (to > WAV_HEADER_BYTES) yield* stream(Math.max(0, from - WAV_HEADER_BYTES), to - WAV_HEADER_BYTES)
}
