import type { SpeechPreferences } from '../speech/speech-preferences.ts'
import type { CaptureOptions } from './capture.ts'

/** The microphone as the person chose it. */
export function buildCaptureOptions({
  microphoneId,
  cleansSound,
}: Pick<SpeechPreferences, 'microphoneId' | 'cleansSound'>): CaptureOptions {
  const processing = { echoCancellation: cleansSound, noiseSuppression: cleansSound, autoGainControl: cleansSound }
  return { deviceId: microphoneId, processing }
}
