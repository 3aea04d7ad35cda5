import type OpenAI from 'openai'
import type { SpokenSound, Voice } from '../ports.ts'
import { LlmError } from './llm-error.ts'
import { isRejectedRequest } from './model-traits.ts'
import { createOpenAiClient, type EndpointOptions, NO_REDIRECT } from './openai-client.ts'
import { checkSoundType, findSoundFormat, type SoundFormat } from './sound-format.ts'
import { startTimedCall, type TimedCall } from './timed-call.ts'

export interface VoiceLimits {
  /** From the request to the first sample. */
  readonly firstSoundMs: number
  /** Silence of the endpoint while it is being read; the pauses of whoever reads do not count. */
  readonly betweenMs: number
  readonly maxRetries: number
}
export interface VoiceOptions extends EndpointOptions {
  readonly model: string
  /** Which of the model's voices. */
  readonly voice: string
  /** What differs from `DEFAULT_LIMITS`. */
  readonly limits?: Partial<VoiceLimits>
}

const DEFAULT_LIMITS: VoiceLimits = { firstSoundMs: 8_000, betweenMs: 10_000, maxRetries: 1 }
/** Longest sound for a text: seven times as slow as people speak. */
const LONGEST_MS = { atLeast: 10_000, perCharacter: 500 }

/** Gives the next bytes; null at the end. */
type Read = () => Promise<Uint8Array | null>

/**
 * Text to speech over an OpenAI-compatible `audio/speech`, passed on while it is made. A WAV file is taken in place of plain samples, and
 * asked for where an endpoint refuses those. Opens no connection by itself.
 */
export function createVoice(options: VoiceOptions): Voice {
  const { model } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const { firstSoundMs: attemptMs, maxRetries } = limits
  const client = createOpenAiClient(options, { attemptMs, maxRetries, longestWaitMs: attemptMs }, NO_REDIRECT)
  let format: 'pcm' | 'wav' = 'pcm'

  /** @throws EngineError */
  const open = async (input: string, call: TimedCall): Promise<Response> => {
    const asked = format
    try {
      return await request(client, { model, voice: options.voice, input, response_format: asked }, limits, call)
    } catch (error) {
      if (!isRejectedRequest(error) || error.about !== 'response_format' || asked === 'wav') throw error
      format = 'wav'
      return await open(input, call)
    }
  }

  return {
    model,
    speak: async (text, signal) => {
      const call = startTimedCall(signal)
      try {
        return await call.wait(limits.firstSoundMs, async () => {
          const response = await open(text, call)
          checkSoundType(response.headers)
          const read = createReader(response, limits.betweenMs, call)
          const longestMs = LONGEST_MS.atLeast + LONGEST_MS.perCharacter * text.length
          return await beginSound(read, response.headers, longestMs, call)
        })
      } catch (error) {
        call.end()
        throw error
      }
    },
  }
}

function request(
  client: OpenAI,
  body: Parameters<OpenAI['audio']['speech']['create']>[0],
  { firstSoundMs }: VoiceLimits,
  call: TimedCall,
): Promise<Response> {
  return call.wait(firstSoundMs, () => client.audio.speech.create(body, { signal: call.signal }))
}

/** Asks the connection for more only when it is asked itself. */
function createReader(response: Response, betweenMs: number, call: TimedCall): Read {
  const reader = response.body?.getReader()
  return async () => {
    const next = await call.wait(betweenMs, async () => await reader?.read())
    return next?.value ?? null
  }
}

/** Reads until the first sample is there. */
async function beginSound(read: Read, headers: Headers, longestMs: number, call: TimedCall): Promise<SpokenSound> {
  let head: Uint8Array = new Uint8Array()
  for (;;) {
    const format = findSoundFormat(head, headers)
    if (format !== null && head.length >= format.dataAt + 2) {
      const { sampleRate } = format
      const maxBytes = Math.round((longestMs * sampleRate) / 1_000) * 2
      const samples = readSamples(head, read, format, maxBytes, call)
      return { sampleRate, pcm: endWith(samples, () => call.end()) }
    }
    const more = await read()
    if (more === null) throw new LlmError('output_invalid', 'the endpoint sent no sound')
    head = join(head, more)
  }
}

/** Whole samples, whatever the pieces in which the bytes came. */
async function* readSamples(
  head: Uint8Array,
  read: Read,
  { dataAt, dataBytes }: SoundFormat,
  maxBytes: number,
  call: TimedCall,
): AsyncGenerator<Uint8Array> {
  try {
    let rest: Uint8Array = new Uint8Array()
    let seen = 0
    for (let piece: Uint8Array | null = head.subarray(dataAt); piece !== null; piece = await read()) {
      const bytes = join(rest, piece.subarray(0, dataBytes - seen))
      seen += piece.length
      const whole = bytes.length - (bytes.length % 2)
      if (whole > 0) yield bytes.subarray(0, whole)
      rest = bytes.subarray(whole)
      // What comes after the samples of a WAV file is about the file.
      if (seen >= dataBytes) return
      if (seen > maxBytes) throw new LlmError('output_invalid', 'the sound does not end')
    }
  } finally {
    call.end()
  }
}

/** A generator that nobody has begun to read does not notice that it was ended. */
function endWith<T>(samples: AsyncGenerator<T>, end: () => void): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => samples.next(),
      return: (value) => {
        end()
        return samples.return(value)
      },
    }),
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
