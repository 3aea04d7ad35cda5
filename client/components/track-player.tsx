import styles from './track-player.module.css'

interface TrackPlayerProps {
  sessionId: string
  trackId: string
  label: string
}

/** The browser's own player on one recording: keyboard, screen reader and seeking come with it. */
export function TrackPlayer({ sessionId, trackId, label }: TrackPlayerProps) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: its transcript stands beside it
    <audio
      className={styles.player}
      controls
      preload="none"
      src={`/api/sessions/${sessionId}/tracks/${trackId}.wav`}
      aria-label={label}
    />
  )
}
