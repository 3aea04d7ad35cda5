import { IconCheck, IconCloudOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LiveView } from '../../lib/live-view.ts'
import styles from './edge.module.css'

/** Saved for this long before it says so: while somebody writes it does not flicker. */
const CALM_MS = 700

/** Where the words are. Seen, not announced: a screen reader hears of a lost connection elsewhere. */
export function SavedState({ view, offline }: { view: LiveView; offline: boolean }) {
  const isSaved = useCalm(view.saved)
  if (offline) {
    return (
      <span className={styles.saved}>
        <IconCloudOff size={16} stroke={1.6} aria-hidden="true" />
        Offline: kept on this device
      </span>
    )
  }
  if (!view.pen || view.draft === null || view.draft.text === '') return null
  return (
    <span className={styles.saved}>
      {isSaved && <IconCheck size={16} stroke={1.6} aria-hidden="true" />}
      {isSaved ? 'Saved' : 'Saving'}
    </span>
  )
}

function useCalm(saved: boolean): boolean {
  const [isCalm, setIsCalm] = useState(saved)
  useEffect(() => {
    if (!saved) return setIsCalm(false)
    const timer = setTimeout(() => setIsCalm(true), CALM_MS)
    return () => clearTimeout(timer)
  }, [saved])
  return isCalm
}
