import { isNotation } from '../text/notation.ts'
import { stemWord } from '../text/stem.ts'
import { contentStems, isStopWord, splitWords, type Word } from '../text/words.ts'
import { initialsOf, mayBeAcronym, readInitials, spellOut } from './acronyms.ts'
import { findSameGrowth } from './growth-words.ts'
import { getLexicon } from './lexicon.ts'

/** What a word of the question counts: it is likely in any answer, right or wrong, and still belongs there. */
const QUESTION_WORD = 0.3
const ONE_EDIT = 0.9
const SAME_GROWTH = 0.9
const SPELT_OUT = 0.9
const SAME_BEGINNING = 0.8
const BEGINNING = 5
const BEGINNING_SHARE = 0.6
/** The longer of two words that may differ by a letter; shorter ones do so too easily. */
const EDIT_LENGTH = 6
const WEAKEST = 0.3
/** Words of answers whose matches are kept for a question: more than answers have, and nonsense does not fill the memory. */
const MOST_FOUND = 20_000

/** A word of the references that an answer's word matches, from 0 to 1. */
export interface Match {
  readonly term: number
  readonly nearness: number
}

/** The content words of a question's references, and how an answer's words match them. */
export interface Vocabulary {
  readonly places: ReadonlyMap<string, number>
  /** Rarity, less for the question's words. */
  readonly weights: readonly number[]
  readonly isQuestionWord: readonly boolean[]
  /** All terms that an answer's stem matches, best nearness each. */
  findMatches(stem: string): readonly Match[]
  /** Terms that are spelt almost so, for a word that nobody knows: its ending may be too broken for its stem. */
  findMisspelt(lower: string, stem: string): readonly Match[]
  /** Terms that are the initials of words in a row. */
  findAcronyms(words: readonly Word[]): readonly Match[]
  /** The term that is spelt so in a reference: for what a recogniser heard as two words. */
  findForm(lower: string): number | undefined
}

export function buildVocabulary(texts: readonly string[], questionStems: ReadonlySet<string>): Vocabulary {
  const lexicon = getLexicon()
  const stems = [...new Set(texts.flatMap(contentStems))].sort()
  const places = new Map(stems.map((stem, i) => [stem, i]))
  const isQuestionWord = stems.map((stem) => questionStems.has(stem))
  const weights = stems.map((stem, term) => lexicon.rarityOf(stem) * (isQuestionWord[term] ? QUESTION_WORD : 1))
  const inverse = new Map<string, Map<number, number>>()
  const byBeginning = new Map<string, number[]>()
  stems.forEach((stem, term) => {
    put(inverse, stem, term, 1)
    for (const [other, nearness] of lexicon.findRelated(stem)) put(inverse, other, term, nearness)
    for (const other of findSameGrowth(stem)) put(inverse, other, term, SAME_GROWTH)
    if (stem.length >= BEGINNING) {
      const beginning = stem.slice(0, BEGINNING)
      byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), term])
    }
  })
  const forms = new Map<string, number>()
  for (const text of texts) readForms(text, places, forms, inverse)
  const unknown = stems.map((stem) => !lexicon.isKnown(stem))
  const initials = texts.map(initialsOf)
  const acronyms = stems.filter((stem, term) => unknown[term] && mayBeAcronym(stem))
  const found = new Map<string, readonly Match[]>()

  function findMatches(stem: string): readonly Match[] {
    let matches = found.get(stem)
    if (matches === undefined) {
      matches = search(stem)
      if (found.size < MOST_FOUND) found.set(stem, matches)
    }
    return matches
  }

  function search(stem: string): Match[] {
    const best = new Map(inverse.get(stem))
    const add = (term: number, nearness: number) => {
      if (nearness > Math.max(WEAKEST, best.get(term) ?? 0)) best.set(term, nearness)
    }
    for (const term of byBeginning.get(stem.slice(0, BEGINNING)) ?? []) {
      if (shareBeginning(stem, stems[term] ?? '')) add(term, SAME_BEGINNING)
    }
    if (mayBeAcronym(stem) && !lexicon.isKnown(stem)) {
      const meant = initials.flatMap((own) => spellOut(stem, own))
      for (const term of meant.flatMap((other) => places.get(other) ?? [])) add(term, SPELT_OUT)
    }
    if (stem.length >= EDIT_LENGTH - 1 && !isNotation(stem)) addMisspelt(stem, add)
    return Array.from(best, ([term, nearness]) => ({ term, nearness }))
  }

  function addMisspelt(stem: string, add: (term: number, nearness: number) => void): void {
    const isUnknown = !lexicon.isKnown(stem)
    stems.forEach((other, term) => {
      if ((isUnknown || unknown[term]) && isOneEdit(stem, other)) add(term, ONE_EDIT)
      else if (isUnknown && beginsLike(stem, other)) add(term, SAME_BEGINNING)
    })
    if (isUnknown) for (const [form, term] of forms) if (isOneEdit(stem, form)) add(term, ONE_EDIT)
  }

  function findMisspelt(lower: string, stem: string): readonly Match[] {
    if (lower === stem || lower.length < EDIT_LENGTH || lexicon.isKnown(stem)) return []
    const key = `form ${lower}`
    let matches = found.get(key)
    if (matches === undefined) {
      matches = [...forms].filter(([form]) => isOneEdit(lower, form)).map(([, term]) => ({ term, nearness: ONE_EDIT }))
      if (found.size < MOST_FOUND) found.set(key, matches)
    }
    return matches
  }

  function findAcronyms(words: readonly Word[]): Match[] {
    if (acronyms.length === 0) return []
    const own = readInitials(words)
    return acronyms
      .filter((acronym) => spellOut(acronym, own).length > 0)
      .map((acronym) => ({ term: places.get(acronym) ?? 0, nearness: SPELT_OUT }))
  }

  return {
    places,
    weights,
    isQuestionWord,
    findMatches,
    findMisspelt,
    findAcronyms,
    findForm: (lower) => forms.get(lower),
  }
}

