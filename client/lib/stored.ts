interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

/** What this browser keeps under `key`, or null where it keeps nothing of that shape or keeps nothing at all. */
export function readStored<T>(key: string, schema: Schema<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(window.localStorage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Keeps `value` in this browser. Where it keeps nothing (private window, full storage) the page works without. */
export function writeStored(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Only a convenience is lost.
  }
}

/** Everything that this browser keeps of a session goes: what was typed in it, and what was being written against its grades. */
export function forgetSession(sessionId: string): void {
  try {
    const { localStorage } = window
    const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '')
    for (const key of keys) if (OF_SESSION.some((part) => key.startsWith(`${part}${sessionId}`))) removeStored(key)
  } catch {
    // What keeps nothing has nothing to remove.
  }
}

/** How the keys begin that hold a session's words; its id follows. */
const OF_SESSION = ['greenroom.text.', 'greenroom.why.'] as const

/** What was kept under `key` goes. */
export function removeStored(key: string): void {
  try {
    window.localStorage.removeItem(key)
  } catch {
    // What keeps nothing has nothing to remove.
  }
}
