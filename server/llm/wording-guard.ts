import { EngineError } from '../errors.ts'
import { soundsLikeThought } from './spot-thought.ts'
import { countWords, findForbiddenWording } from './wording-rules.ts'

export interface WordingGuardOptions {
  readonly maxWords: number
  /** Whether this beginning of the turn gives something away or was said before. Asked again every few words. */
  readonly isUnfit: (textSoFar: string) => boolean
  /** Gets the words that passed. */
  readonly release: (delta: string) => void
}

export interface WordingGuard {
  /** Words that may leave as they come. @throws EngineError `unsuitable_wording` before the offending words are released. */
  push(delta: string): void
  /**
   * Releases the rest, once the whole has passed.
   * @param reply all of the model's turn: what was pushed is its beginning.
   * @returns the turn.
   * @throws EngineError `unsuitable_wording`; `output_invalid` where nothing was said.
   */
  finish(reply: string): string
}

/** Words kept back behind what was checked: a forbidden phrase of up to four words never starts on the wire. */
const WORDS_BEHIND = 3
/** Words leave in steps: looking for leaks takes about a millisecond each time. */
const STEP = 3
const FEWEST_WORDS = 3

/**
 * Stands between a model and the candidate: a turn is one question of at most `maxWords` words, its question mark at
 * the end, without praise, grade or leak. Words that are pushed leave a few at a time, when three more complete ones have come and all
 * have passed.
 */
export function createWordingGuard({ maxWords, isUnfit, release }: WordingGuardOptions): WordingGuard {
  let raw = ''
  let checked = ''
  let released = 0
  let nextCheck = WORDS_BEHIND + 1

  const check = (text: string) => {
    if (text === checked) return
    checked = text
    const end = text.indexOf('?')
    if (end >= 0 && !/^\?[\s"'”’)*]*$/.test(text.slice(end))) refuse('went on after its question')
    if (countWords(text) > maxWords) refuse(`is longer than ${maxWords} words`)
    const forbidden = findForbiddenWording(text)
    if (forbidden !== null) refuse(`holds ${forbidden}`)
    if (soundsLikeThought(text)) refuse('is a thought')
    if (isUnfit(text)) refuse('gives something away or was said before')
  }
  const releaseTo = (text: string) => {
    if (text.length <= released) return
    const delta = text.slice(released)
    released = text.length
    release(delta)
  }

  return {
    push: (delta) => {
      raw += delta
      const words = tidy(raw).split(' ')
      // The last word may be half of one.
      words.pop()
      if (words.length < nextCheck) return
      nextCheck = words.length + STEP
      check(words.join(' '))
      // Whether the whole turn stands in quotation marks shows at its end.
      if (QUOTED.test(raw)) return
      releaseTo(words.slice(0, -WORDS_BEHIND).join(' '))
    },
    finish: (reply) => {
      if (!/[\p{L}\p{N}]/u.test(reply)) throw new EngineError('output_invalid', 'the model said nothing')
      const text = tidy(unquote(reply)).replace(/\?[\s"'”’)*]*$/, '?')
      check(text)
      if (!text.endsWith('?')) refuse('does not end with a question')
      if (countWords(text) < FEWEST_WORDS) refuse('is too short to be a question')
      releaseTo(text)
      return text
    },
  }
}

function refuse(why: string): never {
  throw new EngineError('unsuitable_wording', `the model's turn ${why}`)
}

const QUOTED = /^\s*["“'‘]/

function unquote(raw: string): string {
  return QUOTED.test(raw) && /\?\s*["”'’]\s*$/.test(raw) ? raw.trim().slice(1) : raw
}

/** Without what models put around a line: bold, a speaker's name, a template's mark of the end; never louder than a full stop. */
function tidy(raw: string): string {
  return raw
    .replace(/(?:<\|[a-z_]+\|>|<\/s>|<end_of_turn>)\s*$/i, '')
    .replace(/\s+/g, ' ')
    .trimStart()
    .replace(/^[*_#>-]+ ?/, '')
    .replace(/^(interviewer|question|follow-?up( question)?|rephrased( question)?)[*_]*:[*_]* ?/i, '')
    .replaceAll('**', '')
    .replace(/!+/g, '.')
}
