import { SAMPLE_RATE } from '#contract/speech.ts'
import type { AlignedWord } from '../../lib/align-words.ts'
import { findSample, LEAD_IN_MS } from '../../lib/align-words.ts'

const SAMPLES_A_MS = SAMPLE_RATE / 1_000
/** And after the last one: words fade. */
const FADE_MS = 300

/** A part of a recording, in ms from its start. */
export interface SoundStretch {
  readonly trackId: string
  readonly fromMs: number
  readonly toMs: number
}

/**
 * What to play for the words from `from` to `to` of a turn's text (UTF-16 units): from just before the first of them that was
 * spoken to just after the last, one stretch for each recording. Empty where none was spoken.
 */
export function findStretches(words: readonly AlignedWord[], from: number, to: number): SoundStretch[] {
  const start = findSample(words, from, to)
  if (start === null) return []
  const spoken = words.flatMap(({ trackId, fromSample, toSample, ...word }) =>
    word.to > from && word.from < to && trackId !== null && fromSample !== null && toSample !== null
      ? [{ trackId, fromSample, toSample }]
      : [],
  )
  const trackIds = [...new Set(spoken.map(({ trackId }) => trackId))]
  return trackIds.map((trackId, i) => {
    const own = spoken.filter((word) => word.trackId === trackId)
    const first = i === 0 ? start.sample : Math.min(...own.map(({ fromSample }) => fromSample))
    const last = Math.max(...own.map(({ toSample }) => toSample))
    return {
      trackId,
      fromMs: Math.max(0, first / SAMPLES_A_MS - LEAD_IN_MS),
      toMs: last / SAMPLES_A_MS + FADE_MS,
    }
  })
}
