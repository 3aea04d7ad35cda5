import type { SpokenBy } from '#contract/session-event.ts'

type Because = NonNullable<SpokenBy['insteadOf']>['because']

const BECAUSE: Record<Because, string> = {
  timed_out: 'did not answer in time',
  unreachable: 'could not be reached',
  refused: 'declined',
  rejected: 'could not be asked, as its endpoint did not accept the request',
  busy: 'could not be asked, as its endpoint has reached a limit',
  output_invalid: 'sent something that could not be read',
  budget_spent: 'has taken all the tokens that one interview may take',
  unsuitable_wording: 'worded it in a way that would have given something away',
}

/** Why the built-in interviewer spoke where a model should have; null where nothing of the kind happened. */
export function insteadOfWords(by: SpokenBy | null): string | null {
  if (by === null || by.insteadOf === null) return null
  const { model, because } = by.insteadOf
  return `Asked by the built-in interviewer: ${model} ${BECAUSE[because]}.`
}
