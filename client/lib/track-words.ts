import type { Track } from '#contract/session.ts'
import type { TrackWord } from './align-words.ts'

/** The recognised words of these tracks, in the order in which they were spoken. */
export function listTrackWords(tracks: readonly Track[]): TrackWord[] {
  return tracks.flatMap(({ id, utterances }) =>
    utterances.flatMap((utterance) =>
      utterance.state === 'recognized' ? utterance.words.map((word) => ({ ...word, trackId: id })) : [],
    ),
  )
}
