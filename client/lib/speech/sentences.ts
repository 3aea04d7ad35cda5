/** A stretch of a text in UTF-16 units, `to` not included; white space at its ends is left out. */
export interface TextSpan {
  readonly from: number
  readonly to: number
}

/** A shorter sentence is spoken together with the next one: on its own it sounds chopped. */
export const MIN_SENTENCE_LENGTH = 12
/** A voice takes no more at once. */
export const MAX_SENTENCE_LENGTH = 400

/** After these a full stop ends no sentence. */
const ABBREVIATION = /(?:^|[\s(["'“])(?:Mr|Mrs|Ms|Dr|Prof|St|vs|cf|approx|e\.g|i\.e)\.$/

/**
 * The sentences of a growing text that can be spoken now. A sentence is taken only when more text shows that it ended, or when
 * the text is done, so that it does not matter in which pieces the text arrived.
 * @param alreadySpoken where the last sentence that was taken ended.
 */
export function takeSentences(text: string, done: boolean, alreadySpoken: number): TextSpan[] {
  const taken: TextSpan[] = []
  let from = alreadySpoken
  for (;;) {
    const to = findEnd(text.slice(from), done)
    if (to === null) return taken
    const span = trim(text, from, from + to)
    if (/[\p{L}\p{N}]/u.test(text.slice(span.from, span.to))) taken.push(span)
    from += to
  }
}

/** Where the first thing to be said of `text` ends; null where nothing has ended yet. */
function findEnd(text: string, done: boolean): number | null {
  const start = text.length - text.trimStart().length
  if (start === text.length) return null
  const limit = start + MAX_SENTENCE_LENGTH
  for (const end of sentenceEnds(text)) {
    const isLast = end === text.length
    if (!isLast && !/\s/.test(text.charAt(end - 1))) continue
    const isSure = done || hasLetterAfter(text, end)
    const sentence = text.slice(start, end).trimEnd()
    if ((isSure || isLast) && start + sentence.length > limit) return cut(text, start)
    if (!isSure) return null
    if (sentence.length >= MIN_SENTENCE_LENGTH && !ABBREVIATION.test(sentence)) return end
  }
  return done ? text.length : null
}

/** Until a letter is seen, "3. 14 apples" may still be one sentence. */
function hasLetterAfter(text: string, end: number): boolean {
  return /\p{L}/u.test(text.slice(end))
}

/** Where to end what is longer than a voice takes: at its last comma, else at its last space, else anywhere. */
function cut(text: string, start: number): number {
  const head = text.slice(start, start + MAX_SENTENCE_LENGTH)
  const comma = findLast(head, /[,;:–—](?=\s)/g)
  if (comma >= MIN_SENTENCE_LENGTH) return start + comma + 1
  const space = findLast(head, /\s/g)
  if (space >= MIN_SENTENCE_LENGTH) return start + space
  const last = head.charCodeAt(head.length - 1)
  return start + head.length - (last >= 0xd800 && last <= 0xdbff ? 1 : 0)
}

function findLast(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1
}

function trim(text: string, from: number, to: number): TextSpan {
  const sentence = text.slice(from, to)
  const lead = sentence.length - sentence.trimStart().length
  return { from: from + lead, to: Math.max(from + lead, from + sentence.trimEnd().length) }
}

const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('en', { granularity: 'sentence' }) : null

function* sentenceEnds(text: string): Generator<number> {
  if (segmenter === null) return yield* sentenceEndsByRule(text)
  for (const { index, segment } of segmenter.segment(text)) yield index + segment.length
}

/** Without `Intl.Segmenter`: after a full stop, question or exclamation mark, its closing quotes and white space, or a new line. */
export function* sentenceEndsByRule(text: string): Generator<number> {
  for (const match of text.matchAll(/[.!?…]+["'”’)\]]*\s+(?=[^\p{Ll}\s])|\n\s*/gu)) yield match.index + match[0].length
  yield text.length
}