/** How the references spell their terms; two content words in a row are also what they make when written as one. */
function readForms(
  text: string,
  places: ReadonlyMap<string, number>,
  forms: Map<string, number>,
  inverse: Map<string, Map<number, number>>,
): void {
  const words = splitWords(text)
  words.forEach((word, i) => {
    const term = isStopWord(word.lower) ? undefined : places.get(word.stem)
    if (term === undefined) return
    forms.set(word.lower, term)
    const next = words[i + 1]
    const second = next && !isStopWord(next.lower) ? places.get(next.stem) : undefined
    if (next === undefined || second === undefined) return
    const joined = stemWord(word.lower + next.lower)
    if (places.has(joined)) return
    put(inverse, joined, term, 1)
    put(inverse, joined, second, 1)
  })
}

function put(map: Map<string, Map<number, number>>, key: string, term: number, nearness: number): void {
  const inner = map.get(key)
  if (inner) inner.set(term, nearness)
  else map.set(key, new Map([[term, nearness]]))
}

function shareBeginning(a: string, b: string): boolean {
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return shared >= BEGINNING && shared / Math.max(a.length, b.length) >= BEGINNING_SHARE
}

/** Edits allowed between two unequal words: one, and two from nine letters. */
function isOneEdit(a: string, b: string): boolean {
  const allowed = Math.min(a.length, b.length) >= 9 ? 2 : 1
  if (Math.abs(a.length - b.length) > allowed || Math.max(a.length, b.length) < EDIT_LENGTH || a[0] !== b[0])
    return false
  return editDistance(a, b, allowed) <= allowed
}

/** Whether a misspelt word begins like a stem, but for one letter: its ending is too broken to be taken off. */
function beginsLike(word: string, stem: string): boolean {
  if (
    stem.length < EDIT_LENGTH ||
    word.length < stem.length - 1 ||
    word.length > stem.length + 6 ||
    word[0] !== stem[0]
  )
    return false
  return [-1, 0, 1].some((more) => editDistance(word.slice(0, stem.length + more), stem, 1) <= 1)
}

/** Letters changed, left out, added or two neighbours swapped; more than `most` is not counted out. */
export function editDistance(a: string, b: string, most: number): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
