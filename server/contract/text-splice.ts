/** `removed` UTF-16 units at `from` give way to `inserted`. */
export interface TextSplice {
  readonly from: number
  readonly removed: number
  readonly inserted: string
}

export function splice(text: string, change: TextSplice): string {
  return text.slice(0, change.from) + change.inserted + text.slice(change.from + change.removed)
}

/**
 * The one splice that makes `after` of `before`, null where they are equal. Offsets in UTF-16 units; a surrogate pair is
 * never split, neither in what stays nor in what travels.
 */
export function diffText(before: string, after: string): TextSplice | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from += 1
  if (isHighSurrogate(before, from - 1)) from -= 1
  let tail = 0
  while (
    tail < shorter - from &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail += 1
  if (tail > 0 && isLowSurrogate(before, before.length - tail)) tail -= 1
  return { from, removed: before.length - from - tail, inserted: after.slice(from, after.length - tail) }
}

export function isHighSurrogate(text: string, at: number): boolean {
  const unit = at < 0 ? 0 : text.charCodeAt(at)
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
