import type { Response } from 'express'
import { AppError, EngineError } from '../errors.ts'
import type { SpokenSound, Voice } from '../ports.ts'
import { sendBytes } from './send-bytes.ts'

/**
 * Speaks a sentence as it is made; a client that goes away stops the voice.
 * @throws AppError `engine_failed` where there was no first sound; what broke off later as it is, the connection being cut.
 */
export async function sendVoice(response: Response, voice: Voice, text: string): Promise<void> {
  const aborter = new AbortController()
  if (response.closed) return
  response.once('close', () => aborter.abort())
  const sound = await speak(voice, text, aborter.signal)
  if (sound === null) return
  response.setHeader('content-type', `audio/l16; rate=${sound.sampleRate}; channels=1`)
  await sendBytes(response, sound.pcm)
}

/** Null where nobody listens any more. */
async function speak(voice: Voice, text: string, signal: AbortSignal): Promise<SpokenSound | null> {
  try {
    return await voice.speak(text, signal)
  } catch (error) {
    if (signal.aborted) return null
    if (!(error instanceof EngineError)) throw error
    throw new AppError('engine_failed', 'The voice did not answer. Read the question on the screen, or try again.', {
      cause: error,
    })
  }
}
