import type { TracksResponse } from '#contract/http.ts'
import type { Session, Track } from '#contract/session.ts'
import { SAMPLE_RATE } from '#contract/speech.ts'
import { formatDurationWords } from '../../components/format.ts'

/** Too short to notice. */
const UNNOTICED_MS = 200

/** What is missing of a session's sound, a sentence each; `onDisk` is null while nobody knows. */
export function describeMissingSound(session: Session, onDisk: TracksResponse['tracks'] | null): string[] {
  const { tracks, audioDeleted } = session
  if (tracks.length === 0) return []
  if (audioDeleted) return ['The sound of this interview was deleted. The transcript stays.']
  if (onDisk?.every(({ samples }) => samples === 0)) return ['The sound of this interview is not on this machine.']
  const indexes = [...new Set(tracks.map(({ index }) => index))].sort((a, b) => a - b)
  return indexes.flatMap((index) => {
    const own = tracks.filter((track) => track.index === index)
    const missingMs = own.reduce((sum, track) => sum + countMissingMs(track, onDisk), 0)
    if (missingMs >= UNNOTICED_MS) return [`Question ${index + 1}: ${lengthWords(missingMs)} of sound is missing.`]
    const isOpenEnded = own.some(({ closed }) => closed === null)
    return isOpenEnded ? [`Question ${index + 1}: the recording was cut short, so its end may be missing.`] : []
  })
}

/** Holes, and the end that never reached the disk or is not there any more. */
function countMissingMs({ id, lost, closed }: Track, onDisk: TracksResponse['tracks'] | null): number {
  const holes = lost.reduce((sum, { fromSample, toSample }) => sum + toSample - fromSample, 0)
  const file = onDisk?.find(({ trackId }) => trackId === id)
  const stored = Math.min(closed?.stored ?? 0, file?.samples ?? Number.POSITIVE_INFINITY)
  const end = closed === null ? 0 : Math.max(0, closed.samples - stored)
  return ((holes + end) / SAMPLE_RATE) * 1_000
}

function lengthWords(ms: number): string {
  return ms < 1_000 ? 'less than a second' : formatDurationWords(ms)
}
