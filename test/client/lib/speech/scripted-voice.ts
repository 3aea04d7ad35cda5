import type { SpeakOptions, SpeechEnd, SpeechOutput } from '../../../../client/lib/speech/interviewer-voice.ts'

/** A voice that does what the test says. */
export class ScriptedVoice implements SpeechOutput {
  readonly spoken: { sentence: string; rate: number; how: SpeechEnd | null }[] = []
  readonly prepared: string[] = []
  readonly ducked: boolean[] = []
  heard = 0
  /** What every sentence comes to at once; null: the test says when. */
  always: SpeechEnd | null = null
  private readonly onSounds: (() => void)[] = []
  private end: (how: SpeechEnd) => void = () => {}

  speak(sentence: string, { rate, onSound }: SpeakOptions, signal: AbortSignal): Promise<SpeechEnd> {
    const one = { sentence, rate, how: null as SpeechEnd | null }
    this.spoken.push(one)
    this.onSounds.push(onSound)
    this.heard = 0
    return new Promise((resolve) => {
      this.end = (how) => {
        one.how ??= how
        resolve(one.how)
      }
      signal.addEventListener('abort', () => this.end('stopped'))
      if (this.always !== null) this.end(this.always)
    })
  }

  prepare(sentence: string) {
    this.prepared.push(sentence)
  }

  duck(on: boolean) {
    this.ducked.push(on)
  }

  heardLength() {
    return this.heard
  }

  /** The first sound of a sentence comes out, of the newest one unless said otherwise. */
  sound(at = -1) {
    this.onSounds.at(at)?.()
  }

  async finish(how: SpeechEnd = 'spoken') {
    this.end(how)
    await new Promise((resolve) => setImmediate(resolve))
  }

  get sentences() {
    return this.spoken.map(({ sentence }) => sentence)
  }
}
