import { PEAK_SAMPLES } from '#contract/http.ts'
import { SAMPLE_RATE } from '#contract/speech.ts'
import type { PlacedTrack } from './placed-tracks.ts'
import { findCut, positionAt, type Timeline } from './timeline.ts'

const PEAK_MS = (PEAK_SAMPLES / SAMPLE_RATE) * 1_000

/** The loudest sample, 0 to 1, of each of `count` equal parts of the replay; 0 where there is no sound. */
export function buildWaveform(timeline: Timeline, tracks: readonly PlacedTrack[], count: number): number[] {
  const bars = new Array<number>(count).fill(0)
  if (timeline.durationMs === 0) return bars
  for (const { startMs, peaks } of tracks) {
    peaks.forEach((peak, i) => {
      const sessionMs = startMs + (i + 0.5) * PEAK_MS
      if (findCut(timeline, sessionMs) !== null) return
      const bar = Math.floor((positionAt(timeline, sessionMs) / timeline.durationMs) * count)
      if (bar < count) bars[bar] = Math.max(bars[bar] ?? 0, peak)
    })
  }
  return bars
}
