/** Where in a pasted page a problem lies. */
export interface BlockPlace {
  from: number
  to: number
  label: string
}

/**
 * The "Question K" block that `hint` names, as offsets into `text`, up to the next block.
 * @param hint the refusal's field and message together
 */
export function findBlock(text: string, hint: string): BlockPlace | undefined {
  const number = /\bquestion\s+(\d{1,3})\b/i.exec(hint)?.[1]
  if (number === undefined) return undefined
  const from = new RegExp(`^[ \\t]*Question[ \\t]+${number}[ \\t]*\\r?$`, 'im').exec(text)?.index
  if (from === undefined) return undefined
  const after = /^[ \t]*Question[ \t]+\d+[ \t]*\r?$/im.exec(text.slice(from + 1))
  return { from, to: after === null ? text.length : from + 1 + after.index, label: `Question ${number}` }
}
