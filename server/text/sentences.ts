import { isStopWord } from './words.ts'

/** A stretch of a text: `text === source.slice(from, to)`, offsets in UTF-16 units, no white space at the ends. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Never the end of a sentence. */
const ABBREVIATIONS = new Set(
  'e.g i.e eg ie mr mrs ms dr prof st vs cf viz approx fig figs eq sec no nos vol dept est gen jr sr messrs'.split(' '),
)
/** The end of a sentence only before a capital letter. */
const MAYBE_ENDS = new Set('etc al a.m p.m u.s u.k e.u inc ltd co corp ph.d'.split(' '))
/** A line at least this long may have been wrapped by a program rather than ended by a person. */
const WRAPPED_LINE = 50
/** A text may be wrapped in lines from this length on, where nearly all of them are full: the next word would not have fitted. */
const NARROW_LINE = 24
const FULL_SHARE = 0.8
const FEWEST_FULL = 2

const LINE_MARK = /^[ \t]*(?:[-*•–—·▪‣◦●○+]+[ \t]*|\(?[a-zA-Z][.)][ \t]+)/u
const NUMBER_MARK = /(?<=^|\s|[:;,.])\(?(\d{1,2})[.)](?=\s*\p{L})\s*/gu
/** What a numbered list may begin after: anything else before a number makes it part of a sentence. */
const LIST_BEGINS = /(?:^|[:;,.!?)])\s*$/
const BULLET_MARK = /(?<=\s)(?:[•▪‣◦●○]\s*|-(?=\p{L}))/gu
const STOP = /[.!?…]+["'”’)\]]*/gu

/**
 * Sentences, list items and lines in order. Bullets and numbering separate and are left out; abbreviations, decimals and
 * initials do not separate. What is not in a span is white space and list marks.
 */
export function splitSentences(text: string): Span[] {
  return splitLines(text)
    .flatMap((line) => cutAt(text, line, findInlineMarks(line.text)))
    .flatMap((part) => cutAt(text, part, findStops(part.text)))
    .filter((span) => /[\p{L}\p{N}]/u.test(span.text))
}

function splitLines(text: string): Span[] {
  const lines: Span[] = []
  let at = 0
  const rows = text.split(/(?<=\n)/)
  const shortest = isWrappedNarrowly(rows) ? 0 : WRAPPED_LINE
  for (const line of rows) {
    const body = line.slice(LINE_MARK.exec(line)?.[0].length ?? 0)
    const start = at + line.length - body.length
    const previous = lines.at(-1)
    if (previous && start === at && isWrapped(previous.text, body, shortest)) {
      lines[lines.length - 1] = trimmed(text, previous.from, at + line.length)
    } else {
      lines.push(trimmed(text, start, at + line.length))
    }
    at += line.length
  }
  return lines
}

/** Whether a program wrapped the text in short lines: a person ends most of theirs where a word would still have fitted. */
function isWrappedNarrowly(rows: readonly string[]): boolean {
  const lines = rows.map((row) => row.trimEnd())
  const width = Math.max(...lines.map(({ length }) => length))
  const pairs = lines.slice(1).flatMap((next, i) => (next === '' || lines[i] === '' ? [] : [[lines[i] ?? '', next]]))
  const full = pairs.filter(([line = '', next = '']) => line.length + 1 + (next.split(/\s/)[0] ?? '').length > width)
  return width >= NARROW_LINE && full.length >= FEWEST_FULL && full.length >= FULL_SHARE * pairs.length
}

/** Whether `next` goes on in the middle of a sentence. */
function isWrapped(line: string, next: string, shortest: number): boolean {
  const last = line.slice(line.lastIndexOf('\n') + 1)
  return last.length >= shortest && !/[.!?:;]["'”’)\]]*$/.test(last) && /^\s*[\p{Ll}\d(]/u.test(next)
}

interface Cut {
  /** Where the part before ends and the part after begins. */
  readonly end: number
  readonly next: number
}

/** Numbers that count up from 1, or from any number at the start of the line, or else at least two bullets. */
function findInlineMarks(line: string): Cut[] {
  const numbers: Cut[] = []
  let expected = 1
  for (const match of line.matchAll(NUMBER_MARK)) {
    const number = Number(match[1])
    const begins =
      numbers.length === 0 && (match.index === 0 || (number === 1 && LIST_BEGINS.test(line.slice(0, match.index))))
    if (!begins && (numbers.length === 0 || number !== expected)) continue
    numbers.push(cutOut(match))
    expected = number + 1
  }
  if (numbers.length >= 2 || numbers[0]?.end === 0) return numbers
  const bullets = Array.from(line.matchAll(BULLET_MARK), cutOut)
  return bullets.length >= 2 ? bullets : []
}

const cutOut = (match: RegExpExecArray): Cut => ({ end: match.index, next: match.index + match[0].length })

function findStops(part: string): Cut[] {
  const cuts: Cut[] = []
  for (const match of part.matchAll(STOP)) {
    const end = match.index + match[0].length
    if (endsSentence(part, match.index, match[0], end)) cuts.push({ end, next: end })
  }
  return cuts
}

function endsSentence(part: string, at: number, stop: string, end: number): boolean {
  const after = part.slice(end, end + 12)
  if (!/^\s/.test(after)) return stop === '.' && /^\p{Lu}\p{Ll}/u.test(after) && /\p{Ll}$/u.test(part.slice(0, at))
  const capital = /^\s+["'“‘(]*[\p{Lu}\d]/u.test(after)
  if (/^(?:\.{2,}|…)/.test(stop)) return capital
  if (stop[0] !== '.') return true
  const before = part.slice(Math.max(0, at - 24), at)
  const word = (/[\p{L}\p{N}.]+$/u.exec(before)?.[0] ?? '').toLowerCase()
  if (ABBREVIATIONS.has(word)) return word === 'no' && capital
  if (MAYBE_ENDS.has(word)) return capital
  const next = /\p{L}+/u.exec(after)?.[0] ?? ''
  return !/(?:^|\s)[A-HJ-Z]$/.test(before) || next === '' || isStopWord(next.toLowerCase())
}

function cutAt(text: string, span: Span, cuts: readonly Cut[]): Span[] {
  const starts = [0, ...cuts.map((cut) => cut.next)]
  const ends = [...cuts.map((cut) => cut.end), span.text.length]
  return starts.map((start, i) => trimmed(text, span.from + start, span.from + (ends[i] ?? start)))
}

function trimmed(text: string, from: number, to: number): Span {
  const raw = text.slice(from, to)
  const start = from + raw.length - raw.trimStart().length
  const body = raw.trim()
  return { from: start, to: start + body.length, text: body }
}
