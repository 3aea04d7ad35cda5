import type { Spoken } from './open-spoken.ts'

export interface SpokenLoaderView {
  /** Null until it is wanted and its code is there. */
  readonly spoken: Spoken | null
  /** The person pressed for the microphone, and what it needs is still being loaded. */
  readonly isStarting: boolean
  /** Its code or its parts could not be loaded. */
  readonly hasFailed: boolean
}

/** Speaking as it is loaded in the background, and what was asked of it before it was there. */
export interface SpokenLoader {
  getView(): SpokenLoaderView
  subscribe(listener: () => void): () => void
  /** @returns what lets go of it again, at whatever point it is. */
  load(open: () => Promise<Spoken>): () => void
  /** Turns the microphone on, now or as soon as it is there. Call it from a press. */
  start(): void
  /** Turns the microphone off, or calls off that it starts. Resolves when the last piece of sound was stored. */
  stop(): Promise<void>
}

const NOTHING: SpokenLoaderView = { spoken: null, isStarting: false, hasFailed: false }

/**
 * A press can come at any moment of the loading, and it must count. Whether speech is there is therefore known here and not by
 * what a page last drew: between the two a press would be carried over by nobody.
 */
export function createSpokenLoader(): SpokenLoader {
  let view = NOTHING
  const listeners = new Set<() => void>()
  const set = (change: Partial<SpokenLoaderView>) => {
    view = { ...view, ...change }
    for (const listener of listeners) listener()
  }

  return {
    getView: () => view,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load: (open) => {
      let own: Spoken | null = null
      let isGone = false
      open().then(
        (made) => {
          if (isGone) return made.close()
          own = made
          const startsNow = view.isStarting
          set({ spoken: made, isStarting: false })
          if (startsNow) void made.microphone.start()
        },
        () => {
          if (!isGone) set({ hasFailed: true, isStarting: false })
        },
      )
      return () => {
        isGone = true
        own?.close()
        set({ spoken: null, hasFailed: false })
      }
    },
    start: () => {
      const { spoken, hasFailed } = view
      if (spoken === null) return set({ isStarting: !hasFailed })
      spoken.microphone.resume()
      void spoken.microphone.start()
    },
    stop: async () => {
      set({ isStarting: false })
      await view.spoken?.microphone.stop()
    },
  }
}
