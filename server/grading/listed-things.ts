import { contentStems, isStopWord, splitWords } from '../text/words.ts'
import { LIST_ENDS } from './list-ends.ts'

const LIST_LENGTH = 3
/** What leads to a list stands before its first thing, what goes on behind its last one. */
const THING_WORDS = 2

const splitThings = (sentence: string) =>
  sentence
    .split(LIST_ENDS)
    .map(contentStems)
    .filter((stems) => stems.length > 0)

/** The last word of one thing in a list with the first and the last of the next. */
export function pairListed(sentence: string): string[] {
  const things = splitThings(sentence)
  return things.slice(1).flatMap((thing, i) => {
    const before = things[i]?.at(-1)
    return [thing[0], thing.at(-1)].map((stem) => `${before} ${stem}`)
  })
}

/** Stems of the things that a sentence lists; none where it lists fewer than three. */
export function readThings(sentence: string): string[] {
  const things = splitThings(sentence)
  if (things.length < LIST_LENGTH) return []
  return things.flatMap((thing, i) => (i === 0 ? thing.slice(-THING_WORDS) : thing.slice(0, THING_WORDS)))
}

/** Stems of names in a row, such as those of layers, without the question's words; the first may stand behind what leads to it. */
export function readNames(sentence: string, questionStems: ReadonlySet<string>): string[] {
  const things = sentence.split(LIST_ENDS).map((thing) => {
    const stems = contentStems(thing).filter((stem) => !questionStems.has(stem))
    const isBare = splitWords(thing).every(({ lower }) => !isStopWord(lower) || BARE.has(lower))
    return { stems, isName: isBare && stems.length > 0 && stems.length <= THING_WORDS }
  })
  const isName = (i: number) => things[i]?.isName ?? false
  return things.flatMap(({ stems }, i) => {
    if (isName(i)) return isName(i - 1) || isName(i + 1) ? stems : []
    return isName(i + 1) && isName(i + 2) ? stems.slice(-THING_WORDS) : []
  })
}

/** What may stand in a name: "no preemption", "the session layer". */
const BARE = new Set('a an the no of'.split(' '))
