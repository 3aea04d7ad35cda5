import type { Delivery, Recording } from '#contract/delivery.ts'
import type { QuestionReport } from '#contract/report.ts'
import type { Session, Track } from '#contract/session.ts'
import { measureSpeech } from '../speech-metrics/measure-speech.ts'
import { readHeard, type SpokenTurn, toMs } from '../speech-metrics/timeline.ts'

/** How the answer to one question was spoken; null where nothing was. No grade looks at it. */
export function buildDelivery(session: Session, index: number): Delivery | null {
  return measureSpeech({ turns: findSpokenTurns(session, index), heard: session.tracks })
}

/** How the answers to all questions were spoken. */
export function buildSessionDelivery(session: Session): Delivery | null {
  const turns = session.questions.flatMap(({ index }) => findSpokenTurns(session, index))
  return measureSpeech({ turns, heard: session.tracks })
}

/** What there is of a question's recordings, and how many stretches of speech in them have no text. */
export function buildRecording(session: Session, index: number): Pick<QuestionReport, 'recording' | 'untranscribed'> {
  const tracks = session.tracks.filter((track) => track.index === index)
  const missing = tracks.reduce((sum, track) => sum + countMissing(track), 0)
  const without = tracks.flatMap((track) => track.utterances.filter(({ state }) => NO_TEXT.has(state)))
  return {
    recording: { status: findStatus(session, tracks, missing), missingMs: toMs(missing) },
    untranscribed: without.length,
  }
}

const NO_TEXT: ReadonlySet<string> = new Set(['failed', 'untranscribed'])

/** A track that was never closed may lack its end: nobody said how long it was. */
function findStatus(session: Session, tracks: readonly Track[], missing: number): Recording['status'] {
  if (tracks.length === 0) return 'none'
  if (session.audioDeleted) return 'deleted'
  const isOpenEnded = session.phase.name === 'ended' && tracks.some(({ closed }) => closed === null)
  return missing > 0 || isOpenEnded ? 'incomplete' : 'complete'
}

/** Samples that silence stands for, and those that the end lacks. */
function countMissing({ lost, closed }: Track): number {
  const holes = lost.reduce((sum, { fromSample, toSample }) => sum + toSample - fromSample, 0)
  return holes + (closed === null ? 0 : Math.max(0, closed.samples - closed.stored))
}

function findSpokenTurns(session: Session, index: number): SpokenTurn[] {
  const byTurn = Map.groupBy(
    session.tracks.filter((track) => track.index === index),
    ({ turnId }) => turnId,
  )
  return [...byTurn].map(([turnId, tracks]) => ({ turnId, tracks, askedAt: findAskedAt(session, turnId, tracks) }))
}

/**
 * When the words that a turn answers were there: the question, the follow-up, or other words for it that came before the
 * candidate spoke. Null where the clock stood still meanwhile, as far as anybody knows, and where typing came first.
 */
function findAskedAt(session: Session, turnId: string, tracks: readonly Track[]): number | null {
  const spokeAt = findSpokeAt(tracks)
  const place = session.turns.findIndex((turn) => turn.id === turnId)
  const turn = session.turns[place]
  if (spokeAt === null || turn === undefined || turn.startedAt < spokeAt) return null
  if (session.questions.some(({ index, pausedMs }) => index === turn.index && pausedMs > 0)) return null
  const said = session.turns
    .slice(0, place)
    .filter((one) => one.index === turn.index)
    .flatMap((one) => (one.speaker === 'interviewer' ? one : []))
  const opening = said.findLastIndex(({ kind }) => kind !== 'rephrase')
  const asked = said.slice(Math.max(0, opening))
  return (asked.findLast(({ committedAt }) => committedAt <= spokeAt) ?? asked[0])?.committedAt ?? null
}

/** When the first sound of speech was heard. */
function findSpokeAt(tracks: readonly Track[]): number | null {
  const starts = tracks.flatMap((track) =>
    readHeard(track)
      .slice(0, 1)
      .map(({ fromSample }) => track.startedAt + toMs(fromSample)),
  )
  return starts.toSorted((a, b) => a - b)[0] ?? null
}
