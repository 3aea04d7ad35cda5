import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeNumbers, decodeWords, filterBits } from './lexicon-code.ts'

/** How near two words are, by how WordNet relates them. */
const SAME_SENSE = 0.9
const SIMILAR = 0.7
const BROADER = 0.6

/** No word counts for more: a trade's own words ("rollout") are in no gloss, and yet any answer in that trade may have them. */
const RAREST = 8

/** What is known about English words, by stem. */
export interface Lexicon {
  /** ln(glosses / glosses with the stem), at most 8, which is what a stem has that is in none. */
  rarityOf(stem: string): number
  /** Whether it is an English word at all; says yes for one in fifty that is not. */
  isKnown(stem: string): boolean
  /**
   * Stems that mean nearly the same, with how near, up to 0.9. Nearness counts less where many and common words are as near: that
   * one of them turns up says little. It is multiplied by the square of how rare the whole class is, compared with the stem.
   */
  findRelated(stem: string): readonly (readonly [string, number])[]
}

let loaded: Lexicon | undefined

/** The shipped lexicon. The first call decodes its tables, some 20 ms; later ones get the same. */
export function getLexicon(): Lexicon {
  loaded ??= decodeLexicon()
  return loaded
}

/** Lists of numbers in a row: list `i` is `values` from `starts[i]` to `starts[i + 1]`. */
interface Lists {
  readonly starts: Uint32Array
  readonly values: Uint32Array
}

interface Tables {
  readonly stems: string
  readonly rarity: string
  readonly raritySteps: number
  readonly senses: string
  readonly hypernyms: string
  readonly similar: string
  readonly derived: string
  readonly others: string
}

/** From beside this file, where a build puts a copy: bundled in, half a megabyte would be held by every server that grades nothing. */
function readTables(): Tables {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'lexicon/lexicon.json'), 'utf8')) as Tables
}

function decodeLexicon(): Lexicon {
  const tables = readTables()
  const stems = decodeWords(tables.stems)
  const places = new Map(stems.map((stem, i) => [stem, i]))
  const rarity = decodeNumbers(tables.rarity)
  let newest = 0
  const senses = decodeLists(tables.senses, stems.length, (code) => (code === 0 ? newest++ : newest - code))
  const hypernyms = decodeLists(tables.hypernyms, newest, unzigzag)
  const similar = decodeLists(tables.similar, newest, unzigzag)
  const derived = mirrored(decodeLists(tables.derived, stems.length, (code, i) => i + code))
  const members = inverted(senses, newest)
  const hyponyms = inverted(hypernyms, newest)
  const others = Buffer.from(tables.others, 'base64')

  const commonness = Float64Array.from(rarity, (steps) => Math.exp(-steps / tables.raritySteps))
  const nearnessOf = new Float64Array(stems.length)

  /** Notes the nearness of every related stem, and says which they are. */
  function collect(place: number): number[] {
    const found: number[] = []
    const note = (other: number, nearness: number) => {
      if (other === place || nearness <= (nearnessOf[other] ?? 0)) return
      if (nearnessOf[other] === 0) found.push(other)
      nearnessOf[other] = nearness
    }
    const noteMembers = (synsets: Uint32Array, nearness: number) => {
      for (const synset of synsets) for (const other of listOf(members, synset)) note(other, nearness)
    }
    for (const other of listOf(derived, place)) note(other, SAME_SENSE)
    for (const sense of listOf(senses, place)) {
      for (const other of listOf(members, sense)) note(other, SAME_SENSE)
      noteMembers(listOf(similar, sense), SIMILAR)
      noteMembers(listOf(hypernyms, sense), BROADER)
      noteMembers(listOf(hyponyms, sense), BROADER)
    }
    return found
  }

  function findRelated(stem: string): [string, number][] {
    const place = places.get(stem)
    if (place === undefined) return []
    const found = collect(place)
    const own = commonness[place] ?? 0
    const discounts = new Map([SAME_SENSE, SIMILAR, BROADER].map((nearness) => [nearness, 1]))
    for (const nearness of discounts.keys()) {
      let sum = own
      for (const other of found) if ((nearnessOf[other] ?? 0) >= nearness) sum += commonness[other] ?? 0
      discounts.set(nearness, (Math.max(0, -Math.log(Math.min(1, sum))) / -Math.log(own)) ** 2)
    }
    return found.map((other) => {
      const nearness = nearnessOf[other] ?? 0
      nearnessOf[other] = 0
      return [stems[other] ?? '', nearness * (discounts.get(nearness) ?? 0)]
    })
  }

  return {
    rarityOf(stem) {
      const place = places.get(stem)
      return place === undefined ? RAREST : Math.min(RAREST, (rarity[place] ?? 0) / tables.raritySteps)
    },
    isKnown(stem) {
      if (places.has(stem)) return true
      return filterBits(stem, others.length * 8).every((bit) => ((others[bit >> 3] ?? 0) >> (bit & 7)) & 1)
    },
    findRelated,
  }
}

const unzigzag = (code: number, i: number) => i + (code % 2 === 0 ? code / 2 : -(code + 1) / 2)

const listOf = (lists: Lists, i: number) => lists.values.subarray(lists.starts[i], lists.starts[i + 1])

function decodeLists(text: string, count: number, read: (code: number, i: number) => number): Lists {
  const codes = decodeNumbers(text)
  const starts = new Uint32Array(count + 1)
  const values = new Uint32Array(codes.length)
  let at = 0
  let used = 0
  for (let i = 0; i < count; i++) {
    for (let left = codes[at++] ?? 0; left > 0; left--) values[used++] = read(codes[at++] ?? 0, i)
    starts[i + 1] = used
  }
  return { starts, values: values.slice(0, used) }
}

/** For each value the lists that hold it. */
function inverted(lists: Lists, count: number): Lists {
  const starts = new Uint32Array(count + 1)
  for (const value of lists.values) starts[value + 1] = (starts[value + 1] ?? 0) + 1
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0)
  const free = starts.slice()
  const values = new Uint32Array(lists.values.length)
  for (let i = 0; i + 1 < lists.starts.length; i++) {
    for (const value of listOf(lists, i)) {
      const at = free[value] ?? 0
      values[at] = i
      free[value] = at + 1
    }
  }
  return { starts, values }
}

/** Both ways: each list holds its values and the numbers of the lists that hold it. */
function mirrored(lists: Lists): Lists {
  const count = lists.starts.length - 1
  const back = inverted(lists, count)
  const starts = new Uint32Array(count + 1)
  const values = new Uint32Array(lists.values.length * 2)
  let used = 0
  for (let i = 0; i < count; i++) {
    for (const side of [lists, back]) {
      values.set(listOf(side, i), used)
      used += listOf(side, i).length
    }
    starts[i + 1] = used
  }
  return { starts, values }
}
