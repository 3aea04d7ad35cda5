/** A line of a page: offsets in UTF-16 units, the line's end not counted. */
export interface PageLine {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What stands under one "Question K". */
export interface PageBlock {
  readonly number: number
  /** Of the line "Question K", counted from 1. */
  readonly lineNumber: number
  readonly lines: readonly PageLine[]
}

export interface PageParts {
  /** Everything before the first question. */
  readonly head: readonly PageLine[]
  readonly blocks: readonly PageBlock[]
}

const QUESTION_LINE = /^\s*Question (\d{1,4})\s*$/i
export const DIFFICULTY_LINE = /^\s*Difficulty:\s*(.*?)\s*$/i

/** Cuts a page at its lines "Question K". */
export function splitPage(page: string): PageParts {
  const lines = splitLines(page)
  const starts = findBlockStarts(lines)
  return {
    head: lines.slice(0, starts[0]?.at),
    blocks: starts.map(({ at, number }, i) => ({
      number,
      lineNumber: at + 1,
      lines: lines.slice(at + 1, starts[i + 1]?.at),
    })),
  }
}

export const isBlank = (line: PageLine) => line.text.trim() === ''

/** The text of these lines exactly as the page has it, but for blank lines before and after: those are layout. */
export function textOf(page: string, lines: readonly PageLine[]): string {
  const first = lines.find((line) => !isBlank(line))
  const last = lines.findLast((line) => !isBlank(line))
  return first && last ? page.slice(first.from, last.to) : ''
}

function splitLines(page: string): PageLine[] {
  const lines: PageLine[] = []
  let from = 0
  for (const end of page.matchAll(/\r?\n|$/g)) {
    lines.push({ text: page.slice(from, end.index), from, to: end.index })
    from = end.index + end[0].length
  }
  return lines
}

interface BlockStart {
  /** Index of the line. */
  readonly at: number
  readonly number: number
}

/**
 * A line "Question K" starts a block if a difficulty comes next. Without one it does if K is next in turn and does not come
 * again: a block that lacks its difficulty. Any other is a sentence of the text around it.
 */
function findBlockStarts(lines: readonly PageLine[]): BlockStart[] {
  const candidates = lines.flatMap((line, at) => {
    const digits = QUESTION_LINE.exec(line.text)?.[1]
    if (digits === undefined) return []
    const next = lines.slice(at + 1).find((other) => !isBlank(other))
    return [{ at, number: Number(digits), hasDifficulty: next !== undefined && DIFFICULTY_LINE.test(next.text) }]
  })
  const starts: BlockStart[] = []
  candidates.forEach(({ at, number, hasDifficulty }, i) => {
    const isNext = number === (starts.at(-1)?.number ?? 0) + 1
    const comesAgain = candidates.slice(i + 1).some((other) => other.number === number && other.hasDifficulty)
    if (hasDifficulty || (isNext && !comesAgain)) starts.push({ at, number })
  })
  return starts
}
