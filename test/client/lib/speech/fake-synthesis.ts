import type { Timers } from '../../../../client/lib/timers.ts'

export const ENGLISH = { name: 'Daniel', lang: 'en-GB', localService: true, default: true, voiceURI: 'daniel' }

export class FakeUtterance {
  voice: SpeechSynthesisVoice | null = null
  lang = ''
  rate = 1
  onstart: (() => void) | null = null
  onboundary: ((event: { name: string; charIndex: number }) => void) | null = null
  onend: (() => void) | null = null
  onerror: ((event: { error: string }) => void) | null = null
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A browser's speech service with the habits that are known of the real ones. Reads 15 characters a second. */
export class FakeSynthesis {
  voices: SpeechSynthesisVoice[] = [ENGLISH]
  /** A service that hangs: nothing begins before the next `cancel`. */
  hangs = false
  /** The error that the next utterances meet. */
  errors: string[] = []
  saysWords = true
  endsByItself = true
  paused = false
  readonly said: FakeUtterance[] = []
  private current: FakeUtterance | null = null
  private cancelledAt = Number.NEGATIVE_INFINITY
  private readonly timers: Timers
  /** What is still to come of the utterance; it waits while there is a pause. */
  private ahead: { at: number; action: () => void; callOff: () => void }[] = []
  private pausedAt = 0

  constructor(timers: Timers) {
    this.timers = timers
  }

  get speaking() {
    return this.current !== null
  }
  readonly pending = false

  getVoices() {
    return this.voices
  }

  speak(utterance: FakeUtterance) {
    // Right after a cancel it is lost.
    if (this.timers.now() === this.cancelledAt) return
    this.current = utterance
    if (this.hangs || this.paused) return
    const error = this.errors.shift()
    if (error !== undefined) return this.later(5, () => this.finish(() => utterance.onerror?.({ error })))
    this.later(50, () => {
      this.said.push(utterance)
      utterance.onstart?.()
      this.read(utterance)
    })
  }

  cancel() {
    this.cancelledAt = this.timers.now()
    this.hangs = false
    this.paused = false
    const cut = this.current
    this.current = null
    for (const { callOff } of this.ahead.splice(0)) callOff()
    if (cut !== null) this.timers.after(0, () => cut.onerror?.({ error: 'interrupted' }))
  }

  pause() {
    this.paused = true
    this.pausedAt = this.timers.now()
    for (const { callOff } of this.ahead) callOff()
  }

  resume() {
    this.paused = false
    for (const { at, action } of this.ahead.splice(0)) {
      if (at > this.pausedAt) this.later(at - this.pausedAt, action)
    }
  }

  private read(utterance: FakeUtterance) {
    if (this.saysWords) {
      for (const { index } of utterance.text.matchAll(/\S+/g)) {
        this.later((index * 1_000) / 15, () => utterance.onboundary?.({ name: 'word', charIndex: index }))
      }
    }
    const end = () => this.finish(() => utterance.onend?.())
    if (this.endsByItself) this.later((utterance.text.length * 1_000) / 15 / utterance.rate, end)
  }

  private finish(tell: () => void) {
    this.current = null
    tell()
  }

  private later(ms: number, action: () => void) {
    this.ahead.push({ at: this.timers.now() + ms, action, callOff: this.timers.after(ms, action) })
  }
}
