import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from './problem.ts'
import { parseYaml, type YamlSource } from './read-yaml.ts'

export interface NamedSource {
  /** The file's name without its ending. */
  readonly name: string
  readonly source: YamlSource
}

export interface FolderReading {
  readonly sources: readonly NamedSource[]
  readonly problems: readonly Problem[]
  readonly isMissing: boolean
}

/** Reads every `*.yaml` of a folder, in the order of their names. Hidden files are left alone. */
export async function readFolder(dir: string): Promise<FolderReading> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => error)
  if (names instanceof Error) {
    const isMissing = names.code === 'ENOENT'
    const message = isMissing ? 'there is no such folder' : `cannot be read: ${names.code}`
    return { sources: [], problems: [{ file: dir, line: null, path: '', message }], isMissing }
  }
  const visible = names.filter((name) => !name.startsWith('.')).sort()
  const readings = await Promise.all(visible.map((name) => readEntry(dir, name)))
  return {
    sources: readings.flatMap(({ named }) => named ?? []),
    problems: readings.flatMap(({ problems }) => problems),
    isMissing: false,
  }
}

/** Endings under which other programs read YAML too. */
const MEANT_AS_YAML = /\.ya?ml$/i

interface EntryReading {
  readonly named: NamedSource | null
  readonly problems: readonly Problem[]
}

async function readEntry(dir: string, name: string): Promise<EntryReading> {
  const file = join(dir, name)
  const broken = (message: string): EntryReading => ({
    named: null,
    problems: [{ file, line: null, path: '', message }],
  })
  if (!name.endsWith('.yaml')) {
    return MEANT_AS_YAML.test(name) ? broken('is not read: its name must end in .yaml') : { named: null, problems: [] }
  }
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => error)
  if (bytes instanceof Error) return broken(`cannot be read: ${bytes.code}`)
  const text = decodeUtf8(bytes)
  if (text === null) return broken('is not UTF-8 text')
  const { source, problems } = parseYaml(file, text)
  return { named: source && { name: name.slice(0, -'.yaml'.length), source }, problems }
}

/** The text without its byte order mark; null where the bytes are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
