/** How many opening braces are tried in vain: prose may hold some before the object. */
const MAX_TRIES = 20

/** The balanced JSON objects in a text, in order, none out of another, whatever stands around them (prose, a code fence). */
export function findObjects(text: string): object[] {
  const found: object[] = []
  let from = text.indexOf('{')
  for (let tries = 0; from >= 0 && tries < MAX_TRIES; ) {
    const to = findEnd(text, from)
    const value = to === undefined ? undefined : parse(text.slice(from, to))
    if (value === undefined) tries++
    else found.push(value)
    from = text.indexOf('{', value === undefined ? from + 1 : to)
  }
  return found
}

/** Where the object that opens at `from` ends; braces inside strings do not count. */
function findEnd(text: string, from: number): number | undefined {
  let depth = 0
  let inString = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at + 1
  }
  return undefined
}

function parse(json: string): object | undefined {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
