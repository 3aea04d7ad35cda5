import type { Loudspeaker } from '../../../../client/lib/speech/loudspeaker.ts'
import type { Timers } from '../../../../client/lib/timers.ts'

/** An audio context that is heard by the test: its clock is the timers'. */
export class FakeLoudspeaker {
  state: AudioContextState = 'running'
  /** False where the browser waits for the person to press something. */
  mayResume = true
  readonly destination = {}
  readonly pieces: { startAt: number; samples: Float32Array; stoppedAt: number | null }[] = []
  readonly gains: { targets: number[]; value: number }[] = []
  private readonly timers: Timers

  constructor(timers: Timers) {
    this.timers = timers
  }

  get currentTime() {
    return this.timers.now() / 1_000
  }

  async resume() {
    if (this.mayResume) this.state = 'running'
    else await new Promise(() => {})
  }

  createBuffer(_channels: number, length: number, sampleRate: number) {
    const samples = new Float32Array(length)
    return { samples, sampleRate, copyToChannel: (from: Float32Array) => samples.set(from) }
  }

  createBufferSource() {
    const piece = {
      startAt: Number.NaN,
      samples: new Float32Array(0) as Float32Array,
      stoppedAt: null as number | null,
    }
    const source = {
      buffer: null as { samples: Float32Array; sampleRate: number } | null,
      onended: null as (() => void) | null,
      connect: () => {},
      start: (at: number) => {
        if (at < this.currentTime) throw new Error('began in the past')
        piece.startAt = at
        piece.samples = source.buffer?.samples ?? piece.samples
        this.pieces.push(piece)
        const end = at + piece.samples.length / (source.buffer?.sampleRate ?? 1)
        this.timers.after((end - this.currentTime) * 1_000, () => source.onended?.())
      },
      stop: (at: number) => {
        piece.stoppedAt = at
      },
    }
    return source
  }

  createGain() {
    const gain = { targets: [] as number[], value: 1, setTargetAtTime: (target: number) => gain.targets.push(target) }
    this.gains.push(gain)
    return { gain, connect: () => {} }
  }

  /** Everything that was given to play, one after the other. */
  get played(): number[] {
    return this.pieces.flatMap(({ samples }) => [...samples])
  }

  asLoudspeaker(): Loudspeaker {
    return this as never
  }
}
