import type { Page } from 'playwright-core'

/** Stands in for the browser's recogniser: it hears what the test tells it to. */
interface PageRecognizer {
  /** Words as they are recognised, and whether they stay as they are. */
  hears(text: string, isFinal: boolean): void
  fails(error: string): void
  /** How often it was started. */
  starts: number
}
interface PageSpeech {
  recognizer: PageRecognizer
  /** What the browser's voice was given to say. */
  said: string[]
  /** Sounds that the page itself has begun to play. */
  played: Played[]
}
/** How long a sound is, and when it begins on its loudspeaker's clock; all in seconds. */
interface Played {
  seconds: number
  at: number
  loudspeaker: BaseAudioContext
}

const inPage = <T>(page: Page, read: (speech: PageSpeech) => T) =>
  page.evaluate(`(${read.toString()})(window.pageSpeech)`) as Promise<T>

/** Gives the page a recogniser of its own, by the real API's shape. */
export function giveRecognizer(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    interface Result {
      0: { transcript: string }
      isFinal: boolean
      length: 1
    }
    let running: FakeRecognition | null = null
    class FakeRecognition {
      lang = ''
      continuous = false
      interimResults = false
      onresult: ((event: { results: Result[] }) => void) | null = null
      onerror: ((event: { error: string }) => void) | null = null
      onend: (() => void) | null = null
      results: Result[] = []
      start() {
        running = this
        recognizer.starts += 1
      }
      stop() {
        setTimeout(() => this.end(), 50)
      }
      abort() {
        this.end()
      }
      end() {
        if (running === this) running = null
        this.onend?.()
      }
    }
    const recognizer = {
      starts: 0,
      hears: (text: string, isFinal: boolean) => {
        if (running === null) throw new Error('nobody listens')
        const open = running.results.filter((result) => result.isFinal)
        running.results = [...open, { 0: { transcript: text }, isFinal, length: 1 }]
        running.onresult?.({ results: running.results })
      },
      fails: (error: string) => {
        running?.onerror?.({ error })
        running?.end()
      },
    }
    const known = (window as unknown as { pageSpeech?: object }).pageSpeech
    Object.assign(window, { SpeechRecognition: FakeRecognition, pageSpeech: { ...known, recognizer } })
  })
}

export const hears = (page: Page, text: string, isFinal: boolean) =>
  page.evaluate(
    ([words, final]) => (window as unknown as { pageSpeech: PageSpeech }).pageSpeech.recognizer.hears(words, final),
    [text, isFinal] as const,
  )
export const failRecognizer = (page: Page, error: string) =>
  page.evaluate((code) => (window as unknown as { pageSpeech: PageSpeech }).pageSpeech.recognizer.fails(code), error)

/** No recogniser, as in Firefox. */
export function takeRecognizer(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    Object.assign(window, { SpeechRecognition: undefined, webkitSpeechRecognition: undefined })
  })
}

/** Notes what the browser's voice says and what the page plays. The voice takes 150 ms a sentence. */
export function listenToPage(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const said: string[] = []
    const played: Played[] = []
    class FakeUtterance {
      voice = null
      lang = ''
      rate = 1
      onstart: (() => void) | null = null
      onboundary = null
      onend: (() => void) | null = null
      onerror = null
      text: string
      constructor(text: string) {
        this.text = text
      }
    }
    const synthesis = {
      speaking: false,
      pending: false,
      paused: false,
      getVoices: () => [{ name: 'Test', lang: 'en-US', localService: true, default: true, voiceURI: 'test' }],
      speak: (utterance: FakeUtterance) => {
        said.push(utterance.text)
        setTimeout(() => utterance.onstart?.(), 10)
        setTimeout(() => utterance.onend?.(), 150)
      },
      cancel: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
    }
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis })
    const start = AudioBufferSourceNode.prototype.start
    AudioBufferSourceNode.prototype.start = function (...when) {
      // The microphone of the tests runs at 16 kHz.
      if (this.context.sampleRate !== 16_000) {
        const at = Math.max(when[0] ?? 0, this.context.currentTime)
        played.push({ seconds: this.buffer?.duration ?? 0, at, loudspeaker: this.context })
      }
      return start.apply(this, when)
    }
    const known = (window as unknown as { pageSpeech?: object }).pageSpeech
    Object.assign(window, { SpeechSynthesisUtterance: FakeUtterance, pageSpeech: { ...known, said, played } })
  })
}

export const saidByBrowser = (page: Page) => inPage(page, ({ said }) => said)
/** Seconds of sound that the page has begun to play. */
export const secondsPlayed = (page: Page) =>
  inPage(page, ({ played }) => played.reduce((sum, { seconds }) => sum + seconds, 0))
/** Milliseconds since the page's first sound by the loudspeaker's clock; below zero while there was none. */
export const sinceFirstSound = (page: Page) =>
  inPage(page, ({ played: [first] }) => (first === undefined ? -1 : (first.loudspeaker.currentTime - first.at) * 1_000))
