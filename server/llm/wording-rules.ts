const START = '(?:^|[.;:—–] ?| - )'
const PAUSE = '(?:^|[.;:—–,] ?| - )'
const VERY = `(?:(?:really|very|quite|such an?|truly) )*`
const FINE =
  '(?:great|good|excellent|nice|fantastic|strong|solid|impressive|perfect|wonderful|brilliant|amazing|outstanding)'
const KIND = '(?:thoughtful|insightful|helpful|valid|fair|clear|thorough|comprehensive|interesting)'
const WORK =
  '(?:answer|point|question|example|response|start|job|work|thinking|insight|explanation|overview|observation|one|stuff|summary|description|approach|thoughts?)'
const THAT_IS = `(?:that'?s|that is|that was|this is|it'?s|what|you(?:'ve)? (?:gave|made|have)|thanks for|thank you for|thanks for (?:that|the|your)|thank you for (?:that|the|your))`

/**
 * What an interviewer never says. No pattern is longer than a few words, so that a guard can stop it before it starts.
 */
const FORBIDDEN: readonly { readonly what: string; readonly pattern: string }[] = [
  // "Great example." and "That was a really clear answer.", but not "Can you give a good example?"
  { what: 'praise', pattern: `${PAUSE}${VERY}(?:${FINE}|${KIND}) ${WORK}\\b` },
  { what: 'praise', pattern: `\\b${THAT_IS} (?:an? )?${VERY}(?:${FINE}|${KIND}) ${WORK}\\b` },
  { what: 'praise', pattern: `\\byour ${VERY}(?:${FINE}|${KIND}) ${WORK}\\b` },
  { what: 'praise', pattern: `${PAUSE}${VERY}(?:${FINE}|awesome|love it|lovely)[,.;—–]` },
  { what: 'praise', pattern: `${START}(?:that'?s|that is|that was|this is) ${VERY}(?:${FINE}|${KIND})[,.;—–]` },
  {
    what: 'praise',
    pattern: String.raw`\b(?:well (?:done|said|put|explained)|good job|nicely (?:done|put)|kudos|bravo|congratulations)\b`,
  },
  { what: 'praise', pattern: String.raw`\bI (?:really |truly |do )?(?:like|love|admire|appreciate|am impressed)\b` },
  {
    what: 'praise',
    pattern: String.raw`\byou(?:'ve| have)? (?:explained|answered|described|covered|put) (?:that|this|it) (?:very |really )?(?:well|clearly)\b`,
  },
  { what: 'a grade', pattern: `${START}(?:correct|exactly|absolutely|right|indeed|spot on)[,.;—–]` },
  { what: 'a grade', pattern: String.raw`\bthat(?:'s| is) (?:\w+ )?(?:right|correct|true|wrong|incorrect)[,.;—–]` },
  {
    what: 'a grade',
    pattern: String.raw`\b(?:that'?s|that is|it'?s|deserves|gets|worth) (?:an? |about )?\d+(?:\.\d+)? ?(?:/|out of) ?(?:5|10|100)\b`,
  },
  {
    what: 'a grade',
    pattern: String.raw`\bI(?:'d|'ll| would| will) (?:give|rate|grade|score|mark) (?:you|that|this|it)\b`,
  },
  { what: 'a grade', pattern: String.raw`\byour (?:score|grade|mark|rating) (?:is|was|would)\b` },
  {
    what: 'a grade',
    pattern: String.raw`\byour (?:last )?(?:answer|response) (?:is|was) (?:\w+ )?(?:correct|wrong|incorrect|incomplete|right|weak|vague|good|poor)\b`,
  },
  {
    what: 'the machinery',
    pattern: String.raw`\b(?:sample answer|model answer|ideal answer|expected answer|rubric|as an ai|language model|system prompt)\b`,
  },
]
const RULES = FORBIDDEN.map(({ what, pattern }) => ({ what, pattern: new RegExp(pattern, 'i') }))

/** Why these words are unfit for the interviewer; null while they are fit. Works on the beginning of a turn too. */
export function findForbiddenWording(text: string): string | null {
  const folded = text.replaceAll('’', "'")
  return RULES.find(({ pattern }) => pattern.test(folded))?.what ?? null
}

/** Words as a person counts them. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
