import type { Selectable } from 'kysely'

/** Rows as both databases hold them: text, integers and JSON as text; instants in epoch ms. */
export interface Database {
  sessions: SessionsTable
  events: EventsTable
  receipts: ReceiptsTable
}

interface SessionsTable {
  id: string
  role_id: string
  role_title: string
  created_at: number
  ended_at: number | null
  last_at: number
  question_count: number
  answered_count: number
  status: string
  search_text: string
}

interface EventsTable {
  session_id: string
  seq: number
  body: string
}

interface ReceiptsTable {
  session_id: string
  client_id: string
  client_seq: number
  /** JSON of `Receipt['result']`. */
  result: string
}

export type SessionRow = Selectable<SessionsTable>
