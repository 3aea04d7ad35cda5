import type { Delivery, PacePoint } from '#contract/delivery.ts'
import { SAMPLE_RATE } from '#contract/speech.ts'
import { joinSounds, LONG_PAUSE_SAMPLES, PAUSE_SAMPLES, type Stretch } from './silences.ts'
import { type HeardTrack, toMs, toSamples } from './timeline.ts'

/** Fewer words say nothing about a pace. */
const LEAST_WORDS = 5
const WINDOW = toSamples(15_000)
/** A window in which less than this was spoken has no pace. */
const LEAST_IN_WINDOW = toSamples(3_000)

const lengthOf = (stretches: readonly Stretch[]) => stretches.reduce((sum, s) => sum + s.toSample - s.fromSample, 0)
const wordsOf = ({ heard }: HeardTrack) => heard.flatMap(({ words }) => words)
const paceOf = (words: number, samples: number) => Math.round((words * SAMPLE_RATE * 600) / samples) / 10

/** Time of speech in samples: each stretch from its first to its last word, pauses inside it left out. */
export function measureTalk(tracks: readonly HeardTrack[]): number {
  const talk = (track: HeardTrack) =>
    joinSounds(
      track,
      ({ before, after, samples, isLost }) => before.heard === after.heard && samples < PAUSE_SAMPLES && !isLost,
      () => true,
    )
  return tracks.reduce((sum, track) => sum + lengthOf(talk(track)), 0)
}

/**
 * Words per minute over speech and the pauses shorter than 2 s: a speaking rate, which counts pauses, and not an articulation
 * rate, which leaves out every one (the two terms as in J. Laver, "Principles of Phonetics", 1994). Longer pauses are time to
 * think, and say nothing about how fast somebody speaks. Every recognised word counts, fillers included; speech without a
 * transcript counts neither as words nor as time.
 * @returns null for fewer than five words.
 */
export function measurePace(tracks: readonly HeardTrack[]): number | null {
  const words = tracks.reduce((sum, track) => sum + wordsOf(track).length, 0)
  const samples = tracks.reduce((sum, track) => sum + lengthOf(findRuns(track)), 0)
  return words < LEAST_WORDS || samples === 0 ? null : paceOf(words, samples)
}

/** Where somebody spoke with pauses under 2 s only, as far as there is a transcript. */
function findRuns(track: HeardTrack): Stretch[] {
  return joinSounds(
    track,
    ({ samples, isLost }) => samples < LONG_PAUSE_SAMPLES && !isLost,
    ({ heard }) => heard.words.length > 0,
  )
}

/** The pace of every stretch of speech that has words. */
export function listUtterancePaces(tracks: readonly HeardTrack[]): Delivery['pace']['utterances'] {
  return tracks.flatMap(({ turnId, track, offsetMs, heard }) =>
    heard
      .filter(({ words }) => words.length > 0)
      .map(({ fromSample, toSample, words, timing }) => ({
        turnId,
        trackId: track.id,
        fromMs: offsetMs + toMs(fromSample),
        toMs: offsetMs + toMs(toSample),
        words: words.length,
        wordsPerMinute:
          words.length < LEAST_WORDS || toSample === fromSample ? null : paceOf(words.length, toSample - fromSample),
        timing,
      })),
  )
}

/**
 * The pace of every 15 s of each turn, counted from the start of its first recording, as far as its recordings have words. A
 * word that a window cuts counts in both by its parts. Turns whose words have no times of their own are left out.
 */
export function listWindows(tracks: readonly HeardTrack[]): Delivery['pace']['windows'] {
  const hasTimes = ({ heard }: HeardTrack) =>
    heard.every(({ timing, words }) => timing === 'measured' || words.length === 0)
  const spoken = tracks.filter((track) => wordsOf(track).length > 0)
  if (spoken.length === 0) return { status: 'not_measurable', because: 'no_words' }
  const turns = [...Map.groupBy(spoken, ({ turnId }) => turnId).values()].filter((own) => own.every(hasTimes))
  if (turns.length === 0) return { status: 'not_measurable', because: 'estimated_times' }
  return { status: 'measured', list: turns.flatMap(listWindowsOfTurn) }
}

function listWindowsOfTurn(tracks: readonly HeardTrack[]): PacePoint[] {
  const windows = new Map<number, { samples: number; words: number }>()
  const add = (i: number, samples: number, words: number) => {
    const window = windows.get(i)
    if (window === undefined) return
    window.samples += samples
    window.words += words
  }
  let end = 0
  for (const track of tracks) {
    const shift = toSamples(track.offsetMs)
    const runs = findRuns(track)
    const all = { fromSample: runs[0]?.fromSample ?? 0, toSample: runs.at(-1)?.toSample ?? 0 }
    end = Math.max(end, all.toSample + shift)
    for (let i = windowOf(all.fromSample + shift); i * WINDOW < all.toSample + shift; i++) {
      windows.set(i, windows.get(i) ?? { samples: 0, words: 0 })
    }
    for (const run of runs) share(run, shift, (i, samples) => add(i, samples, 0))
    for (const word of wordsOf(track)) {
      const length = word.toSample - word.fromSample
      if (length <= 0) add(windowOf(word.fromSample + shift), 0, 1)
      else share(word, shift, (i, samples) => add(i, 0, samples / length))
    }
  }
  const turnId = tracks[0]?.turnId ?? ''
  return [...windows]
    .toSorted(([a], [b]) => a - b)
    .map(([i, { samples, words }]) => ({
      turnId,
      fromMs: toMs(i * WINDOW),
      toMs: toMs(Math.min(end, (i + 1) * WINDOW)),
      wordsPerMinute: samples < LEAST_IN_WINDOW ? null : paceOf(words, samples),
    }))
}

const windowOf = (sample: number) => Math.floor(sample / WINDOW)

/** Tells each window how much of a stretch lies in it. */
function share({ fromSample, toSample }: Stretch, shift: number, tell: (i: number, samples: number) => void): void {
  const [from, to] = [fromSample + shift, toSample + shift]
  for (let i = windowOf(from); i * WINDOW < to; i++) {
    tell(i, Math.min(to, (i + 1) * WINDOW) - Math.max(from, i * WINDOW))
  }
}
