import { z } from 'zod'
import type { TrackId } from '#contract/speech.ts'
import { readStored, removeStored, writeStored } from '../stored.ts'

/** Speech that has begun and whose end the server was not told: what was being said when a page went. */
export interface OpenSpeech {
  began(trackId: TrackId, sample: number): void
  told(trackId: TrackId): void
  /** Where the speech began; null where none is open. It is forgotten by that. */
  take(trackId: TrackId): number | null
}

const keyOf = (trackId: TrackId) => `greenroom.speaking.${trackId}`
const SampleSchema = z.number().int().nonnegative()

/** Kept by the browser, so that the next page, or another tab, can tell the server of it. */
export function createOpenSpeech(): OpenSpeech {
  return {
    began: (trackId, sample) => writeStored(keyOf(trackId), sample),
    told: (trackId) => removeStored(keyOf(trackId)),
    take: (trackId) => {
      const sample = readStored(keyOf(trackId), SampleSchema)
      removeStored(keyOf(trackId))
      return sample
    },
  }
}
