import { stemWord } from '../text/stem.ts'
import { STOP_WORDS } from '../text/stop-words.ts'
import type { QuestionReference } from './reference.ts'

/** Words that stand between the items of a list and say nothing about them. */
export const JOINING: ReadonlySet<string> = new Set('and or the a an also plus then etc'.split(' '))
/** As many words hold the items of a list together; of running English it is nearly half. */
export const LIST_GLUE = 0.1
const STOP_STEMS = new Set([...STOP_WORDS].map(stemWord))

/** The sample answer as stems, stop words included. */
export interface SampleWords {
  readonly all: ReadonlySet<string>
  readonly sentences: readonly ReadonlySet<string>[]
  /** Stems that follow one another in a sentence. */
  readonly pairs: ReadonlySet<string>
  /** Whether next to nothing holds its words together: an honest answer may then be a list too. */
  readonly isList: boolean
}

const read = new WeakMap<QuestionReference, SampleWords>()

export function getSampleWords(reference: QuestionReference): SampleWords {
  const known = read.get(reference)
  if (known !== undefined) return known
  const { sequences } = reference.sample
  const stems = sequences.flat().filter((stem) => !JOINING.has(stem))
  const glue = stems.filter((stem) => STOP_STEMS.has(stem)).length
  const words = {
    all: new Set(sequences.flat()),
    sentences: sequences.map((sequence) => new Set(sequence)),
    pairs: new Set(sequences.flatMap((sequence) => sequence.slice(1).map((stem, i) => `${sequence[i]} ${stem}`))),
    isList: glue < LIST_GLUE * stems.length,
  }
  read.set(reference, words)
  return words
}
