import type { Delivery } from '#contract/delivery.ts'
import type { Track } from '#contract/session.ts'
import { countFillers } from './count-fillers.ts'
import { findPauses } from './find-pauses.ts'
import { listUtterancePaces, listWindows, measurePace, measureTalk } from './measure-pace.ts'
import { type Heard, type HeardTrack, readTracks, type SpokenTurn, toMs } from './timeline.ts'

export interface SpeechInput {
  /** The turns of a question, or of a session, in order. */
  readonly turns: readonly SpokenTurn[]
  /** Every track of the session: what shows whether a recogniser writes fillers down. Those of `turns` where it is absent. */
  readonly heard?: readonly Track[]
}

/**
 * How somebody spoke, counted from the times of what was recognised: what cannot be known is said to be so, and is never a
 * number. Exact where words have times. Stretches of speech carry up to 200 ms of silence at each end, which counts only where
 * words have none.
 * @returns null where nobody spoke.
 */
export function measureSpeech({ turns, heard }: SpeechInput): Delivery | null {
  const tracks = readTracks(turns)
  if (tracks.length === 0) return null
  const list = findPauses(tracks)
  return {
    talkMs: toMs(measureTalk(tracks)),
    words: tracks.reduce((sum, track) => sum + track.heard.reduce((words, one) => words + one.words.length, 0), 0),
    wordsPerMinute: measurePace(tracks),
    timing: findTiming(tracks.flatMap((track) => track.heard)),
    pace: { utterances: listUtterancePaces(tracks), windows: listWindows(tracks) },
    pauses: {
      count: list.length,
      longestMs: list.reduce((longest, { ms }) => Math.max(longest, ms), 0),
      totalMs: list.reduce((sum, { ms }) => sum + ms, 0),
      list,
    },
    toFirstWord: findToFirstWord(turns, tracks),
    fillers: countFillers(tracks, heard ?? turns.flatMap((turn) => turn.tracks)),
  }
}

function findTiming(heard: readonly Heard[]): Delivery['timing'] {
  const [first, ...others] = new Set(heard.map(({ timing }) => timing))
  return first === undefined || others.length > 0 ? 'mixed' : first
}

/** From the interviewer's words to the candidate's first, where both are known. Speech that began before them took no time. */
function findToFirstWord(turns: readonly SpokenTurn[], tracks: readonly HeardTrack[]): Delivery['toFirstWord'] {
  const list = turns.flatMap(({ turnId, askedAt }) => {
    const first = tracks.find((track) => track.turnId === turnId)
    const spoken = first?.heard[0]
    if (first === undefined || spoken === undefined || askedAt === null) return []
    const ms = Math.max(0, first.track.startedAt + toMs(spoken.fromSample) - askedAt)
    return { turnId, ms, measuredBy: spoken.timing === 'measured' ? ('words' as const) : ('spans' as const) }
  })
  const sorted = list.map(({ ms }) => ms).toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : { medianMs: Math.round((low + high) / 2), list }
}
