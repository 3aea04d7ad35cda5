import type { Limits } from './limits.ts'
import { LlmError } from './llm-error.ts'

export interface Watchdog {
  /** Aborted by the caller's signal or when a limit is over. */
  readonly signal: AbortSignal
  /** A token came. */
  alive(): void
  /** Why the signal was aborted; null while it is not. The SDK ends an aborted stream without a word. */
  failure(): LlmError | null
  stop(): void
}

/**
 * Watches one call. The SDK's own timeout covers neither a stall after the headers nor one between tokens.
 * @param outer the caller's signal
 */
export function startWatchdog(limits: Limits, outer: AbortSignal): Watchdog {
  const controller = new AbortController()
  let failure: LlmError | null = null
  const trip = (message: string) => {
    failure ??= new LlmError('timed_out', message)
    controller.abort()
  }
  const cancel = () => trip('the call was cancelled')
  const setIdle = (ms: number) => setTimeout(() => trip(`the model was silent for ${ms} ms`), ms)

  let idle = setIdle(limits.firstTokenMs)
  const total = setTimeout(() => trip(`the model was not done after ${limits.totalMs} ms`), limits.totalMs)
  if (outer.aborted) cancel()
  else outer.addEventListener('abort', cancel, { once: true })

  return {
    signal: controller.signal,
    alive: () => {
      clearTimeout(idle)
      idle = setIdle(limits.betweenTokensMs)
    },
    failure: () => failure,
    stop: () => {
      clearTimeout(idle)
      clearTimeout(total)
      outer.removeEventListener('abort', cancel)
    },
  }
}
