import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { Finding, Problem } from './problem.ts'

/** A YAML file's data, which knows on which line each part stands. */
export interface YamlSource {
  readonly file: string
  readonly value: unknown
  /** A finding about this data as a problem of the file. */
  locate(finding: Finding): Problem
}

export interface YamlReading {
  /** Null where the text is no YAML that could be checked further. */
  readonly source: YamlSource | null
  readonly problems: readonly Problem[]
}

/** Reads one YAML document. Keys that stand twice and unknown tags are problems too. */
export function parseYaml(file: string, text: string): YamlReading {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problems = [...document.errors, ...document.warnings].map(({ code, pos, message }): Problem => {
    const what =
      code === 'DUPLICATE_KEY' ? `the key "${keyAt(text, pos[0])}" stands twice` : `not valid YAML: ${message}`
    return { file, line: lines.linePos(pos[0]).line, path: '', message: what }
  })
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return { source: null, problems }
  const loose = findLooseAliases(document)
  if (loose.length > 0) {
    const tell = ({ source, range }: Alias): Problem => {
      const line = lines.linePos(range?.[0] ?? 0).line
      return { file, line, path: '', message: `not valid YAML: there is no &${source} before *${source}` }
    }
    return { source: null, problems: [...problems, ...loose.map(tell)] }
  }
  try {
    const value: unknown = document.toJS()
    const lineOf = (path: readonly PropertyKey[]) => lines.linePos(findOffset(document, path)).line
    const locate = ({ path, message }: Finding) => ({ file, line: lineOf(path), path: path.join('.'), message })
    return { source: { file, value, locate }, problems }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'it cannot be read'
    return {
      source: null,
      problems: [...problems, { file, line: null, path: '', message: `not valid YAML: ${message}` }],
    }
  }
}

/** The parser only finds them when the data is built, and then does not say where they stand. */
function findLooseAliases(document: Document): Alias[] {
  const loose: Alias[] = []
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) === undefined) loose.push(alias)
    },
  })
  return loose
}

const keyAt = (text: string, at: number) => /^[^:\n]*/.exec(text.slice(at))?.[0].trim() ?? ''

/** Where the part at `path` starts: its key if it has one. For a part that is not there, the nearest one around it. */
function findOffset(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step))
      offset = startOf(pair?.key) ?? offset
      node = pair?.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = startOf(node) ?? offset
    } else break
  }
  return offset
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? (node as Node).range?.[0] : undefined)
