import { findHesitation } from '../text/fillers.ts'
import { splitSpellings } from '../text/words.ts'

type Spelling = ReturnType<typeof splitSpellings>[number]

/** A text without its fillers, and where each of its characters stands in the text as it was said. */
export interface PlainText {
  readonly text: string
  /** Where a stretch of `text` stands in the source; fillers inside it are part of it. */
  toSource(place: Place): Place
}

interface Place {
  readonly from: number
  readonly to: number
}

/** As far as marks around a filler are looked for. */
const LOOK = 16
const PHRASES = new Set(['you know', 'i mean'])

/**
 * What word matching reads: the text without um, uh and their like, "like", "you know" and "I mean", with the commas that set
 * them off. They go wherever they stand, so that the same answer reads the same with fillers at any place of it; "like" tells
 * word matching nothing in any of its senses.
 */
export function buildPlainText(source: string): PlainText {
  const cuts = findCuts(source)
  const ends = [...cuts.map(({ from }) => from), source.length]
  let at = 0
  const parts = ends.map((end, i) => {
    const from = cuts[i - 1]?.to ?? 0
    const part = { at, from, text: source.slice(from, end) }
    at += part.text.length
    return part
  })
  const shift = (offset: number) => {
    const part = parts[countUntil(parts, offset) - 1]
    return part === undefined ? offset : offset + part.from - part.at
  }
  return {
    text: parts.map((part) => part.text).join(''),
    toSource: ({ from, to }) => ({ from: shift(from), to: to > from ? shift(to - 1) + 1 : shift(to) }),
  }
}

/** How many of the parts begin at or before this place of the plain text. */
function countUntil(parts: readonly { readonly at: number }[], offset: number): number {
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((parts[middle]?.at ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Stretches to leave out, in order. */
function findCuts(source: string): Place[] {
  const words = splitSpellings(source)
  const isFiller = markFillers(source, words)
  const cuts: Place[] = []
  let kept = ''
  for (let i = 0; i < words.length; i++) {
    const first = words[i]
    if (!first || !isFiller[i]) continue
    let last = first
    for (let next = words[i + 1]; next && isFiller[i + 1] && areTogether(source, last, next); next = words[i + 1]) {
      last = next
      i++
    }
    const least = cuts.at(-1)?.to ?? 0
    kept = (kept + source.slice(least, first.from)).slice(-LOOK)
    cuts.push(widenCut(source, { from: first.from, to: last.to }, least, kept))
  }
  return cuts
}

const areTogether = (source: string, { to }: Place, { from }: Place) =>
  /^(?:[^\S\n]|[,…–—])*$/.test(source.slice(to, from))

/**
 * Which words are fillers. A phrase is found even with another filler inside it, and what stands around a phrase that went
 * can form the next: what is left does not depend on where fillers were put in.
 */
function markFillers(source: string, words: readonly Spelling[]): boolean[] {
  const isFiller = words.map((word) => isAlone(source, word) && isFillerWord(word))
  const kept: number[] = []
  words.forEach((word, i) => {
    if (isFiller[i]) return
    const before = kept.at(-1)
    const opening = before === undefined ? undefined : words[before]
    if (opening && before !== undefined && isPhrase(source, opening, word, i - before > 1)) {
      kept.pop()
      isFiller[before] = true
      isFiller[i] = true
    } else kept.push(i)
  })
  return isFiller
}

const isFillerWord = ({ text, lower }: Spelling) => lower === 'like' || findHesitation(text) !== null

function isPhrase(source: string, a: Spelling, b: Spelling, hasFillerInside: boolean): boolean {
  if (!PHRASES.has(`${a.lower} ${b.lower}`) || !isAlone(source, a) || !isAlone(source, b)) return false
  return hasFillerInside || /^\s+$/.test(source.slice(a.to, b.from))
}

/** Not a part of "like-minded", "know-how" or an address. */
function isAlone(source: string, { from, to }: Spelling): boolean {
  return (
    /^$|[\s,.!?;:(…–—]/.test(source.slice(Math.max(0, from - 1), from)) &&
    /^(?:$|[\s,.!?;:)…–—])/.test(source.slice(to, to + 1))
  )
}

/** With the marks that belonged to the fillers, and with the white space on one side of them. `kept`: what stands before. */
function widenCut(source: string, run: Place, least: number, kept: string): Place {
  let { from, to } = run
  const after = source.slice(to, to + LOOK)
  const isOwnSentence = /^$|[.!?…]\s+$|\n\s*$/.test(kept)
  const mark = (/^(?:\.{2,}|…|\s*[,–—])/.exec(after) ?? (isOwnSentence ? /^[.!?]+/.exec(after) : null))?.[0] ?? ''
  to += mark.length
  const before = source.slice(Math.max(least, from - LOOK), from)
  const opened = /[,–—]\s*$/.exec(before)
  if (opened && /[,–—]$/.test(mark)) from -= opened[0].length
  const spaceAfter = /^[^\S\n]*/.exec(source.slice(to))?.[0].length ?? 0
  const spaceBefore = /[^\S\n]*$/.exec(before.slice(0, before.length - run.from + from))?.[0].length ?? 0
  const isGlued = from > 0 && spaceBefore === 0 && !/[\s([{]/.test(source[from - 1] ?? '')
  if (spaceAfter > 0 && !isGlued) return { from, to: to + spaceAfter }
  return spaceAfter === 0 ? { from: from - spaceBefore, to } : { from, to }
}
