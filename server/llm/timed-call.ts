import type { EngineError } from '../errors.ts'
import { LlmError, SPEECH_COMPLAINTS, toEngineError } from './llm-error.ts'

/** One call about sound, whose every wait has a limit of its own. */
export interface TimedCall {
  /** Aborted by the caller's signal, when a limit is over, or when the call has ended. */
  readonly signal: AbortSignal
  /**
   * Waits for one step of the call; nothing is counted between two steps.
   * @throws EngineError `timed_out` after `ms` or when the call was cancelled; whatever else goes wrong as `toEngineError` says.
   */
  wait<T>(ms: number, step: () => Promise<T>): Promise<T>
  /** Hangs up. Harmless after the last byte. */
  end(): void
}

/** @param outer the caller's signal */
export function startTimedCall(outer: AbortSignal): TimedCall {
  const controller = new AbortController()
  let failure: EngineError | null = null
  const trip = (message: string) => {
    failure ??= new LlmError('timed_out', message)
    controller.abort()
  }
  const cancel = () => trip('the call was cancelled')
  if (outer.aborted) cancel()
  else outer.addEventListener('abort', cancel, { once: true })

  return {
    signal: controller.signal,
    wait: async (ms, step) => {
      if (failure !== null) throw failure
      // A body that does not end with its signal shall not hold the caller.
      const { promise: aborted, reject } = Promise.withResolvers<never>()
      controller.signal.addEventListener('abort', reject, { once: true })
      const timer = setTimeout(() => trip(`the endpoint was silent for ${ms} ms`), ms)
      try {
        return await Promise.race([step(), aborted])
      } catch (error) {
        throw failure ?? toEngineError(error, SPEECH_COMPLAINTS)
      } finally {
        clearTimeout(timer)
        controller.signal.removeEventListener('abort', reject)
      }
    },
    end: () => {
      outer.removeEventListener('abort', cancel)
      cancel()
    },
  }
}
