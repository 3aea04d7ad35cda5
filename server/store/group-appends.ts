import type { Append } from '../ports.ts'

interface Waiting {
  readonly append: Append
  resolve(): void
  reject(error: unknown): void
}

/**
 * Appends that come while another one is being written share the next transaction, and with it the wait for the disk. Where
 * one of them cannot be written each is tried by itself, so that nobody is refused for a neighbour.
 * @param write all of them in one transaction, or none.
 */
export function groupAppends(write: (batch: readonly Append[]) => Promise<void>): (append: Append) => Promise<void> {
  let waiting: Waiting[] = []
  let isWriting = false

  async function drain(): Promise<void> {
    isWriting = true
    // Everything that arrived in this turn of the event loop belongs together.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await settle(batch)
    }
    isWriting = false
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      await write(batch.map((one) => one.append))
      for (const one of batch) one.resolve()
    } catch (error) {
      const [only, ...others] = batch
      if (others.length === 0) only?.reject(error)
      else for (const one of batch) await settle([one])
    }
  }

  return (append) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ append, resolve, reject })
      if (!isWriting) void drain()
    })
}
