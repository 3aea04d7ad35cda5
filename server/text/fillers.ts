/** Sounds that fill a pause while speaking, by the spelling under which they are counted. */
const HESITATIONS: readonly (readonly [RegExp, string])[] = [
  [/^u+m+$|^uhm+$|^u+h+m+$/, 'um'],
  [/^u+h+$/, 'uh'],
  [/^e+r+m+$|^e+hm+$/, 'erm'],
  [/^e+r+$/, 'er'],
  [/^a+h+$/, 'ah'],
  [/^h+m+$/, 'hmm'],
  [/^m{2,}$|^mh+m+$/, 'mm'],
]

/**
 * The hesitation that a word is, such as `um` for "Ummm"; null for a word that says something. "ER" in capitals is an
 * abbreviation.
 */
export function findHesitation(word: string): string | null {
  if (!/^[auemh][uerhm]*$/i.test(word) || /^[A-Z]{2}$/.test(word)) return null
  const lower = word.toLowerCase()
  return HESITATIONS.find(([pattern]) => pattern.test(lower))?.[1] ?? null
}
