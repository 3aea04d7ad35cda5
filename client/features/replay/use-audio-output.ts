import { useEffect, useMemo, useState } from 'react'
import { createAudioOutput } from './audio-output.ts'
import type { SoundOutput } from './play-along.ts'

/** The sound of a session's tracks for as long as the page is there, and whether any of it could not be played. */
export function useAudioOutput(
  sessionId: string,
  setPlaying: (playing: boolean) => void,
): { sound: SoundOutput; failed: boolean } {
  const [failed, setFailed] = useState(false)
  const sound = useMemo(
    () =>
      createAudioOutput(sessionId, {
        onInterrupted: () => setPlaying(false),
        onFailed: () => setFailed(true),
      }),
    [sessionId, setPlaying],
  )
  useEffect(() => () => sound.stop(), [sound])
  return { sound, failed }
}
