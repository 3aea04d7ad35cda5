import { type Heard, type HeardTrack, type HeardWord, toSamples } from './timeline.ts'

/** What is known to be speech in one piece: a word with its own times, or a stretch without. */
export interface Sound {
  readonly fromSample: number
  readonly toSample: number
  readonly heard: Heard
  /** Null for a stretch as a whole. */
  readonly word: HeardWord | null
}

/** The silence between two neighbouring sounds of a track. */
export interface Silence {
  readonly fromSample: number
  readonly samples: number
  readonly before: Sound
  readonly after: Sound
  /** Sound is missing there: nobody knows whether it was silent. */
  readonly isLost: boolean
}

export interface Stretch {
  readonly fromSample: number
  readonly toSample: number
}

/** A silence from here on is a pause: below it lie the stops inside words and between them. */
export const PAUSE_SAMPLES = toSamples(700)
/** A pause from here on is time to think, and no part of the pace. */
export const LONG_PAUSE_SAMPLES = toSamples(2_000)

/** The sounds of a track in order, each with the silence before it. */
function readSounds({ track, heard }: HeardTrack): { sound: Sound; silence: Silence | null }[] {
  let before: Sound | undefined
  return heard
    .flatMap(splitSounds)
    .toSorted((a, b) => a.fromSample - b.fromSample)
    .map((sound) => {
      const silence = before === undefined ? null : silenceBetween(before, sound, track.lost)
      if (before === undefined || sound.toSample > before.toSample) before = sound
      return { sound, silence }
    })
}

function splitSounds(heard: Heard): Sound[] {
  if (heard.timing === 'estimated') return [{ ...heard, heard, word: null }]
  return heard.words.map((word) => ({ fromSample: word.fromSample, toSample: word.toSample, heard, word }))
}

function silenceBetween(before: Sound, after: Sound, lost: readonly Stretch[]): Silence | null {
  const [fromSample, toSample] = [before.toSample, after.fromSample]
  if (toSample <= fromSample) return null
  const isLost = lost.some((span) => span.fromSample < toSample && fromSample < span.toSample)
  return { fromSample, samples: toSample - fromSample, before, after, isLost }
}

/** The silences between the first and the last word of a track, those of one sample included. */
export function findSilences(track: HeardTrack): Silence[] {
  return readSounds(track).flatMap(({ silence }) => silence ?? [])
}

/** The stretches that sounds make together with the silences that join them. Sounds that do not count part them. */
export function joinSounds(
  track: HeardTrack,
  joins: (silence: Silence) => boolean,
  counts: (sound: Sound) => boolean,
): Stretch[] {
  const stretches: { fromSample: number; toSample: number }[] = []
  let open: { fromSample: number; toSample: number } | null = null
  for (const { sound, silence } of readSounds(track)) {
    if (!counts(sound)) open = null
    else if (open !== null && (silence === null || joins(silence)))
      open.toSample = Math.max(open.toSample, sound.toSample)
    else {
      open = { fromSample: sound.fromSample, toSample: sound.toSample }
      stretches.push(open)
    }
  }
  return stretches
}
