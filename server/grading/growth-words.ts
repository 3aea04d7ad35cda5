import { nameOfGrowth, WORDS_OF_GROWTH } from '../text/notation.ts'
import { stemWord } from '../text/stem.ts'

const SAME = new Map<string, readonly string[]>(
  Object.entries(WORDS_OF_GROWTH).flatMap(([word, growth]) => {
    const forms = [...new Set([word, `${word}ly`].map(stemWord))]
    const name = nameOfGrowth(growth)
    return [...forms.map((form): [string, string[]] => [form, [name]]), [name, forms]]
  }),
)

/** Stems and names of notation that say of something that it grows as fast as this one says. */
export const findSameGrowth = (stem: string): readonly string[] => SAME.get(stem) ?? []
