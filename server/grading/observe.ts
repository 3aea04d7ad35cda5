import type { Observations } from '#contract/grade.ts'
import { BASE_FORMS } from '../text/irregular.ts'
import { splitSentences } from '../text/sentences.ts'
import { splitSpellings } from '../text/words.ts'
import type { TurnText } from './answer-text.ts'
import { buildPlainText } from './plain-text.ts'

const NUMBER_WORDS = new Set(
  `two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety
  hundred thousand million billion half third quarter dozen double doubled triple tripled`.split(/\s+/),
)
const BETWEEN = new Set('also then first finally personally always never quickly later myself once'.split(' '))
const NO_ACTION = new Set(
  'need used wanted liked needed knew thought felt had was hoped learnt learned believed'.split(' '),
)
const PAST_PLAIN = new Set(
  'set put cut let split read led met ran built made got did went said found left felt saw'.split(' '),
)

/** Counts facts in an answer, fillers left out. None of them moves a grade. */
export function observeAnswer(turns: readonly TurnText[]): Observations {
  const said = turns.map(({ text }) => buildPlainText(text).text)
  const words = said.flatMap((text) => splitSpellings(text))
  const sentences = said.flatMap((text) => splitSentences(text))
  return {
    words: words.length,
    numbersGiven: words.filter(({ lower }) => /^\d/.test(lower) || NUMBER_WORDS.has(lower)).length,
    ownActions: sentences.filter(({ text }) => tellsOwnAction(text)).length,
  }
}

/** "I" with a verb in the past: "I decided", "I then built". */
function tellsOwnAction(sentence: string): boolean {
  const words = splitSpellings(sentence).map((word) => word.lower)
  return words.some((word, i) => {
    const next = words[i + 1] ?? ''
    const verb = BETWEEN.has(next) ? (words[i + 2] ?? '') : next
    return word === 'i' && isPast(verb) && !NO_ACTION.has(verb)
  })
}

const isPast = (word: string) => /(?:[^e]ed|agreed)$/.test(word) || BASE_FORMS.has(word) || PAST_PLAIN.has(word)
