import { useEffect } from 'react'
import { findJump, type Timeline } from './timeline.ts'
import { type Player, SPEEDS } from './use-player.ts'

export const STEP_MS = 5_000

export const REPLAY_KEYS = [
  { keys: ['Space'], does: 'Play or pause' },
  { keys: ['←', '→'], does: 'Five seconds back or on' },
  { keys: ['P', 'N'], does: 'Question before or after' },
  { keys: ['<', '>'], does: 'Slower or faster' },
]

/** The keys of the replay, anywhere on the page where they do not belong to what has the focus. */
export function useReplayKeys(player: Player, timeline: Timeline): void {
  useEffect(() => {
    const actions: Record<string, () => void> = {
      ' ': player.toggle,
      ArrowLeft: () => player.seek(player.positionMs - STEP_MS),
      ArrowRight: () => player.seek(player.positionMs + STEP_MS),
      n: () => player.seek(findJump(timeline, player.positionMs, 1)),
      p: () => player.seek(findJump(timeline, player.positionMs, -1)),
      '>': () => player.setSpeed(nextSpeed(player, 1)),
      '<': () => player.setSpeed(nextSpeed(player, -1)),
    }
    const onKey = (event: KeyboardEvent) => {
      const action = actions[event.key]
      if (action === undefined || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

function nextSpeed({ speed }: Player, by: 1 | -1) {
  return SPEEDS[SPEEDS.indexOf(speed) + by] ?? speed
}

/** Whether the focused control uses the key itself. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]') !== null) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('select, textarea')) return true
  if (key === ' ') return target.matches('button, a, summary, input:not([type="range"])')
  return target.matches('input:not([type="range"], [type="checkbox"])')
}
