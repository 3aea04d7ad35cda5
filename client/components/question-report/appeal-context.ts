import { createContext } from 'react'
import type { DisputeReport } from '#contract/report.ts'

/** What can be done about the grade that is shown. */
export interface Appeal {
  readonly sessionId: string
  readonly index: number
  /** What of this grade was called wrong, oldest first. */
  readonly disputes: readonly DisputeReport[]
  /** Called once something was sent: the time to fetch anew. Not given where nothing can be sent, as on paper. */
  readonly onChanged: (() => void) | undefined
}

/** Null where no grade is shown that could be contradicted. */
export const AppealContext = createContext<Appeal | null>(null)
