import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stemWord } from '../../text/stem.ts'
import { splitWords } from '../../text/words.ts'

const PARTS = ['noun', 'verb', 'adj', 'adv'] as const
const SINGLE_WORD = /^[a-z]+$/
/** Senses of a word and part of speech that count; WordNet lists the commonest first. */
const FIRST_SENSES = 4

/** What the judge needs of WordNet, by stem and by synset key such as `n00001740`. */
export interface WordNet {
  readonly glosses: number
  /** In how many glosses a stem stands. */
  readonly glossCounts: ReadonlyMap<string, number>
  /** How often WordNet's tagged texts use a stem; every stem of a single-word lemma has an entry. */
  readonly useCounts: ReadonlyMap<string, number>
  readonly senses: ReadonlyMap<string, ReadonlySet<string>>
  readonly hypernyms: ReadonlyMap<string, readonly string[]>
  readonly similar: ReadonlyMap<string, readonly string[]>
  /** Stems derived from one another, both ways. */
  readonly derived: ReadonlyMap<string, ReadonlySet<string>>
}

/** Reads the database files of WordNet 3.1. @throws if one is missing. */
export function readWordNet(folder: string): WordNet {
  const glossCounts = new Map<string, number>()
  const hypernyms = new Map<string, string[]>()
  const similar = new Map<string, string[]>()
  const synsets = new Map<string, Synset>()
  for (const part of PARTS) {
    for (const line of linesOf(join(folder, `data.${part}`))) {
      const synset = parseSynset(line)
      synsets.set(synset.key, synset)
      for (const stem of new Set(splitWords(synset.gloss).map((word) => word.stem))) {
        glossCounts.set(stem, (glossCounts.get(stem) ?? 0) + 1)
      }
      hypernyms.set(synset.key, targets(synset, ['@']))
      similar.set(synset.key, targets(synset, ['&']))
    }
  }
  return {
    glosses: synsets.size,
    glossCounts,
    hypernyms,
    similar,
    derived: readDerivations(synsets),
    senses: readSenses(folder),
    useCounts: readUseCounts(folder),
  }
}

interface Pointer {
  readonly symbol: string
  readonly key: string
  /** Word numbers within the two synsets; 0 means the whole synset. */
  readonly source: number
  readonly target: number
}
interface Synset {
  readonly key: string
  readonly words: readonly string[]
  readonly pointers: readonly Pointer[]
  readonly gloss: string
}

const linesOf = (file: string) =>
  readFileSync(file, 'latin1')
    .split('\n')
    .filter((line) => /^[^\s]/.test(line))
const keyOf = (part: string, offset: string) => (part === 's' ? 'a' : part) + offset

/** Layout after the manual page wndb(5WN). */
function parseSynset(line: string): Synset {
  const bar = line.indexOf(' | ')
  const fields = line.slice(0, bar).split(' ')
  const wordCount = Number.parseInt(fields[3] ?? '', 16)
  const words = Array.from({ length: wordCount }, (_, i) => (fields[4 + 2 * i] ?? '').replace(/\(.*/, '').toLowerCase())
  const first = 5 + 2 * wordCount
  const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, i): Pointer => {
    const [symbol = '', offset = '', part = '', sides = ''] = fields.slice(first + 4 * i, first + 4 * i + 4)
    return {
      symbol,
      key: keyOf(part, offset),
      source: Number.parseInt(sides.slice(0, 2), 16),
      target: Number.parseInt(sides.slice(2), 16),
    }
  })
  return { key: keyOf(fields[2] ?? '', fields[0] ?? ''), words, pointers, gloss: line.slice(bar + 3) }
}

const targets = (synset: Synset, symbols: readonly string[]) =>
  synset.pointers.filter((pointer) => symbols.includes(pointer.symbol)).map((pointer) => pointer.key)

/** Derivationally related forms, and what an adjective pertains to or an adverb comes from. */
function readDerivations(synsets: ReadonlyMap<string, Synset>): Map<string, Set<string>> {
  const derived = new Map<string, Set<string>>()
  for (const synset of synsets.values()) {
    for (const { symbol, key, source, target } of synset.pointers) {
      const from = synset.words[source - 1]
      const to = synsets.get(key)?.words[target - 1]
      if (!['+', '\\'].includes(symbol) || !from || !to) continue
      if (!SINGLE_WORD.test(from) || !SINGLE_WORD.test(to)) continue
      const [a, b] = [stemWord(from), stemWord(to)]
      if (a === b) continue
      add(derived, a, b)
      add(derived, b, a)
    }
  }
  return derived
}

function readSenses(folder: string): Map<string, Set<string>> {
  const senses = new Map<string, Set<string>>()
  for (const part of PARTS) {
    for (const line of linesOf(join(folder, `index.${part}`))) {
      const [lemma = '', letter = '', count = ''] = line.trim().split(/\s+/)
      if (!SINGLE_WORD.test(lemma)) continue
      const offsets = line.trim().split(/\s+/).slice(-Number(count))
      for (const offset of offsets.slice(0, FIRST_SENSES)) add(senses, stemWord(lemma), keyOf(letter, offset))
    }
  }
  return senses
}

function readUseCounts(folder: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of linesOf(join(folder, 'index.sense'))) {
    const [sense = '', , , uses = '0'] = line.split(' ')
    const lemma = sense.slice(0, sense.indexOf('%'))
    if (!SINGLE_WORD.test(lemma)) continue
    const stem = stemWord(lemma)
    counts.set(stem, (counts.get(stem) ?? 0) + Number(uses))
  }
  return counts
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key)
  if (set) set.add(value)
  else map.set(key, new Set([value]))
}
