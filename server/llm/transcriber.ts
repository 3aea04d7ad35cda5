import type OpenAI from 'openai'
import { SAMPLE_RATE } from '#contract/speech.ts'
import type { TranscribeRequest, Transcriber } from '../ports.ts'
import { LlmError } from './llm-error.ts'
import { isRejectedRequest } from './model-traits.ts'
import { createOpenAiClient, type EndpointOptions, NO_REDIRECT } from './openai-client.ts'
import { readTranscript } from './read-transcript.ts'
import { startTimedCall, type TimedCall } from './timed-call.ts'
import { buildWav } from './wav.ts'

export interface TranscriberLimits {
  /** One try. Sound that lasts longer than this may take as long as it lasts. */
  readonly attemptMs: number
  readonly maxRetries: number
}
export interface TranscriberOptions extends EndpointOptions {
  readonly model: string
  /** What differs from 10 s and one retry. */
  readonly limits?: Partial<TranscriberLimits>
}

/** Endpoints refuse sound that is shorter than this, and there is no word in it. */
const SHORTEST_MS = 100
const PROMPT_LENGTH = 200
/** The longest transcript that is taken, with times and tokens of every word, is a tenth of this. */
const MAX_REPLY_BYTES = 2_000_000

/** Times of words; segments with what the model thinks of them; bare text. */
const DETAILS = ['words', 'segments', 'text'] as const

/** What is known of the model. Kept as long as the server runs, and only ever lowered. */
interface Traits {
  readonly detail: (typeof DETAILS)[number]
  readonly takesLanguage: boolean
  readonly takesPrompt: boolean
}

/**
 * Speech to text over an OpenAI-compatible `audio/transcriptions`: one WAV file a request, never streamed, since look-alikes answer a
 * request for a stream with plain JSON. What a model refuses is left out from then on. Opens no connection by itself.
 */
export function createTranscriber(options: TranscriberOptions): Transcriber {
  const { model } = options
  const limits = { attemptMs: 10_000, maxRetries: 1, ...options.limits }
  const client = createOpenAiClient(options, { ...limits, longestWaitMs: limits.attemptMs }, NO_REDIRECT)
  let traits: Traits = { detail: isTextOnly(model) ? 'text' : 'words', takesLanguage: true, takesPrompt: true }

  return {
    model,
    transcribe: async (request, signal) => {
      const soundMs = Math.floor((request.pcm.length / 2 / SAMPLE_RATE) * 1_000)
      if (soundMs < SHORTEST_MS) return { text: '', words: null }
      const waits = { attemptMs: Math.max(limits.attemptMs, soundMs), maxRetries: limits.maxRetries }
      const call = startTimedCall(signal)
      try {
        let asked = traits
        for (;;) {
          try {
            const body = await requestText(client, buildBody(model, request, asked), waits, call)
            // A lesson counts once it has helped: a refusal may name what it is not about.
            traits = lowest(traits, asked)
            return readTranscript(body, soundMs)
          } catch (error) {
            const lesson = isRejectedRequest(error) ? learn(asked, error.about) : null
            if (lesson === null) throw error
            asked = lesson
          }
        }
      } finally {
        call.end()
      }
    },
  }
}

/** OpenAI's newer models give text alone, and refuse to be asked for more. */
const isTextOnly = (model: string) => /(^|\/)gpt-[\w.-]*transcribe/.test(model)

/** @returns how to ask again; null where the refusal teaches nothing new. Each lesson leaves something out, so they come to an end. */
function learn(asked: Traits, about: LlmError['about']): Traits | null {
  if (about === 'timestamp_granularities' && asked.detail === 'words') return { ...asked, detail: 'segments' }
  if (about === 'response_format' && asked.detail !== 'text') return { ...asked, detail: 'text' }
  if (about === 'language' && asked.takesLanguage) return { ...asked, takesLanguage: false }
  if (about === 'prompt' && asked.takesPrompt) return { ...asked, takesPrompt: false }
  return null
}

/** What two requests that were under way at the same time learned. */
function lowest(a: Traits, b: Traits): Traits {
  return {
    detail: DETAILS[Math.max(DETAILS.indexOf(a.detail), DETAILS.indexOf(b.detail))] ?? 'text',
    takesLanguage: a.takesLanguage && b.takesLanguage,
    takesPrompt: a.takesPrompt && b.takesPrompt,
  }
}

function buildBody(model: string, { pcm, language, before }: TranscribeRequest, traits: Traits) {
  const prompt = traits.takesPrompt ? lastWords(before) : ''
  return {
    file: new File([buildWav(pcm)], 'speech.wav', { type: 'audio/wav' }),
    model,
    response_format: traits.detail === 'text' ? ('json' as const) : ('verbose_json' as const),
    ...(traits.detail === 'words' && { timestamp_granularities: ['word' as const, 'segment' as const] }),
    ...(traits.takesLanguage && { language }),
    ...(prompt !== '' && { prompt }),
  }
}

/** The end of a text, from the beginning of a word. */
function lastWords(text: string): string {
  const end = text.trim()
  return end.length <= PROMPT_LENGTH ? end : end.slice(-PROMPT_LENGTH).replace(/^\S*\s+/, '')
}

/** The answer's body as it came: its content type is as often wrong as right. */
async function requestText(
  client: OpenAI,
  body: ReturnType<typeof buildBody>,
  { attemptMs, maxRetries }: TranscriberLimits,
  call: TimedCall,
): Promise<string> {
  const options = { signal: call.signal, timeout: attemptMs }
  // The SDK limits each try; this is for its pauses between them.
  const allTriesMs = (attemptMs + 1_000) * (maxRetries + 1)
  const response = await call.wait(allTriesMs, () => client.audio.transcriptions.create(body, options).asResponse())
  return await call.wait(attemptMs, () => readBody(response))
}

async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_REPLY_BYTES) throw new LlmError('output_invalid', 'the endpoint sent too much')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
