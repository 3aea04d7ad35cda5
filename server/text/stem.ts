import { BASE_FORMS } from './irregular.ts'

const VOWEL_RUN = /^[^aeiou]*?[aeiouy]/
const SHORT_END = /[^aeiou][aeiouy][^aeiouwxy]$/

const STEP_2: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['isation', 'ize'],
  ['ization', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
]
const STEP_3: readonly (readonly [string, string])[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['alise', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
]
const STEP_4 = 'ement ance ence able ible ment ant ent ism ate iti ous ive ize ise al er ic ou'.split(' ')

/** Beginnings whose words the rules would bring together with others: `customer` with `custom`, `experiment` with `experience`. */
const KEPT =
  /^(?:experiment|engineer|customer|important|business|generous|generic|organi[sz]|authorit|position|universit|international|numerous|intensi[vt])/

/**
 * Stem of an English word in lower case, after M. F. Porter, "An algorithm for suffix stripping" (1980), with British `-ise`
 * taken like `-ize` and irregular forms brought back to their base. Words of one or two letters and words with digits or foreign letters come back as they are.
 */
export function stemWord(lower: string): string {
  const spelt = lower.replace(/'s?$/, '')
  const word = BASE_FORMS.get(spelt) ?? spelt
  if (word.length <= 2 || !/^[a-z]+$/.test(word)) return word
  const kept = KEPT.exec(word)?.[0]
  if (kept) return kept === 'organis' ? 'organiz' : kept
  return tidyEnd(dropSuffix(swapSuffix(swapSuffix(endY(dropPastAndIng(dropPlural(word))), STEP_2), STEP_3)))
}

/** Number of vowel-consonant sequences: Porter's m. */
function measure(stem: string): number {
  let count = 0
  let inVowel = false
  for (let i = 0; i < stem.length; i++) {
    const vowel = isVowel(stem, i)
    if (inVowel && !vowel) count++
    inVowel = vowel
  }
  return count
}

function isVowel(word: string, i: number): boolean {
  const letter = word[i] ?? ''
  if (letter === 'y') return i > 0 && !isVowel(word, i - 1)
  return 'aeiou'.includes(letter)
}

const hasVowel = (stem: string) => VOWEL_RUN.test(stem) && [...stem].some((_, i) => isVowel(stem, i))
const endsDouble = (stem: string) => /([b-df-hj-np-tv-z])\1$/.test(stem)

function dropPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (word.endsWith('ies')) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1)
  if (word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us')) return word.slice(0, -1)
  return word
}

function dropPastAndIng(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const suffix = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0
  const stem = word.slice(0, word.length - suffix)
  if (suffix === 0 || !hasVowel(stem)) return word
  if (/(?:at|bl|iz|is)$/.test(stem)) return `${stem}e`
  if (endsDouble(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1)
  return measure(stem) === 1 && SHORT_END.test(stem) ? `${stem}e` : stem
}

function endY(word: string): string {
  return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word
}

function swapSuffix(word: string, table: readonly (readonly [string, string])[]): string {
  for (const [suffix, by] of table) {
    if (!word.endsWith(suffix)) continue
    const stem = word.slice(0, -suffix.length)
    return measure(stem) > 0 ? stem + by : word
  }
  return word
}

function dropSuffix(word: string): string {
  if (/[st]ion$/.test(word) && measure(word.slice(0, -3)) > 1) return word.slice(0, -3)
  const suffix = STEP_4.find((end) => word.endsWith(end))
  if (suffix === undefined) return word
  const stem = word.slice(0, -suffix.length)
  return measure(stem) > 1 ? stem : word
}

function tidyEnd(word: string): string {
  if (word.endsWith('e')) {
    const stem = word.slice(0, -1)
    const m = measure(stem)
    return m > 1 || (m === 1 && !SHORT_END.test(stem)) ? stem : word
  }
  return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word
}
