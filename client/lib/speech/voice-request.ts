import type { VoiceRequestSchema } from '#contract/http.ts'
import type { SessionId } from '#contract/ids.ts'

export interface VoiceSound {
  readonly sampleRate: number
  readonly reader: ReadableStreamDefaultReader<Uint8Array>
}

/**
 * Asks the server to speak one sentence. Nothing of the answer's body is read here.
 * @throws where the server refuses, cannot be reached, or answers with something else than sound.
 */
export async function requestVoice(
  fetchSound: typeof fetch,
  sessionId: SessionId,
  text: string,
  signal: AbortSignal,
): Promise<VoiceSound> {
  const body = JSON.stringify({ text } satisfies typeof VoiceRequestSchema._output)
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, signal }
  const response = await fetchSound(`/api/sessions/${sessionId}/voice`, init)
  const sampleRate = sampleRateOf(response.headers.get('content-type') ?? '')
  if (!response.ok || response.body === null || sampleRate === null) {
    await response.body?.cancel()
    throw new Error('the server sent no sound')
  }
  return { sampleRate, reader: response.body.getReader() }
}

/** Of `audio/l16;rate=24000`; null for anything else. Unlike RFC 2586 says, ours is little-endian: as speech endpoints make it. */
function sampleRateOf(contentType: string): number | null {
  const match = /^audio\/l16\s*;.*\brate=(\d{4,6})\b/i.exec(contentType)
  return match === null ? null : Number(match[1])
}
