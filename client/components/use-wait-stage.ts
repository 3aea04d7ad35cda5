import { useEffect, useState } from 'react'

/** How much of a wait shows: nothing at first, what is waited for, and at last how long it usually takes. */
export type WaitStage = 'hidden' | 'shown' | 'long'

/** Counts from when the component is there. The limits do not change while it is. */
export function useWaitStage({ showAfterMs, longAfterMs }: { showAfterMs: number; longAfterMs: number }): WaitStage {
  const [stage, setStage] = useState<WaitStage>('hidden')
  useEffect(() => {
    const show = setTimeout(() => setStage('shown'), showAfterMs)
    const long = setTimeout(() => setStage('long'), longAfterMs)
    return () => {
      clearTimeout(show)
      clearTimeout(long)
    }
  }, [showAfterMs, longAfterMs])
  return stage
}
