import { useEffect } from 'react'
import { isField } from '../../components/is-field.ts'
import type { KeyHelp } from '../../components/keys-help.tsx'

const COMMAND_KEY = /mac|iphone|ipad/i.test(navigator.platform) ? '⌘' : 'Ctrl'

export const ROOM_KEYS: KeyHelp[] = [
  { keys: [COMMAND_KEY, 'Enter'], does: 'Submit the answer, or go on' },
  { keys: ['Esc'], does: 'Leave the field, or the focus view' },
  { keys: ['T'], does: 'Transcript, outside the field' },
  { keys: ['F'], does: 'Focus view, outside the field' },
  { keys: ['M'], does: 'Speak, or type again, outside the field' },
  { keys: ['H'], does: '“I need a moment”, outside the field' },
  { keys: ['R'], does: 'Hear the question again, outside the field' },
  { keys: ['Space'], does: 'With push-to-talk: record while it is held' },
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
  onHold: () => void
  onMicrophone: () => void
  onRepeat: () => void
  /** The key of push-to-talk went down or up. */
  onTalk: (isDown: boolean) => void
}

/** The room's keys. Single letters count only where nothing is being written, and never take anything away. */
export function useRoomKeys(actions: RoomKeyActions): void {
  useEffect(() => listenForKeys(actions), [actions])
}

/** @returns stops listening. */
export function listenForKeys(actions: RoomKeyActions): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (!isInDialog(event.target)) press(event, actions)
  }
  const onUp = (event: KeyboardEvent) => {
    if (event.key === ' ') actions.onTalk(false)
  }
  // Whoever leaves lets go: the key, or the button that is held, comes up where nobody here hears of it.
  const onLeave = () => actions.onTalk(false)
  const onHidden = () => {
    if (document.visibilityState === 'hidden') onLeave()
  }
  window.addEventListener('keydown', onKey)
  window.addEventListener('keyup', onUp)
  window.addEventListener('blur', onLeave)
  document.addEventListener('visibilitychange', onHidden)
  return () => {
    window.removeEventListener('keydown', onKey)
    window.removeEventListener('keyup', onUp)
    window.removeEventListener('blur', onLeave)
    document.removeEventListener('visibilitychange', onHidden)
  }
}

function press(event: KeyboardEvent, actions: RoomKeyActions): void {
  if (isSubmitKey(event)) {
    event.preventDefault()
    if (!event.repeat) actions.onSubmit()
  } else if (event.key === 'Escape') {
    leave(event.target, actions)
  } else if (!isField(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (event.key === ' ' && !isButton(event.target)) talk(event, actions)
    else pressLetter(event.key.toLowerCase(), actions)
  }
}

function leave(target: EventTarget | null, actions: RoomKeyActions): void {
  if (isField(target)) (target as HTMLElement).blur()
  else actions.onLeaveFocusMode()
}

function talk(event: KeyboardEvent, actions: RoomKeyActions): void {
  event.preventDefault()
  if (!event.repeat) actions.onTalk(true)
}

function pressLetter(key: string, actions: RoomKeyActions): void {
  if (key === 'm') actions.onMicrophone()
  if (key === 'h') actions.onHold()
  if (key === 'r') actions.onRepeat()
  if (key === 't') actions.onTranscript()
  if (key === 'f') actions.onFocusMode()
  if (key === 'p') actions.onPause()
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a, summary')
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('dialog') !== null
}
