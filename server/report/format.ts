const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })

/** "12 November 2026", in the server's time zone. */
export function formatDate(at: number): string {
  return DATE.format(at)
}

/** "3:05", or "1:03:05" from an hour on. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
