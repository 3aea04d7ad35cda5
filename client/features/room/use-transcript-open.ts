import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

const KEY = 'greenroom.transcript'

/** Whether the transcript stands beside the question: as it was left the last time on this device. */
export function useTranscriptOpen(): [boolean, Dispatch<SetStateAction<boolean>>] {
  const [isOpen, setOpen] = useState(read)
  useEffect(() => {
    try {
      localStorage.setItem(KEY, String(isOpen))
    } catch {
      // Blocked storage: it is closed the next time.
    }
  }, [isOpen])
  return [isOpen, setOpen]
}

/** Never open by itself where it would cover the question. */
function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true' && window.matchMedia('(min-width: 64rem)').matches
  } catch {
    return false
  }
}
