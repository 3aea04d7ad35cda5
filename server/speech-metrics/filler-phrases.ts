const set = (words: string) => new Set(words.split(/\s+/))

/** A word with what a listener hears around it. */
export interface InContext {
  readonly lower: string
  /** A mark or a stop before the word and after it. */
  readonly isApartBefore: boolean
  readonly isApartAfter: boolean
}

/** Looks at the words from `at` on; `last` is the place of the last word of the filler. */
type Rule = (words: readonly InContext[], at: number, last: number) => boolean

const wordAt = (words: readonly InContext[], at: number) => words[at]?.lower ?? ''
const isSetOff: Rule = (words, at, last) => words[at]?.isApartBefore === true && words[last]?.isApartAfter === true

/** Words before which, or after which, a phrase means what it says. */
function unless(before: ReadonlySet<string>, after: ReadonlySet<string>): Rule {
  return (words, at, last) => {
    if (isSetOff(words, at, last)) return true
    const meansIt =
      (!words[at]?.isApartBefore && before.has(wordAt(words, at - 1))) ||
      (!words[last]?.isApartAfter && after.has(wordAt(words, last + 1)))
    return !meansIt
  }
}

const ASKS = `how what why when where who whom whose which whether if`
const POINTS = `the a an this that these those it its them him her your their our my his every each all about of`

const isYouKnow = unless(
  set(`${ASKS} as than that do did does don't didn't could can can't would should must might may will to let sure because once
    until before after everything anything something things all people those ones one`),
  set(`${ASKS} ${POINTS} exactly already nothing something everything enough better best more less`),
)
const isIMean = unless(
  set(`${ASKS} that this it by thing things did do does`),
  set(`${POINTS} by to business well harm no`),
)
const isHedge = unless(
  set(`a an the this that these those what which any some every each no one two another same other different certain right
    wrong best worst new old main only first second last next special particular similar specific whatever all my your our
    their his her its`),
  new Set(),
)

const BE_AND_MEASURES = set(
  `is was were be been are am it's that's he's she's they're we're there's have had has got took takes for about in at after
  within with by maybe`,
)
const VAGUE = set(`really so very totally super just basically actually kind sort`)
const COUNTS =
  /^(?:\d[\d.,%]*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|half)$/

/** "It was, like, huge", "it's like really hard", "took like ten days"; never "looks like this" or "tools like that". */
const isLike: Rule = (words, at, last) => {
  if (isSetOff(words, at, last)) return true
  const [before, after] = [wordAt(words, at - 1), wordAt(words, at + 1)]
  return BE_AND_MEASURES.has(before) && (COUNTS.test(after) || VAGUE.has(after))
}
const isMarker: Rule = (words, at, last) => isSetOff(words, at, last)
/** At the edge of what is said it adds nothing either. */
const isBasically: Rule = (words, at, last) => words[at]?.isApartBefore === true || words[last]?.isApartAfter === true

/** Words that fill a pause where they say nothing, each with what tells that they do not. The cautious reading wins. */
export const PHRASES: readonly { readonly words: readonly string[]; readonly isFiller: Rule }[] = [
  { words: ['you', 'know'], isFiller: isYouKnow },
  { words: ['i', 'mean'], isFiller: isIMean },
  { words: ['sort', 'of'], isFiller: isHedge },
  { words: ['kind', 'of'], isFiller: isHedge },
  { words: ['like'], isFiller: isLike },
  { words: ['basically'], isFiller: isBasically },
  { words: ['actually'], isFiller: isMarker },
  { words: ['literally'], isFiller: isMarker },
  { words: ['obviously'], isFiller: isMarker },
  { words: ['honestly'], isFiller: isMarker },
]
