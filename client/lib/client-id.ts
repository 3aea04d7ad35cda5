import type { ClientId } from '#contract/ids.ts'

const KEY = 'greenroom.tab'
/** A tab that reloads may find its own lock still held by the page that is going. */
const WAIT_FOR_LOCK_MS = 400

export interface ClaimedId {
  readonly id: ClientId
  release(): void
}

/**
 * The id of this tab: the same after a reload, another one in a duplicate of the tab, whose copied storage says otherwise. A lock
 * tells them apart; where a page may not have locks (plain http beyond this machine), every load gets an id of its own.
 */
export async function claimClientId(): Promise<ClaimedId> {
  const known = readId()
  const claimed = known === null ? null : await holdLock(known)
  if (known !== null && claimed !== null) return { id: known, release: claimed }
  const id = drawId()
  storeId(id)
  return { id, release: (await holdLock(id)) ?? (() => undefined) }
}

/** Resolves to a way to let go of the lock, or to null where another page holds it or there are no locks. */
function holdLock(id: ClientId): Promise<(() => void) | null> {
  // Missing where the page is not in a secure context, whatever its type says.
  const locks: LockManager | undefined = navigator.locks
  if (locks === undefined) return Promise.resolve(null)
  return new Promise((resolve) => {
    const held = () => new Promise<void>((release) => resolve(() => release()))
    locks
      .request(`greenroom.tab.${id}`, { signal: AbortSignal.timeout(WAIT_FOR_LOCK_MS) }, held)
      .catch(() => resolve(null))
  })
}

function drawId(): ClientId {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('')
}

function readId(): ClientId | null {
  try {
    const id = sessionStorage.getItem(KEY)
    return id !== null && /^[A-Za-z0-9_-]{8,40}$/.test(id) ? id : null
  } catch {
    return null
  }
}

function storeId(id: ClientId): void {
  try {
    sessionStorage.setItem(KEY, id)
  } catch {
    // Blocked storage: the id lasts as long as the page.
  }
}
