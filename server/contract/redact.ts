import type { SessionEvent, WireEvent } from './session-event.ts'

/**
 * The log as its candidate may see it: after the end all of it, before the end without the bank's answers, the reasons of
 * follow-ups and the grades. `seq` stays gapless, so the same reducer folds both views.
 */
export function redactEvent(event: SessionEvent, ended: boolean): WireEvent {
  if (ended) return event
  switch (event.type) {
    case 'questions_drawn':
      return withheld(event, null)
    case 'follow_up_chosen':
    case 'answer_graded':
      return withheld(event, event.index)
    default:
      return event
  }
}

function withheld(
  event: Extract<SessionEvent, { type: 'questions_drawn' | 'follow_up_chosen' | 'answer_graded' }>,
  index: number | null,
): WireEvent {
  return { v: event.v, seq: event.seq, at: event.at, type: 'event_withheld', of: event.type, index }
}
