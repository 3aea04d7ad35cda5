/** True where a typed character belongs to the person's text: no page may take it for a key of its own. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
