/** The id of the answer field: there is one at a time. */
export const ANSWER_ID = 'answer'

/** Puts the cursor behind the last character. Not where that would bring up a keyboard over the question. */
export function focusAnswer(): void {
  const field = document.getElementById(ANSWER_ID)
  if (!(field instanceof HTMLTextAreaElement) || window.matchMedia('(pointer: coarse)').matches) return
  field.focus({ preventScroll: true })
  field.setSelectionRange(field.value.length, field.value.length)
}
