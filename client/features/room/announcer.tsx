import { useEffect, useState } from 'react'
import type { LiveView } from '../../lib/live-view.ts'
import { offlineWords } from './banner.tsx'
import styles from './room.module.css'
import type { Stage } from './stage-words.ts'

/** Shorter losses of the connection mend themselves before anybody needs to know. */
export const SAY_OFFLINE_AFTER_MS = 2_000

/** What a screen reader is told: each new question once, the clock's two marks, and a connection that is lost or back. */
export function Announcer({ words }: { words: string }) {
  return (
    <p role="status" className={styles.unseen}>
      {words}
    </p>
  )
}

/** The words of the turn that was said last, with its place in the interview; said once, when it is whole. */
export function questionWords(stage: Stage | null, count: number): string {
  const words = stage?.words
  if (stage === null || !words?.said) return ''
  const place = words.kind === 'question' ? `Question ${stage.index + 1} of ${count}.` : ''
  return `${place} ${words.lead} ${words.text}`.replace(/\s+/g, ' ').trim()
}

/** True once the connection has been away for long enough to be worth a word. */
export function useIsOffline({ connection }: LiveView): boolean {
  const [isOffline, setIsOffline] = useState(false)
  useEffect(() => {
    if (connection !== 'offline') return setIsOffline(false)
    const timer = setTimeout(() => setIsOffline(true), SAY_OFFLINE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [connection])
  return isOffline
}

/** Said when the connection is lost for longer, and nothing when it is back: the edge shows that. */
export function offlineAnnouncement(offline: boolean, view: LiveView): string {
  return offline ? offlineWords(view) : ''
}
