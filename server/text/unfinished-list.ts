const NUMBERS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  couple: 2,
  few: 2,
  several: 2,
  some: 2,
  many: 2,
  multiple: 2,
  various: 2,
  '2': 2,
  '3': 3,
  '4': 4,
  '5': 5,
}
const COUNT = '(two|three|four|five|six|a couple of|a few|several|some|many|multiple|various|[2-5])'
const ITEMS =
  '(?:things|reasons|steps|points|ways|factors|aspects|phases|stages|reasons why|principles|criteria|lessons|challenges|considerations|areas|pillars|ideas|examples|options|parts|sides|angles|levels|questions|problems|goals|approaches)'
const ANNOUNCED = [
  new RegExp(`\\bthere(?:'s| are| were|'re| is) (?:\\w+ )?${COUNT} (?:\\w+ ){0,2}${ITEMS}\\b`, 'g'),
  new RegExp(
    `\\b(?:i|we)(?:'d|'ll|'ve| would| have| had| will)? (?:\\w+ )?(?:do|did|see|saw|have|had|look at|looked at|consider|considered|ask|asked|focus on|focused on|got|want to|mention|use|take|took|follow|followed) (?:\\w+ )?${COUNT} (?:\\w+ )?${ITEMS}\\b`,
    'g',
  ),
  new RegExp(`\\b(?:for|in|because of|into) ${COUNT} (?:\\w+ )?(?:reasons|steps|phases|stages|ways)\\b`, 'g'),
  new RegExp(`\\b(?:it|this|that) (?:comes|came|boils|boiled) down to ${COUNT} (?:\\w+ )?${ITEMS}\\b`, 'g'),
]
const ORDINALS: readonly RegExp[] = [
  /\b(?:first(?:ly)?|number one|step one|one(?: of them| reason| thing| way)? (?:is|was|would)|for one|on the one hand|the one (?:is|was))\b/,
  /\b(?:second(?:ly)?|number two|step two|another|the other|two is|then|next|also|after that|on the other)\b/,
  /\b(?:third(?:ly)?|number three|step three|three is)\b/,
  /\b(?:fourth(?:ly)?|number four|step four)\b/,
  /\b(?:fifth(?:ly)?|number five|step five)\b/,
]
const LAST_ONE =
  /\b(?:finally|lastly|last(?:ly)? (?:but not least|of all|one|thing|step|point)|the last|the final|and last|the other)\b/
const FIRST =
  /(?:^|[.!?,;:] |\b(?:so|and|well|okay|but|um|uh|think) )(?:first(?:ly| of all| off)?,|firstly|first of all|first off|first (?:i|we|you|they|there|it|the)\b|number one|step one|for one thing|one (?:reason|thing|way|option) (?:is|was|would)|the first (?:thing|reason|step|one|point|part|option|way)(?: \w+){0,3} (?:is|was|would|'d)|on the one hand|on one hand)/
const GOES_ON =
  /\b(?:second|secondly|then|next|after that|afterwards|finally|lastly|last|another|number two|step two|two|the other|on the other|later|once|also|but|however|from there|when that|in addition|and)\b/

/**
 * Whether a list that was begun lacks items: "there are three things" with fewer, "first" without what comes after,
 * "on the one hand", "either". `text` in lower case.
 */
export function isListUnfinished(text: string): boolean {
  return lacksAnnounced(text) || lacksSecond(text) || lacksOther(text)
}

function lacksAnnounced(text: string): boolean {
  const found = ANNOUNCED.flatMap((pattern) => [...text.matchAll(pattern)])
  const last = found.toSorted((a, b) => a.index - b.index).at(-1)
  if (last === undefined) return false
  const count = (last[1] ?? '').replace(/^a | of$/g, '')
  return countItems(text.slice(last.index + last[0].length), NUMBERS[count] ?? 2) < (NUMBERS[count] ?? 2)
}

/** Items named in `rest`: by their ordinals, else by sentences, or all `announced` where the enumeration is closed by "and". */
function countItems(rest: string, announced: number): number {
  if (LAST_ONE.test(rest)) return announced
  const highest = ORDINALS.findLastIndex((pattern) => pattern.test(rest)) + 1
  if (highest > 0) return highest
  if (/^(?: \w+){0,3}[:,]? .*\band\b/.test(rest)) return announced
  return (
    rest.split(/[.!?;]\s+(?=\S)/).filter((part) => /[a-z]{2}.* /.test(part)).length - (/^\s*[.!?]/.test(rest) ? 0 : 0)
  )
}

function lacksSecond(text: string): boolean {
  const first = FIRST.exec(text)
  return first !== null && !GOES_ON.test(text.slice(first.index + first[0].length))
}

function lacksOther(text: string): boolean {
  const sentence = text.split(/[.!?]\s+/).at(-1) ?? ''
  const either = /\beither (?!way|of|one|side|case|end)\w/.exec(sentence)
  if (either !== null && !/\bor\b/.test(sentence.slice(either.index))) return true
  const notOnly = /\bnot only\b/.exec(sentence)
  return notOnly !== null && !/\b(?:but|also)\b/.test(sentence.slice(notOnly.index))
}
