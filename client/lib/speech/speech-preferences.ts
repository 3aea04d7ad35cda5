import { z } from 'zod'
import { readStored, writeStored } from '../stored.ts'

const KEY = 'greenroom.speech'
export const MIN_RATE = 0.8
export const MAX_RATE = 1.3

/** A value that an older page or another hand left behind costs its own choice only. */
export const SpeechPreferencesSchema = z.object({
  /** The interviewer is not read aloud. */
  muted: z.boolean().catch(false),
  /** Pace of the interviewer's voice; 1 is its own. */
  rate: z.number().min(MIN_RATE).max(MAX_RATE).catch(1),
  /** Of the browser's voices; null for the best one there is. */
  voiceName: z.string().max(200).nullable().catch(null),
  /** The microphone is heard only while a key or a button is held down. */
  pushToTalk: z.boolean().catch(false),
  /** The browser takes echo and noise out of the sound. */
  cleansSound: z.boolean().catch(true),
  /** `deviceId`; null for the browser's choice. */
  microphoneId: z.string().max(500).nullable().catch(null),
  /** What makes text of the sound; null where the person has not chosen. */
  recognizer: z.enum(['endpoint', 'browser', 'none']).nullable().catch(null),
})
export type SpeechPreferences = z.infer<typeof SpeechPreferencesSchema>

/** What this browser remembers about speaking and hearing; never fails. */
export function readSpeechPreferences(): SpeechPreferences {
  return readStored(KEY, SpeechPreferencesSchema) ?? SpeechPreferencesSchema.parse({})
}

/** Changes some of it. @returns all of it. */
export function changeSpeechPreferences(change: Partial<SpeechPreferences>): SpeechPreferences {
  const changed = SpeechPreferencesSchema.parse({ ...readSpeechPreferences(), ...change })
  writeStored(KEY, changed)
  return changed
}
