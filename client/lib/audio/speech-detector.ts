/** Judges one track, frame by frame: it remembers what it heard. */
export interface TrackDetector {
  /** How likely it is that these 512 samples at 16 kHz, from -1 to 1, are speech: 0 to 1. Call it in order, one at a time. */
  probability(frame: Float32Array<ArrayBuffer>): Promise<number>
}

/** `silero`: a neural network. `energy`: whatever stands out from the noise of the room. */
export type DetectorKind = 'silero' | 'energy'

export interface SpeechDetector {
  /** What tracks that are opened now are judged by. */
  readonly kind: DetectorKind
  /** Begins a track. Tracks do not know of each other. */
  open(): TrackDetector
}
