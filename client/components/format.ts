import { numberInWords } from '#contract/number-words.ts'

/** Dates, durations and counts as the pages say them. Pure; British English. */

interface Zone {
  /** For tests; the person's own zone if not given. */
  timeZone?: string
}

const LOCALE = 'en-GB'
const MINUTE_MS = 60_000
/** Longer than anybody sits through an interview. */
const LONGEST_SITTING_MS = 6 * 60 * MINUTE_MS

/** `3 June 2025`. `at` is epoch ms. */
export function formatDate(at: number, zone: Zone = {}): string {
  return new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric', ...zone }).format(at)
}

/** `14:05`. `at` is epoch ms. */
export function formatTime(at: number, zone: Zone = {}): string {
  return new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', ...zone }).format(at)
}

/** `3 June 2025, 14:05`. `at` is epoch ms. */
export function formatDateTime(at: number, zone: Zone = {}): string {
  return `${formatDate(at, zone)}, ${formatTime(at, zone)}`
}

/** `today, 14:05`, `yesterday, 14:05`, `Tuesday 3 June, 14:05`, and with the year if it is another one. Both epoch ms. */
export function formatWhen(at: number, now: number, zone: Zone = {}): string {
  return `${formatDay(at, now, zone)}, ${formatTime(at, zone)}`
}

/** The day of `formatWhen` alone. Both epoch ms. */
export function formatDay(at: number, now: number, zone: Zone = {}): string {
  const daysAgo = dayNumber(now, zone) - dayNumber(at, zone)
  if (daysAgo === 0) return 'today'
  if (daysAgo === 1) return 'yesterday'
  const sameYear = yearOf(at, zone) === yearOf(now, zone)
  if (!sameYear) return formatDate(at, zone)
  return new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', ...zone })
    .format(at)
    .replace(',', '')
}

/** `June 2025`. `at` is epoch ms. */
export function formatMonth(at: number, zone: Zone = {}): string {
  return new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric', ...zone }).format(at)
}

/** A clock's reading, `3:05` or `1:03:05`; rounded down to the second, never below `0:00`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** The same in words: `45 seconds`, `3 minutes 5 seconds`, `1 hour 3 minutes`. For screen readers and sentences. */
export function formatDurationWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const parts =
    hours > 0 ? [part(hours, 'hour'), part(minutes, 'minute')] : [part(minutes, 'minute'), part(seconds % 60, 'second')]
  return parts.filter((words) => words !== '').join(' ') || '0 seconds'
}

/**
 * How long an interview took, in whole minutes: `under a minute`, `23 minutes`. It is the time from start to end, which says nothing
 * useful of one that lay for days.
 */
export function formatLength(ms: number): string {
  if (ms < MINUTE_MS) return 'under a minute'
  return ms < LONGEST_SITTING_MS ? formatDurationWords(Math.round(ms / MINUTE_MS) * MINUTE_MS) : 'over several sittings'
}

/** `about 20 minutes`, `about 1 hour 10 minutes`: to the nearest minute under ten, to the nearest five above. */
export function formatAbout(ms: number): string {
  const exact = Math.max(1, Math.round(ms / MINUTE_MS))
  const minutes = exact < 10 ? exact : Math.round(exact / 5) * 5
  return `about ${formatDurationWords(minutes * MINUTE_MS)}`
}

/** `4.1 s`, from a minute on as a clock reads: `1:05`. */
export function formatSeconds(ms: number): string {
  return ms < MINUTE_MS ? `${(ms / 1_000).toFixed(1)} s` : formatDuration(ms)
}

/** How long something took: `340 ms`, `1.8 s`. */
export function formatLatency(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** `1 question`, `5 questions`. `many` where an `s` is not enough. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat(LOCALE).format(count)} ${count === 1 ? one : many}`
}

/** `five`; numerals above twelve. */
export function numberWord(count: number): string {
  return numberInWords(count)
}

/** `two easy, five medium and three hard`. */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(LOCALE, { type: 'conjunction' }).format(items)
}

/** The first letter as a capital: `Today`. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(LOCALE) + text.slice(1)
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : formatCount(count, unit)
}

/** Calendar days since the epoch in that zone: differences survive changes of the clock. */
function dayNumber(at: number, zone: Zone): number {
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...zone }).format(
    at,
  )
  return Date.parse(`${parts}T00:00:00Z`) / (24 * 60 * MINUTE_MS)
}

function yearOf(at: number, zone: Zone): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', ...zone }).format(at)
}
