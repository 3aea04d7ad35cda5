import { buildPcmQueue, type PcmQueue, placePiece } from './pcm-queue.ts'

/** The part of an AudioContext that plays. */
export type Loudspeaker = Pick<
  AudioContext,
  'currentTime' | 'state' | 'resume' | 'createBuffer' | 'createBufferSource' | 'createGain' | 'destination'
>

/** One sentence on its way through the loudspeaker. */
export interface Playing {
  readonly sentence: string
  readonly rate: number
  readonly gain: GainNode
  readonly sources: Set<AudioBufferSourceNode>
  queue: PcmQueue
  /** Whether all of it has come. */
  isWhole: boolean
}

const DUCKED_GAIN = 0.2
/** A step in loudness clicks. */
const FADE_S = 0.03

export function createPlaying(
  out: Loudspeaker,
  { sentence, rate, sampleRate, isDucked }: { sentence: string; rate: number; sampleRate: number; isDucked: boolean },
): Playing {
  const gain = out.createGain()
  gain.gain.value = isDucked ? DUCKED_GAIN : 1
  gain.connect(out.destination)
  return { sentence, rate, gain, sources: new Set(), queue: buildPcmQueue(sampleRate), isWhole: false }
}

/** Puts samples after what is there. @returns when they will be heard, in seconds of the loudspeaker's clock. */
export function playSamples(out: Loudspeaker, playing: Playing, samples: Float32Array<ArrayBuffer>): number {
  const { queue, startAt } = placePiece(playing.queue, samples.length, out.currentTime)
  playing.queue = queue
  const buffer = out.createBuffer(1, samples.length, queue.sampleRate)
  buffer.copyToChannel(samples, 0)
  const source = out.createBufferSource()
  source.buffer = buffer
  source.connect(playing.gain)
  source.onended = () => playing.sources.delete(source)
  playing.sources.add(source)
  source.start(startAt)
  return startAt
}

export function duckPlaying(out: Loudspeaker, { gain }: Playing, on: boolean): void {
  gain.gain.setTargetAtTime(on ? DUCKED_GAIN : 1, out.currentTime, FADE_S)
}

/** Ends what is still to be heard. */
export function stopPlaying(out: Loudspeaker, { gain, sources }: Playing): void {
  if (sources.size === 0) return
  gain.gain.setTargetAtTime(0, out.currentTime, FADE_S / 4)
  for (const source of sources) source.stop(out.currentTime + FADE_S)
}
