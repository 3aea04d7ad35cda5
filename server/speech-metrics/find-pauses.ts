import type { Pause } from '#contract/delivery.ts'
import { findSilences, PAUSE_SAMPLES, type Silence } from './silences.ts'
import { type HeardTrack, toMs } from './timeline.ts'

/** An ellipsis ends nothing. */
const endsSentence = (mark: string) => /[.!?]/.test(mark) && !/\.\.|…/.test(mark)

/**
 * Silences of at least 0.7 s between words. Where words have no times of their own, silences between stretches of speech:
 * these are up to 0.4 s shorter than what was silent, since a stretch begins and ends up to 200 ms beside its words. Silence
 * before the first word, after the last one and between two recordings is no pause.
 */
export function findPauses(tracks: readonly HeardTrack[]): Pause[] {
  return tracks.flatMap((heardTrack) => {
    const { turnId, track, offsetMs } = heardTrack
    const isPunctuated = heardTrack.heard.some(({ words }) => words.some(({ mark }) => endsSentence(mark)))
    return findSilences(heardTrack)
      .filter((silence) => silence.samples >= PAUSE_SAMPLES && !silence.isLost)
      .map((silence): Pause => {
        const { fromSample, samples, before, after } = silence
        return {
          turnId,
          trackId: track.id,
          atMs: offsetMs + toMs(fromSample),
          fromSample,
          ms: toMs(samples),
          place: isPunctuated ? placeOf(silence) : 'unknown',
          measuredBy: before.word !== null && after.word !== null ? 'words' : 'spans',
        }
      })
  })
}

/** Recognisers end every stretch with a full stop, so a small letter after it tells that the sentence went on. */
function placeOf({ before, after }: Silence): Pause['place'] {
  const last = before.word ?? before.heard.words.at(-1)
  const next = after.word ?? after.heard.words[0]
  if (last === undefined || next === undefined) return 'unknown'
  return endsSentence(last.mark) && !/^\p{Ll}/u.test(next.text) ? 'between_sentences' : 'in_sentence'
}
