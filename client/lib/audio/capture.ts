import { SAMPLE_RATE } from '#contract/speech.ts'
import workletUrl from './capture-worklet.ts?worker&url'
import { meanSquare, meterLevel, toFloats } from './level.ts'
import type { CaptureMessage, CaptureProcessorOptions } from './worklet-messages.ts'

/** 32 ms: speech is noticed as soon as a piece of this length has come. */
const PIECE_SAMPLES = 512
/** A context that was not begun by a press may wait for one without end. */
const RESUME_WAIT_MS = 1_000
/** The audio thread has nothing left to say after this, or is gone. */
const TAIL_WAIT_MS = 500

/** Why there is no sound. `in_use`: another program has the microphone, or the system does not give it out. */
export type CaptureError = 'insecure_origin' | 'no_microphone' | 'denied' | 'in_use' | 'unsupported' | 'failed'

export class CaptureFailure extends Error {
  readonly reason: CaptureError
  constructor(reason: CaptureError, cause?: unknown) {
    super(`no sound can be captured: ${reason}`, { cause })
    this.name = 'CaptureFailure'
    this.reason = reason
  }
}

/** What the browser may do to the sound. */
export interface Processing {
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly autoGainControl: boolean
}
const ALL_PROCESSING: Processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

export interface CaptureOptions {
  /** Null: the browser's choice. One that is not there any more is the browser's choice too. */
  readonly deviceId: string | null
  /** All of it where it is left out. */
  readonly processing?: Processing
}

export interface CaptureListener {
  /** The next piece: 512 samples at 16 kHz, or fewer for the last. `firstSample` counts from the start of the capture. */
  chunk(pcm: Int16Array, firstSample: number): void
  /** Loudness for a meter, 0 to 1, with each piece. */
  level(level: number): void
  /** The microphone is gone: unplugged, or taken away in the browser. Everything that it heard has come before. */
  ended(): void
  /** True: nothing is heard for now (tab in the background on a phone, a call, muted by a switch). Samples are missing, or silent. */
  interrupted(isInterrupted: boolean): void
}

export interface Capture {
  /** The microphone that it is. */
  readonly deviceId: string
  readonly label: string
  /** Whether the browser takes the loudspeaker's sound out. */
  readonly cancelsEcho: boolean
  /** Resolves when the last piece has come and the microphone is free. */
  stop(): Promise<void>
}

/**
 * Opens a microphone. Call it from a press: browsers keep a context silent that was made without one. Rejects with a `CaptureFailure`.
 */
export async function openCapture(options: CaptureOptions, listener: CaptureListener): Promise<Capture> {
  const context = createContext()
  // Not awaited: where it is not allowed it never settles.
  const resumed = context.resume().catch(() => undefined)
  const opening = openMicrophone(options)
  try {
    const [stream] = await Promise.all([opening, context.audioWorklet.addModule(workletUrl)])
    const { tellState, ...capture } = connect(context, stream, listener)
    await Promise.race([resumed, wait(RESUME_WAIT_MS)])
    if (!stream.active) throw new CaptureFailure('no_microphone')
    tellState()
    return capture
  } catch (error) {
    opening.then(release, () => undefined)
    context.close().catch(() => undefined)
    throw toCaptureFailure(error)
  }
}

function createContext(): AudioContext {
  if (!window.isSecureContext) throw new CaptureFailure('insecure_origin')
  const isSupported =
    'mediaDevices' in navigator && 'AudioContext' in window && 'audioWorklet' in AudioContext.prototype
  if (!isSupported) throw new CaptureFailure('unsupported')
  try {
    // At its own rate: Firefox refuses a microphone of another, and Safari may not keep to one that is asked for.
    return new AudioContext()
  } catch (error) {
    throw toCaptureFailure(error)
  }
}

async function openMicrophone({ deviceId, processing = ALL_PROCESSING }: CaptureOptions): Promise<MediaStream> {
  const open = (device: MediaTrackConstraints) =>
    navigator.mediaDevices.getUserMedia({ audio: { ...processing, channelCount: 1, ...device } })
  if (deviceId === null) return open({})
  return open({ deviceId: { exact: deviceId } }).catch((error: unknown) => {
    if (toCaptureFailure(error).reason === 'no_microphone') return open({})
    throw error
  })
}

function connect(context: AudioContext, stream: MediaStream, listener: CaptureListener) {
  const [track] = stream.getAudioTracks()
  if (track === undefined) throw new CaptureFailure('no_microphone')
  const processorOptions: CaptureProcessorOptions = { sampleRate: SAMPLE_RATE, chunkSamples: PIECE_SAMPLES }
  const node = new AudioWorkletNode(context, 'capture', { ...MONO, processorOptions })
  const source = context.createMediaStreamSource(stream)
  let isInterrupted = false
  let stopping: Promise<void> | null = null
  const tail = Promise.withResolvers<void>()

  node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
    if (data.type === 'end') return tail.resolve()
    listener.chunk(data.pcm, data.firstSample)
    listener.level(meterLevel(meanSquare(toFloats(data.pcm))))
  }

  function tellState(): void {
    const isSilent = context.state !== 'running' || track?.muted === true
    if (stopping !== null || isSilent === isInterrupted) return
    isInterrupted = isSilent
    listener.interrupted(isSilent)
  }

  function comeBack(): void {
    if (document.visibilityState === 'visible' && context.state !== 'running') context.resume().catch(() => undefined)
  }

  async function close(): Promise<void> {
    document.removeEventListener('visibilitychange', comeBack)
    node.port.postMessage('stop')
    await Promise.race([tail.promise, wait(TAIL_WAIT_MS)])
    node.port.onmessage = null
    release(stream)
    source.disconnect()
    node.disconnect()
    await context.close().catch(() => undefined)
  }

  function stop(): Promise<void> {
    stopping ??= close()
    return stopping
  }

  async function lose(): Promise<void> {
    if (stopping !== null) return
    await stop()
    listener.ended()
  }

  track.onended = lose
  node.onprocessorerror = lose
  track.onmute = tellState
  track.onunmute = tellState
  context.onstatechange = tellState
  document.addEventListener('visibilitychange', comeBack)
  // The node's output is silence; some browsers run only what leads to the loudspeaker.
  source.connect(node).connect(context.destination)
  const { deviceId = '', echoCancellation } = track.getSettings()
  return { deviceId, label: track.label, cancelsEcho: echoCancellation === true, stop, tellState }
}

const MONO: AudioWorkletNodeOptions = { channelCount: 1, channelCountMode: 'explicit', outputChannelCount: [1] }

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** By the names that getUserMedia's rejections have (Media Capture and Streams, section 10). */
const REASONS: Readonly<Record<string, CaptureError>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'no_microphone',
  OverconstrainedError: 'no_microphone',
  NotReadableError: 'in_use',
  AbortError: 'in_use',
  NotSupportedError: 'unsupported',
}

/** A failure with its reason, of whatever was thrown. */
export function toCaptureFailure(error: unknown): CaptureFailure {
  if (error instanceof CaptureFailure) return error
  // Not every browser's OverconstrainedError is an Error.
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
  return new CaptureFailure(REASONS[name] ?? 'failed', error)
}

export interface MicrophoneDevice {
  readonly id: string
  /** As the system names it. */
  readonly label: string
}

/** Entries of Chromium that stand for another one of the list. */
const ALIASES = new Set(['default', 'communications'])

/** The microphones of this device by name. None before the person has let this page hear: browsers do not tell them until then. */
export async function listMicrophones(): Promise<MicrophoneDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '' && !ALIASES.has(deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label: label === '' ? 'Microphone' : label }))
}
