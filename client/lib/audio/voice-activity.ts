import { SAMPLE_RATE } from '#contract/speech.ts'

/** What a detector judges at once: 32 ms. */
export const FRAME_SAMPLES = 512

/** A frame this likely to be speech is; one below the second figure is not; between them everything stays as it was. */
const SPEECH = 0.5
const NO_SPEECH = 0.35
/** A click is one frame long. */
const FRAMES_TO_START = 2
/** The frames that begin speech lie this close together. */
const START_WITHIN_FRAMES = 8
/** What is shorter was a cough or a knock. */
const MIN_SPEECH_SAMPLES = samplesOf(200)
/** Silence that ends a stretch of speech. */
const END_SILENCE_SAMPLES = samplesOf(300)
/** Kept on both sides, so that no soft first or last sound is cut off. */
const PADDING_SAMPLES = samplesOf(200)
/** Longer speech is cut where it was quietest lately, so that its text is not waited for without end. */
const MAX_SPEECH_SAMPLES = samplesOf(25_000)
const CUT_WITHIN_FRAMES = Math.floor(samplesOf(3_000) / FRAME_SAMPLES)

/**
 * What was found in a track. `started`: speech began at this sample. `mistake`: what started was too short to be speech. `span`:
 * speech from here to there, padded by up to 200 ms on each side; 300 ms of silence followed, or it grew too long, or the track ended.
 * Every `started` is followed by one of the other two. Spans come in order and never overlap.
 */
export type VoiceActivity =
  | { readonly type: 'started'; readonly sample: number }
  | { readonly type: 'mistake' }
  | { readonly type: 'span'; readonly fromSample: number; readonly toSample: number }

export interface HeardFrame {
  /** That this is speech, 0 to 1. */
  readonly probability: number
  /** Mean square of its samples. */
  readonly power: number
}

interface Silent {
  readonly name: 'silent'
  /** The first of the frames that may turn out to be a start; null without any. */
  readonly onset: number | null
  readonly positives: number
}

interface Speaking {
  readonly name: 'speaking'
  readonly fromSample: number
  /** What came before was cut off only for its length. */
  readonly isContinued: boolean
  /** Whether there was speech since then. */
  readonly hasSpeech: boolean
  /** The first frame of the silence that goes on now. */
  readonly quietSince: number | null
  /** The last 3 s, oldest first. */
  readonly recent: readonly HeardFrame[]
}

export interface ActivityState {
  readonly frames: number
  /** Where the last span ended. */
  readonly spokenUntil: number
  readonly phase: Silent | Speaking
}

export interface ActivityStep {
  readonly state: ActivityState
  readonly activities: readonly VoiceActivity[]
}

const SILENT: Silent = { name: 'silent', onset: null, positives: 0 }

/** Before the first frame of a track. */
export function buildActivityState(): ActivityState {
  return { frames: 0, spokenUntil: 0, phase: SILENT }
}

/** Hears the next frame of a track. Pure. */
export function hearFrame(state: ActivityState, frame: HeardFrame): ActivityStep {
  const next = { ...state, frames: state.frames + 1 }
  return state.phase.name === 'silent'
    ? hearInSilence(next, state.phase, frame)
    : hearInSpeech(next, state.phase, frame)
}

/** The track ends after `samples`: what is still being said ends with it. Pure. */
export function endTrack(state: ActivityState, samples: number): ActivityStep {
  return state.phase.name === 'silent' ? { state, activities: [] } : endSpeech(state, state.phase, samples)
}

function hearInSilence(state: ActivityState, phase: Silent, frame: HeardFrame): ActivityStep {
  const index = state.frames - 1
  const isStale = phase.onset !== null && index - phase.onset > START_WITHIN_FRAMES
  const before = frame.probability < NO_SPEECH || isStale ? SILENT : phase
  if (frame.probability < SPEECH) return { state: { ...state, phase: before }, activities: [] }
  const onset = before.onset ?? index
  const positives = before.positives + 1
  if (positives < FRAMES_TO_START) {
    return { state: { ...state, phase: { name: 'silent', onset, positives } }, activities: [] }
  }
  const sample = onset * FRAME_SAMPLES
  const speaking: Speaking = {
    name: 'speaking',
    fromSample: sample,
    isContinued: false,
    hasSpeech: true,
    quietSince: null,
    recent: [frame],
  }
  return { state: { ...state, phase: speaking }, activities: [{ type: 'started', sample }] }
}

function hearInSpeech(state: ActivityState, phase: Speaking, frame: HeardFrame): ActivityStep {
  const isSpeech = frame.probability >= SPEECH
  const quietNow = frame.probability < NO_SPEECH ? (phase.quietSince ?? state.frames - 1) : phase.quietSince
  const speaking: Speaking = {
    ...phase,
    hasSpeech: phase.hasSpeech || isSpeech,
    quietSince: isSpeech ? null : quietNow,
    recent: [...phase.recent, frame].slice(-CUT_WITHIN_FRAMES),
  }
  const heard = state.frames * FRAME_SAMPLES
  if (speaking.quietSince !== null && heard - speaking.quietSince * FRAME_SAMPLES >= END_SILENCE_SAMPLES) {
    return endSpeech(state, speaking, heard)
  }
  if (heard - phase.fromSample >= MAX_SPEECH_SAMPLES) return cutSpeech(state, speaking)
  return { state: { ...state, phase: speaking }, activities: [] }
}

function endSpeech(state: ActivityState, phase: Speaking, heard: number): ActivityStep {
  const end = Math.min(heard, phase.quietSince === null ? heard : phase.quietSince * FRAME_SAMPLES)
  const isMistake = phase.isContinued ? !phase.hasSpeech : end - phase.fromSample < MIN_SPEECH_SAMPLES
  if (isMistake) return { state: { ...state, phase: SILENT }, activities: [{ type: 'mistake' }] }
  const fromSample = Math.max(state.spokenUntil, phase.fromSample - PADDING_SAMPLES)
  const toSample = Math.min(heard, end + PADDING_SAMPLES)
  return {
    state: { ...state, spokenUntil: toSample, phase: SILENT },
    activities: [{ type: 'span', fromSample, toSample }],
  }
}

/** Ends a span in the middle of the quietest frame and goes on speaking from there. */
function cutSpeech(state: ActivityState, phase: Speaking): ActivityStep {
  const { recent } = phase
  const quietest = recent.reduce((best, frame, i) => (frame.power <= (recent[best]?.power ?? 0) ? i : best), 0)
  const sample = (state.frames - recent.length + quietest) * FRAME_SAMPLES + FRAME_SAMPLES / 2
  const after = recent.slice(quietest + 1)
  const fromSample = Math.max(state.spokenUntil, phase.fromSample - PADDING_SAMPLES)
  const speaking: Speaking = {
    ...phase,
    fromSample: sample,
    isContinued: true,
    hasSpeech: after.some((frame) => frame.probability >= SPEECH),
    recent: after,
  }
  return {
    state: { ...state, spokenUntil: sample, phase: speaking },
    activities: [
      { type: 'span', fromSample, toSample: sample },
      { type: 'started', sample },
    ],
  }
}

function samplesOf(ms: number): number {
  return (ms * SAMPLE_RATE) / 1_000
}
