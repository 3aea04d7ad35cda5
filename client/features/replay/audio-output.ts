import type { Heard, SoundOutput } from './play-along.ts'

interface AudioEvents {
  /** Something else stopped it: a headset's key, another player of the system. */
  readonly onInterrupted: () => void
  readonly onFailed: () => void
}

/** Plays the tracks of a session through one audio element, which a first press of a key or a button unlocks for all of them. */
export function createAudioOutput(sessionId: string, { onInterrupted, onFailed }: AudioEvents): SoundOutput {
  const audio = new Audio()
  audio.preload = 'metadata'
  audio.preservesPitch = true
  let loaded = ''
  let failed = false
  let active = false

  const fail = () => {
    if (!active) return
    failed = true
    onFailed()
  }
  audio.addEventListener('error', fail)
  audio.addEventListener('pause', () => {
    if (active && audio.paused && !audio.ended && !failed) onInterrupted()
  })

  function stateOf(): Heard {
    if (failed) return { state: 'failed' }
    if (audio.ended) return { state: 'over' }
    if (audio.seeking || audio.paused || audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
      return { state: 'waiting' }
    }
    return { state: 'sounding', ms: audio.currentTime * 1_000 }
  }

  return {
    hear: (trackId) => (active && loaded === trackId ? stateOf() : { state: 'idle' }),
    play(trackId, fromMs, speed) {
      if (loaded !== trackId || failed) audio.src = `/api/sessions/${sessionId}/tracks/${trackId}.wav`
      loaded = trackId
      failed = false
      active = true
      audio.currentTime = fromMs / 1_000
      // The one is for now, the other for when the file has been read.
      audio.playbackRate = speed
      audio.defaultPlaybackRate = speed
      audio.play().catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'AbortError')) fail()
      })
    },
    stop() {
      if (!active) return
      active = false
      audio.pause()
    },
  }
}
