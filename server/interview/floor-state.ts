import type { TurnId } from '#contract/ids.ts'
import type { Floor, TrackId } from '#contract/speech.ts'

/** What a live session knows of the floor beside its log. Gone with the process: after a restart every wait begins anew. */
export interface FloorState {
  /** The turn that the rest is about; null while none is open. */
  turnId: TurnId | null
  /** Where the tabs were last told that the floor is; `open` while no turn is. */
  floor: Floor
  /** Tracks in which speech goes on, each with the sample at which it began. */
  readonly speaking: Map<TrackId, number>
  /** When speech or a key was last noticed in the turn. */
  lastActivityAt: number | null
  /** When a piece of sound last came. */
  lastChunkAt: number
  isFrozen: boolean
  /** When the interviewer's voice was first heard since the last answer; null where it was not. */
  voiceBeganAt: number | null
  /** Puts off the next look at the clock. */
  putOff: () => void
}

export function buildFloorState(): FloorState {
  return {
    turnId: null,
    floor: { state: 'open' },
    speaking: new Map(),
    lastActivityAt: null,
    lastChunkAt: 0,
    isFrozen: false,
    voiceBeganAt: null,
    putOff: () => undefined,
  }
}
