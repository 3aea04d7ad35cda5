import type { TurnId } from '#contract/ids.ts'
import { MAX_ANSWER_LENGTH } from '#contract/session-event.ts'
import type { Command } from '#contract/socket.ts'
import { diffText, isHighSurrogate } from '#contract/text-splice.ts'

/** After so many splices the whole text travels once, so that no mistake can live long. */
export const COPY_EVERY = 40

/** How a turn is being closed from this tab: the command is on its way. */
export type Closing = 'submit' | 'unknown' | 'skip' | 'end'

/** The answer as it stands in the field of this tab, beside what has been sent of it. */
export interface Draft {
  readonly turnId: TurnId
  readonly text: string
  /** The server's text once everything on its way has arrived. */
  readonly sent: string
  /** How many of the turn's utterances both hold: what is spoken joins the end of both. */
  readonly heard: number
  /** Splices since the last whole copy. */
  readonly splices: number
  /** True where the two sides may differ: the next change is a whole copy. */
  readonly whole: boolean
  /** Last keystroke by the server's clock, epoch ms; null where nothing was typed here. */
  readonly editedAt: number | null
  readonly closing: Closing | null
  /** Text that was typed here and gave way to a newer one from elsewhere. */
  readonly other: string | null
}

/** A draft as the server has it, nothing typed here yet. */
export function buildDraft(turnId: TurnId, text: string, heard = 0): Draft {
  return { turnId, text, sent: text, heard, splices: 0, whole: false, editedAt: null, closing: null, other: null }
}

/** The text within the limit of an answer; a surrogate pair on the edge goes as a whole. */
export function capText(text: string): string {
  if (text.length <= MAX_ANSWER_LENGTH) return text
  const end = isHighSurrogate(text, MAX_ANSWER_LENGTH - 1) ? MAX_ANSWER_LENGTH - 1 : MAX_ANSWER_LENGTH
  return text.slice(0, end)
}

/** The command that brings the server up to date with the field, and the draft once it is on its way; null where nothing is to do. */
export function takeChange(draft: Draft): { draft: Draft; command: Command } | null {
  const { turnId, text, sent } = draft
  const heard = heardOf(draft)
  if (draft.closing !== null) return null
  if (draft.whole || (text !== sent && draft.splices >= COPY_EVERY)) {
    return {
      draft: { ...draft, sent: text, splices: 0, whole: false },
      command: { type: 'draft:copy', turnId, text, ...heard },
    }
  }
  const splice = diffText(sent, text)
  if (splice === null) return null
  return {
    draft: { ...draft, sent: text, splices: draft.splices + 1 },
    command: { type: 'draft:splice', turnId, baseLength: sent.length, ...splice, ...heard },
  }
}

/** What a command that carries the text says of it: left out where nothing was spoken. */
export function heardOf({ heard }: Pick<Draft, 'heard'>): { heard?: number } {
  return heard === 0 ? {} : { heard }
}

/** True where something in the field is not on its way yet. */
export function isUnsent(draft: Draft): boolean {
  return draft.text !== draft.sent || draft.whole
}
