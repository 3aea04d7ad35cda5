import { createContext } from 'react'

/** Words of a turn that were spoken. Offsets in UTF-16 units. */
export interface SpokenPart {
  readonly turnId: string
  readonly from: number
  readonly to: number
}

export interface QuoteSound {
  /** Names what sounds, and what could not be played. */
  readonly playingKey: string | null
  readonly problem: { readonly key: string; readonly words: string } | null
  readonly canPlay: (turnId: string) => boolean
  /** Plays the part, or stops it where it sounds already. */
  readonly toggle: (key: string, part: SpokenPart) => void
  /** Where the replay of the session begins with this place; null while there is no replay. */
  readonly replayHref: (turnId: string, at: number) => string | null
}

/** Null where nothing can be played: on paper, and where nothing was spoken. */
export const SoundContext = createContext<QuoteSound | null>(null)
