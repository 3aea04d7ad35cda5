import { useEffect } from 'react'
import type { KeyHelp } from '../../components/keys-help.tsx'

const COMMAND_KEY = /mac|iphone|ipad/i.test(navigator.platform) ? '⌘' : 'Ctrl'

export const ROOM_KEYS: KeyHelp[] = [
  { keys: [COMMAND_KEY, 'Enter'], does: 'Submit the answer, or go on' },
  { keys: ['Esc'], does: 'Leave the field, or the focus view' },
  { keys: ['T'], does: 'Transcript, outside the field' },
  { keys: ['F'], does: 'Focus view, outside the field' },
  { keys: ['P'], does: 'Pause and resume, outside the field' },
]

export const SUBMIT_KEYS = `${COMMAND_KEY} Enter`

/** True for what submits: Ctrl or Cmd with Enter, but not while a character is still being composed. */
export function isSubmitKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing
}

export interface RoomKeyActions {
  onSubmit: () => void
  onTranscript: () => void
  onFocusMode: () => void
  onLeaveFocusMode: () => void
  onPause: () => void
}

/** The room's keys. Single letters count only where nothing is being written, and never take anything away. */
export function useRoomKeys(actions: RoomKeyActions): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isInDialog(event.target)) return
      if (isSubmitKey(event)) {
        event.preventDefault()
        if (!event.repeat) actions.onSubmit()
      } else if (event.key === 'Escape') {
        leave(event.target, actions)
      } else if (!isField(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
        pressLetter(event.key.toLowerCase(), actions)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [actions])
}

function leave(target: EventTarget | null, actions: RoomKeyActions): void {
  if (isField(target)) (target as HTMLElement).blur()
  else actions.onLeaveFocusMode()
}

function pressLetter(key: string, actions: RoomKeyActions): void {
  if (key === 't') actions.onTranscript()
  if (key === 'f') actions.onFocusMode()
  if (key === 'p') actions.onPause()
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('dialog') !== null
}
