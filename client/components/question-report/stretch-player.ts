import type { SoundStretch } from './stretches.ts'

/** What becomes of stretches that were asked for. */
export type StretchOutcome = 'ended' | 'failed'

/** Plays stretches of a session's recordings one after the other; the next request stops what sounds. */
export interface StretchPlayer {
  play(stretches: readonly SoundStretch[], onEnd: (outcome: StretchOutcome) => void): void
  stop(): void
}

/** One audio element for all of them: it is unlocked by the first press of a button. */
export function createStretchPlayer(sessionId: string): StretchPlayer {
  const audio = new Audio()
  let loaded = ''
  let frame = 0
  /** Counts requests: what an older one still waits for is not heard any more. */
  let request = 0

  function stop() {
    request += 1
    window.cancelAnimationFrame(frame)
    audio.ontimeupdate = null
    audio.onpause = null
    audio.pause()
  }

  async function playStretch({ trackId, fromMs, toMs }: SoundStretch, isCurrent: () => boolean): Promise<void> {
    if (loaded !== trackId) audio.src = `/api/sessions/${sessionId}/tracks/${trackId}.wav`
    loaded = trackId
    audio.currentTime = fromMs / 1_000
    await audio.play()
    await new Promise<void>((resolve) => {
      const look = () => {
        const isOver = audio.ended || audio.paused || audio.currentTime * 1_000 >= toMs
        if (isOver || !isCurrent()) resolve()
      }
      const lookAgain = () => {
        look()
        if (isCurrent()) frame = window.requestAnimationFrame(lookAgain)
      }
      // Frames are exact, but a hidden tab gets none.
      audio.ontimeupdate = look
      audio.onpause = look
      lookAgain()
    })
    if (!isCurrent()) return
    window.cancelAnimationFrame(frame)
    audio.ontimeupdate = null
    audio.onpause = null
  }

  async function playAll(stretches: readonly SoundStretch[], isCurrent: () => boolean): Promise<void> {
    for (const stretch of stretches) {
      if (isCurrent()) await playStretch(stretch, isCurrent)
    }
  }

  return {
    stop,
    play(stretches, onEnd) {
      stop()
      const own = request
      const isCurrent = () => request === own
      const finish = (outcome: StretchOutcome) => {
        if (!isCurrent()) return
        stop()
        onEnd(outcome)
      }
      playAll(stretches, isCurrent).then(
        () => finish('ended'),
        () => {
          loaded = ''
          finish('failed')
        },
      )
    },
  }
}
