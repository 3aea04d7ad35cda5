import { createListener } from '../../../../client/lib/audio/listen.ts'
import type { SpeechDetector } from '../../../../client/lib/audio/speech-detector.ts'
import type { VoiceActivity } from '../../../../client/lib/audio/voice-activity.ts'
import { CHUNK_SAMPLES, SAMPLE_RATE, type Span } from '../../../../server/contract/speech.ts'

/** Everything that is found in a sound, as it would come from a microphone. */
export async function hearSound(detector: SpeechDetector, samples: Int16Array, piece: number = CHUNK_SAMPLES) {
  const activities: VoiceActivity[] = []
  const listener = createListener(detector, (activity) => activities.push(activity))
  for (let at = 0; at < samples.length; at += piece) listener.push(samples.slice(at, at + piece))
  await listener.flush()
  return {
    activities,
    starts: activities.flatMap((a) => (a.type === 'started' ? [a.sample] : [])),
    spans: activities.flatMap((a): Span[] => (a.type === 'span' ? [a] : [])),
  }
}

export const toMs = (samples: number) => (samples * 1_000) / SAMPLE_RATE

/** The same noise every time. `rms` of 16 bit samples: 33 is -60 dB. */
export function buildNoise(ms: number, rms: number): Int16Array {
  let seed = 12_345
  const uniform = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32 - 0.5
  }
  return Int16Array.from({ length: (ms * SAMPLE_RATE) / 1_000 }, () => Math.round(uniform() * rms * Math.sqrt(12)))
}

export function mix(a: Int16Array, b: Int16Array): Int16Array {
  return a.map((sample, i) => sample + (b[i] ?? 0))
}
