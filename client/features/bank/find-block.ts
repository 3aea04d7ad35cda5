/** Where in a pasted page a problem lies: offsets in UTF-16 units. */
export interface BlockPlace {
  from: number
  to: number
  label: string
}

const NAMED_BLOCK = /\bQuestion (\d{1,4}) \(line (\d{1,6})\)/
const QUESTION_LINE = /^[ \t]*Question \d{1,4}[ \t]*\r?$/im

/** The block that a refusal names as "Question K (line N)", from that line to the next block. */
export function findBlock(text: string, refusal: string): BlockPlace | undefined {
  const [, number, line] = NAMED_BLOCK.exec(refusal) ?? []
  if (number === undefined || line === undefined) return undefined
  const lines = text.split('\n')
  const before = Number(line) - 1
  if (before >= lines.length) return undefined
  const from = lines.slice(0, before).reduce((length, { length: more }) => length + more + 1, 0)
  const bodyFrom = from + (lines[before]?.length ?? 0)
  const next = QUESTION_LINE.exec(text.slice(bodyFrom))
  return { from, to: next === null ? text.length : bodyFrom + next.index, label: `Question ${number}` }
}
