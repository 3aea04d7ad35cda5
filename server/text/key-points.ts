import { splitSentences } from './sentences.ts'
import { contentStems } from './words.ts'

/** As many as a bank's question may have of its own; more would be noise to read. */
const MOST = 8
const FEWEST = 4
/** Only a part with at least this many content words is cut to reach the fewest. */
const CUTTABLE = 6
const LEAST_PIECE = 3
/** The contract's limit for the text of a key point, in UTF-16 units. */
const MAX_LENGTH = 600

/** Between clauses that can stand alone. */
const CLAUSE_MARKS = [
  /;\s+/g,
  /:\s+/g,
  /,\s+(?=(?:and|but|so|while|whereas|then|which|or)\s)/g,
  /,\s+(?!e\.?g\b|i\.?e\b)/g,
]

/**
 * The points that a sample answer makes, in its own words and order: its sentences and list items, eight at most. Where there
 * are more, the shortest joins the one that it shares most words with; where there are fewer than four, long ones are cut
 * between clauses. A very short answer has fewer. The set of points does not depend on the order of the sentences.
 */
export function splitKeyPoints(sampleAnswer: string): string[] {
  const said = splitSentences(sampleAnswer).map((span) => span.text.replace(/\s+/g, ' '))
  const withSubject = said.filter((text) => contentStems(text).length > 0)
  const sentences = withSubject.length > 0 ? withSubject : [sampleAnswer.trim()]
  const points = mergeToAtMost(cutToAtLeast(dropRepeats(sentences)).map(toPart))
  return points.map((part) => shorten(part.text))
}

interface Part {
  readonly text: string
  readonly stems: ReadonlySet<string>
}
const toPart = (text: string): Part => ({ text, stems: new Set(contentStems(text)) })

const dropRepeats = (texts: readonly string[]) => [...new Map(texts.map((t) => [t.toLowerCase(), t])).values()]

function cutToAtLeast(sentences: readonly string[]): string[] {
  let parts = [...sentences]
  while (parts.length < FEWEST) {
    const longestFirst = [...parts].sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1))
    const cut = longestFirst.map((part) => ({ part, pieces: cutInTwo(part) })).find(({ pieces }) => pieces !== null)
    if (!cut?.pieces) break
    const { part, pieces } = cut
    parts = parts.flatMap((other) => (other === part ? pieces : [other]))
  }
  return parts
}

const size = (text: string) => contentStems(text).length

/** Two pieces as even as the strongest mark allows; null where the text is short or has no clauses. */
function cutInTwo(text: string): [string, string] | null {
  if (size(text) < CUTTABLE) return null
  for (const mark of CLAUSE_MARKS) {
    const cuts = Array.from(text.matchAll(mark), (match): [string, string] => [
      text.slice(0, match.index).trim(),
      text.slice(match.index + match[0].length).trim(),
    ])
    const fair = cuts.filter((pieces) => pieces.every((piece) => size(piece) >= LEAST_PIECE))
    fair.sort((a, b) => Math.abs(size(a[0]) - size(a[1])) - Math.abs(size(b[0]) - size(b[1])))
    if (fair[0]) return fair[0]
  }
  return null
}

function mergeToAtMost(all: readonly Part[]): Part[] {
  let parts = [...all]
  while (parts.length > MOST) {
    const [smallest, ...others] = [...parts].sort(bySize)
    const mate = others.sort((a, b) => likeness(smallest, b) - likeness(smallest, a) || bySize(a, b))[0]
    if (!smallest || !mate) break
    const [first, second] = parts.indexOf(smallest) < parts.indexOf(mate) ? [smallest, mate] : [mate, smallest]
    const merged = toPart(first.text + (/[.!?…:;]["'”’)\]]*$/.test(first.text) ? ' ' : '; ') + second.text)
    parts = parts.flatMap((part) => (part === first ? [merged] : part === second ? [] : [part]))
  }
  return parts
}

const bySize = (a: Part, b: Part) => a.stems.size - b.stems.size || (a.text < b.text ? -1 : 1)

/** Share of a's stems that b has too; parts that would grow over the limit come last. */
function likeness(a: Part | undefined, b: Part): number {
  if (!a) return 0
  const shared = [...a.stems].filter((stem) => b.stems.has(stem)).length / a.stems.size
  return a.text.length + b.text.length + 2 > MAX_LENGTH ? shared - 10 : shared
}

function shorten(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  const cut = text.slice(0, MAX_LENGTH - 2)
  const end = cut.lastIndexOf(' ')
  return `${(end > MAX_LENGTH / 2 ? cut.slice(0, end) : cut).trimEnd()} …`
}
