import { alignWords, findSample, LEAD_IN_MS } from '../../lib/align-words.ts'
import { listTrackWords } from '../../lib/track-words.ts'
import { sampleTime } from './placed-tracks.ts'
import type { Recording } from './recording.ts'

/**
 * The moment that an address such as `?turn=t4&at=120` names, in ms since the first event: the first word that was spoken at or
 * after that place of the turn's text, or else when the turn began. Null where it names none.
 */
export function findStart({ events, today }: Recording, search: string): number | null {
  const wish = new URLSearchParams(search)
  const turn = today.turns.find(({ id }) => id === wish.get('turn'))
  const startAt = events[0]?.at
  if (turn === undefined || startAt === undefined) return null
  const tracks = today.tracks.filter(({ turnId }) => turnId === turn.id)
  const offset = Number(wish.get('at') ?? 0)
  const place = findSample(alignWords(turn.text, listTrackWords(tracks)), Number.isFinite(offset) ? offset : 0)
  const track = tracks.find(({ id }) => id === place?.trackId)
  if (place === null || track === undefined) return Math.max(0, turn.startedAt - startAt)
  return Math.max(0, sampleTime(track, place.sample, startAt) - LEAD_IN_MS)
}
