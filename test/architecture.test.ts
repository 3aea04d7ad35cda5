import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Rooms and what each may import of ours. A room may always import itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'server/contract': [],
  'server/text': [],
  'server/errors': ['server/contract'],
  'server/ports': ['server/contract', 'server/errors', 'server/text'],
  'server/bank': ['server/contract', 'server/errors', 'server/text'],
  'server/grading': ['server/contract', 'server/errors', 'server/ports', 'server/text'],
  'server/speech-metrics': ['server/contract', 'server/errors', 'server/ports', 'server/text'],
  'server/interview': ['server/contract', 'server/errors', 'server/ports', 'server/text', 'server/grading'],
  'server/report': ['server/contract', 'server/errors', 'server/grading', 'server/speech-metrics'],
  'server/llm': ['server/contract', 'server/errors', 'server/ports'],
  'server/store': ['server/contract', 'server/errors', 'server/ports'],
  'server/live': ['server/contract', 'server/errors', 'server/ports', 'server/interview', 'server/report'],
  'server/http': ['server/contract', 'server/errors', 'server/ports', 'server/interview', 'server/report'],
  'client/lib': ['server/contract'],
  'client/components': ['server/contract', 'client/lib'],
}
/** Rooms that put others together: they may import any of their side. */
const MAY_IMPORT_ALL: ReadonlySet<string> = new Set([
  ...[
    'app',
    'main',
    'start',
    'dev',
    'built',
    'engines',
    'config',
    'calibrations',
    'level-correction',
    'describe-fault',
    'commands',
  ].map((name) => `server/${name}`),
  ...['main', 'routes', 'theme', 'vite.config'].map((name) => `client/${name}`),
])
const FEATURE_MAY_IMPORT = ['server/contract', 'client/lib', 'client/components']

/** One room imports each of these packages. */
const OWNERS: Record<string, readonly string[]> = {
  openai: ['server/llm'],
  kysely: ['server/store'],
  'better-sqlite3': ['server/store'],
  'socket.io-client': ['client/lib'],
  idb: ['client/lib'],
}

const MAX_LINES = 400
/** As titles of tests carry them. */
const RULE_ID = /\[[A-Z]{2,4}\d+\]/g

interface Source {
  readonly path: string
  readonly room: string
  readonly text: string
  readonly imports: readonly string[]
}

function readSources(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(ts|tsx|js)$/.test(file.name))
    .map((file) => {
      const path = join(file.parentPath, file.name).slice(root.length)
      const text = readFileSync(join(root, path), 'utf8')
      return { path, room: roomOf(path), text, imports: importsOf(text) }
    })
}

/** `server/contract`, `client/features/room`; a file directly in `server/` is a room of its own, without its ending. */
function roomOf(path: string): string {
  const parts = path.split('/')
  const depth = parts[1] === 'features' ? 3 : 2
  return parts
    .slice(0, depth)
    .join('/')
    .replace(/\.(ts|tsx|js)$/, '')
}

function importsOf(text: string): string[] {
  const statements = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
  )
  return [...statements].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
}

/** The room that an import of ours leads to; null for a package. */
function targetOf(source: Source, specifier: string): string | null {
  if (specifier.startsWith('#contract/')) return 'server/contract'
  if (!specifier.startsWith('.')) return null
  return roomOf(normalize(join(dirname(source.path), specifier)))
}

function allowedIn(room: string): readonly string[] | null {
  if (room.startsWith('client/features/')) return FEATURE_MAY_IMPORT
  return MAY_IMPORT[room] ?? null
}

const sources = [...readSources('server'), ...readSources('client')]

describe('the house', () => {
  it('[AR1] every import stays within the table', () => {
    const strays = sources.flatMap((source) => {
      const allowed = allowedIn(source.room)
      if (allowed === null) return []
      return source.imports
        .map((specifier) => targetOf(source, specifier))
        .filter((target) => target !== null && target !== source.room && !allowed.includes(target))
        .map((target) => `${source.path} imports ${target}`)
    })
    expect(strays).toEqual([])
  })

  it('[AR2] only the contract of the server reaches the client', () => {
    const strays = sources
      .filter((source) => source.path.startsWith('client/'))
      .flatMap((source) => source.imports.map((specifier) => [source.path, targetOf(source, specifier)] as const))
      .filter(([, target]) => target?.startsWith('server/') && target !== 'server/contract')
    expect(strays).toEqual([])
  })

  it('[AR3] the contract imports zod and nothing else; the text leaf nothing at all', () => {
    const packages = (room: string) =>
      new Set(sources.filter((s) => s.room === room).flatMap((s) => s.imports.filter((i) => !/^[.#]/.test(i))))
    expect(packages('server/contract')).toEqual(new Set(['zod']))
    expect(packages('server/text')).toEqual(new Set())
  })

  it('[AR4] a package with an owner is imported there and nowhere else', () => {
    const strays = sources.flatMap((source) =>
      source.imports
        .map((specifier) => specifier.split('/')[0] ?? '')
        .filter((name) => OWNERS[name] !== undefined && !OWNERS[name]?.includes(source.room))
        .map((name) => `${source.path} imports ${name}`),
    )
    expect(strays).toEqual([])
  })

  it('[AR5] only the configuration reads the environment', () => {
    const readers = sources.filter((s) => /process\.env/.test(s.text)).map((s) => s.path)
    expect(
      readers.filter((path) => !['server/main.ts'].includes(path) && !path.startsWith('server/commands/')),
    ).toEqual([])
  })

  it(`[AR6] no file has over ${MAX_LINES} lines`, () => {
    const tests = readSources('test')
    const long = [...sources, ...tests].filter((s) => s.text.split('\n').length > MAX_LINES).map((s) => s.path)
    expect(long).toEqual([])
  })

  it('[AR7] every room is in the table, the table is about rooms that exist, and every import was seen', () => {
    const rooms = [...new Set(sources.map((source) => source.room))]
    const known = new Set([...Object.keys(MAY_IMPORT), ...MAY_IMPORT_ALL])
    expect(rooms.filter((room) => !known.has(room) && !room.startsWith('client/features/'))).toEqual([])
    expect([...known].filter((room) => !rooms.includes(room))).toEqual([])
    expect(sources.length).toBeGreaterThan(60)
    expect(sources.flatMap((s) => s.imports).length).toBeGreaterThan(sources.length)
  })

  it('[AR8] an id names one rule: no two files of tests share one', () => {
    const files = new Map<string, Set<string>>()
    for (const { path, text } of readSources('test')) {
      for (const [id] of text.matchAll(RULE_ID)) files.set(id, (files.get(id) ?? new Set()).add(path))
    }
    expect(files.size).toBeGreaterThan(200)
    expect(
      [...files].filter(([, paths]) => paths.size > 1).map(([id, paths]) => `${id}: ${[...paths].join(', ')}`),
    ).toEqual([])
  })
})
