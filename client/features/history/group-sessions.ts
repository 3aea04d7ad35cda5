import type { SessionSummary } from '#contract/report.ts'
import { capitalised, formatDay, formatMonth } from '../../components/format.ts'

export interface SessionGroup {
  title: string
  sessions: SessionSummary[]
}

/** Today, yesterday, then month by month, in the order in which the sessions come. `now` in epoch ms. */
export function groupSessions(sessions: readonly SessionSummary[], now: number, timeZone?: string): SessionGroup[] {
  const zone = timeZone === undefined ? {} : { timeZone }
  const groups: SessionGroup[] = []
  for (const session of sessions) {
    const day = formatDay(session.createdAt, now, zone)
    const title = day === 'today' || day === 'yesterday' ? capitalised(day) : formatMonth(session.createdAt, zone)
    const last = groups.at(-1)
    if (last?.title === title) last.sessions.push(session)
    else groups.push({ title, sessions: [session] })
  }
  return groups
}
