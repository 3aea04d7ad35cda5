const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** `three` for 3, up to twelve; figures from there on. */
export function numberInWords(number: number): string {
  return WORDS[number] ?? String(number)
}
