import { stemWord } from '../text/stem.ts'

/** How fast something grows, in words and in notation. */
const GROWTH: readonly (readonly [string, string])[] = [
  ['constant', 'o(1)'],
  ['logarithmic', 'o(logn)'],
  ['linear', 'o(n)'],
  ['linearithmic', 'o(nlogn)'],
  ['quadratic', 'o(n^2)'],
  ['cubic', 'o(n^3)'],
  ['exponential', 'o(2^n)'],
  ['factorial', 'o(n!)'],
]
const SAME = new Map<string, readonly string[]>(
  GROWTH.flatMap(([word, name]) => {
    const forms = [...new Set([word, `${word}ly`].map(stemWord))]
    return [...forms.map((form): [string, string[]] => [form, [name]]), [name, forms]]
  }),
)

/** Stems and names of notation that say of something that it grows as fast as this one says. */
export const findSameGrowth = (stem: string): readonly string[] => SAME.get(stem) ?? []
