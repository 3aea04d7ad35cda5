import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

/**
 * Sends bytes as they are made, no faster than they are taken. A client that goes away ends the source and is no error. Where the
 * source fails the connection is cut, since a status was sent already.
 * @throws what the source threw.
 */
export async function sendBytes(response: Response, source: AsyncIterable<Uint8Array>): Promise<void> {
  let hasFailed = false
  async function* watched() {
    try {
      yield* source
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  try {
    await pipeline(watched, response)
  } catch (error) {
    if (hasFailed) throw error
  }
}

/** Passes on exactly so many bytes, and fails where there are fewer: a client would wait for the rest for ever. */
export async function* expectBytes(length: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sent = 0
  for await (const bytes of source) {
    sent += bytes.length
    yield bytes
  }
  if (sent !== length) throw new Error(`${sent} bytes came where ${length} were promised`)
}
