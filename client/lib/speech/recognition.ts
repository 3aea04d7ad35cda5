/** The part of the Web Speech API's SpeechRecognition that is used here; its type is missing from the DOM's. */
export interface Recognition {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { readonly results: SpeechRecognitionResultList }) => void) | null
  onerror: ((event: { readonly error: string }) => void) | null
  onend: (() => void) | null
  start(): void
  /** Ends after the words that are still to come. */
  stop(): void
  abort(): void
}
export type RecognitionConstructor = new () => Recognition

/** The browser's recogniser; undefined in Firefox, which has none. */
export function findRecognition(scope: object): RecognitionConstructor | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = scope as Partial<Record<string, unknown>>
  const found = SpeechRecognition ?? webkitSpeechRecognition
  return typeof found === 'function' ? (found as RecognitionConstructor) : undefined
}

/** `no_speech`: it heard nothing for a while and goes on. `failed`: it did not work, several times in a row. */
export type RecognizerError = 'unsupported' | 'not_allowed' | 'network' | 'no_speech' | 'failed'

/** What an error of the browser means; null where it says nothing that the next try could not mend. */
export function readRecognitionError(error: string): RecognizerError | null {
  switch (error) {
    case 'not-allowed':
    case 'service-not-allowed':
      return 'not_allowed'
    case 'network':
      return 'network'
    case 'language-not-supported':
      return 'unsupported'
    case 'no-speech':
      return 'no_speech'
    default:
      return null
  }
}
