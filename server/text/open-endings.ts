import {
  ADJECTIVE,
  ADJECTIVES,
  BEGUN_VERBS,
  DETERMINERS,
  FILLERS,
  INTRANSITIVE,
  INTRANSITIVE_ING,
  isAdverb,
  isPastForm,
  LINKING,
  MODALS,
  NO_ADJECTIVES,
  NOUN_TOO,
  NOUNS_IN_ING,
  OPEN_WORDS,
  PASSIVE_OPEN,
  SINGULAR_SUBJECTS,
  SUBJECTS,
  THING_VERBS,
  TO_GO_ON,
  TRANSITIVE,
} from './open-words.ts'
import { stemWord } from './stem.ts'

/** One expression for the end of a clause's words, which are joined by single spaces. */
const tails = (...list: string[]) => new RegExp(`(?:^| )(?:${list.join('|')})$`)
const I = '(?:i|we|you|they|he|she|it)'
const IT = '(?:it|them|this|that|him|her|us|me|you|people|everyone)'

/** They end well in spite of their last word. */
const FINE_TAILS = tails(
  `(?:sign|signed|signing|log|logged|logging|opt|opted|check|checked|buy|bought|weigh|join|joined|kick|kicked|step|stepped|settle|settled|caved|dig|dug|stay|stayed|chip|chipped|plug|plugged)(?: ${IT})? in`,
  `(?:move|moved|moving|carry|carried|went|go|going|log|logged|sign|signed|so|later|early|turn(?:ed)? ${IT}|switch(?:ed)? ${IT}|add|hold|held) on|(?:lock|fill|bring|draw|drew|pull|let|rope|brought|filled|pulled)(?:ed)? (?:${IT}|anyone|anybody) in`,
  `(?:what|who|which|everyone|people|something|nothing|anything|things?|all) ${I} (?:[\\w']+ ){1,3}(?:about|for|with|to|from|at|on|in|of)`,
  '(?:taken? care|took care|taking care|aware|unaware|know|knew|think|dream) of|(?:hoped|asked|aimed|looking|accounted|cared|paid) for',
  '(?:take|took|taken|taking|hand|handed|start|started|left|turn|turned|carry|carried) (?:it |them |that )?over|(?:is|was|were|are|all|over and) over',
  '(?:follow|followed|following|came|went|think|thought|talk|talked|walk|walked|fell) (?:it |them |that |this |me |you )?through',
  '(?:turn|turned|come|came|look|looked|way|mess|play|ask|asked|go|go) (?:it |that )?around',
  '(?:than|like|as|ever|never|done|day|week|month|year|night|sprint|seen|had|it|this|that) before|(?:from|back|long|on) before',
  '(?:day|week|month|year|soon|shortly|right|morning|sprint|quarter) after|look(?:ed|ing)? after|ever since|left behind',
  '(?:think|thought|hope|hoped|did|doing|do|done|guess|believe|or|more) so|(?:back|since|until|till|by|even) then',
  '(?:like|because of|than|did|do|does|doing|done|all|fix|fixed|handle|handled|solve|solved|use|used|just|about|through|from) (?:that|this)',
  "(?:at|it|them|us|they|above|that's|after) all|(?:most|worst|least) of all|bit of each|each of them|[0-9] each",
  '(?:any|no|once|much|lot|do|learn|learned|even|far|cost|costs|spend|earn|pay|paid|some) more|more or less|(?:cost|costs|no) less',
  '(?:at|the|matter|matters|mattered|help|helps|helped|hurts|it) most|(?:very|too|so|that|as|how|this) much|(?:of|than|too|so|that) many',
  '(?:this|that|the|right|wrong|new|old|better|best|good|bad|every|another|which|each|big|small|other|first|last|any|no|easy|hard|only|single|\\w+er|week|day|sprint|version|picked|chose|took|had|built|need|needed|found|chosen) one',
  '(?:the|each) other|one another|(?:of course|hopefully|why|or|if) not|not really|in half',
  '(?:us|them|me|it|that|this|him|here|home|job|money|data|happened|works?|worked) too|(?:what|how) (?:\\w+ ){1,3}(?:looks?|looked|feels?) like',
  "(?:yes|no|yeah|course) (?:i|we|it|they|he|she) (?:did|do|does|would|could|have|had|was|were|is|are|didn't|wouldn't|couldn't|don't)",
  `(?:than|as) (?:${I}|things) (?:\\w+ )?(?:is|was|are|were|can|could|did|do|had|have|would)`,
  `(?:but|and|though) ${I} (?:really |just |simply )?(?:can't|couldn't|didn't|don't|doesn't|won't|wouldn't|wasn't|isn't|weren't|aren't)`,
  '(?:told|to|asked|for|with|from|helped|paid|called|sent|about) her|(?:their|our|its|my|your|his|her|of) own|the same|kind of thing',
  "(?:made|make|makes|making) it|of (?:some|any|that|this|every) (?:kind|sort)|(?:are|is|was|were|pretty|quite) certain|(?:don't|didn't|not|to|never|already) (?:know|understand|remember)",
  '(?:thought|expected|hoped|said|promised|knew) (?:it|they|we|i|he|she|things) would|(?:by|than|of|about|over|for|almost|nearly) a (?:third|quarter)|(?:than|as|before|like|how) (?:\\w+ ){1,3}(?:do|did|does|could|can|have|had)',
  '(?:as|if|when|where) (?:needed|asked|agreed|planned|expected)|(?:is|was|are) (?:the )?key|(?:going|back|ahead|forward|things) going',
  '(?:it|that|this|which|things|what) (?:really |also |actually )?helped|(?:all|everyone|everybody|both|they|we|sides) agreed|(?:is|was) done',
)

/** They stay open although their last word could end a sentence. */
const OPEN_TAILS = tails(
  "you know|i mean|(?:kind|sort) of|i (?:think|guess|suppose|believe|feel|would say)|i'd say|we think|you see|as i said|let me|such as",
  `(?:allow|allows|allowed|allowing|enable|enables|enabled|enabling|force|forces|forced|let|lets|letting|make|makes|making|made|cause|causes|caused|give|gives|gave|giving) ${IT.replace('it|', '')}|let it`,
  `(?:requires?|required|asks?|asked|asking|tells?|told|telling|teach|taught|reminds?|reminded|convinced?|convincing|persuaded?|encouraged?|pushed|help|helps|helped|helping) (?:me|us|them|him|her|you|people|everyone)`,
  `(?:keep|kept|keeping|put|putting|turn|turned|turning|set|setting|make|consider|considered|wanted|wants?|found) ${IT}`,
  '(?:in order|due|according|thanks|prior|compared|able|about|supposed|used) to|(?:make|making|made|makes|be) sure|trying|wanna|gonna|gotta',
  '(?:and|but|or|so|because|that|if|when|then|how|what|why|whether|since|as|while|where|before|after|until|once|think|thought|means|mean|said|say|know|knew|sure|believe|guess|feel|which|is|was|though|although|unless|finally|maybe|perhaps|basically|actually|well|yeah|eventually|sometimes|initially|usually|realised|realized) (?:it|you|everyone|everybody|someone|people|somebody|nobody|anyone|users|customers)',
  '(?:and|but|or|so|because|that|if|when|then|how|whether|since|as|while|think|thought|said|know|knew|sure|believe|feel|although|unless|maybe|actually|well|realised|realized) there',
  'for (?:example|instance)|in other words|on (?:the )?(?:one|other) hand|of course|to be honest|and so on and|as (?:a result|such|follows)|the following',
  'first of all|above all',
  '(?:here is how|the way|the reason|the fact|the thing|it depends|depends)|a little|a lot of|(?:a|an|one|same|some|different|this|that) (?:kind|sort|type|lot|couple|bunch|handful|majority|amount|lack|range|series)|the (?:number|amount|lack|range|series|middle|beginning|front|majority)',
  '(?:the|my|our|one|another|very|your|its|their|each|every) (?:first|second|third|next|last|few|many)|a (?:first|second|last|few)|(?:more|less|better|worse|other|rather|\\w+er) than',
)
/** Phrases that only begin a sentence. */
const OPEN_WHOLE =
  /^(?:(?:and|but|so|well|then|okay|yeah) )*(?:in (?:addition|general|fact|particular|short|theory|practice|contrast|my \w+|that case|this case)|at (?:that|this|the) (?:point|time|moment|stage|beginning|start)|at the same time|after (?:that|this|a while)|by (?:then|that time|the time)|for me|usually|first|next|then|also|often|sometimes|now|later|normally|typically|afterwards|recently|again)$/

/**
 * Whether a clause goes on after its last word (lower case, apostrophes straight): a conjunction, a preposition, an article, an
 * auxiliary, a verb without its object, an adjective without its noun and the like.
 */
export function staysOpen(clause: readonly string[]): boolean {
  const last = clause.at(-1)
  if (last === undefined) return false
  const tail = clause.slice(-7).join(' ')
  if (OPEN_TAILS.test(tail) || FILLERS.has(last) || OPEN_WHOLE.test(clause.join(' '))) return true
  if (FINE_TAILS.test(tail) || isIndirectQuestion(clause)) return false
  return OPEN_WORDS.has(last) || awaitsVerb(clause) || awaitsNoun(clause) || awaitsObject(clause)
}

const NEVER_LAST =
  /^(?:the|a|an|my|our|your|their|and|but|or|because|if|although|unless|whether|i|we|i'm|we're|i'd|i'll|we'd|we'll|they're|it's|there's|than|into|very|was|were|would|could|should)$/

/** Stricter: nobody ends a sentence so, and a full stop after it is the recogniser's. */
export function cannotEnd(clause: readonly string[]): boolean {
  return (
    NEVER_LAST.test(clause.at(-1) ?? '') && !FINE_TAILS.test(clause.slice(-7).join(' ')) && !isIndirectQuestion(clause)
  )
}

/** "we quickly", "it was completely", "a very". */
function awaitsVerb(clause: readonly string[]): boolean {
  if (!isAdverb(clause.at(-1) ?? '')) return false
  const prev = clause.at(-2) ?? ''
  return (
    SUBJECTS.has(prev) ||
    MODALS.has(prev) ||
    LINKING.has(prev) ||
    DETERMINERS.has(prev) ||
    /^(?:to|have|has|had|and|it|you)$/.test(prev)
  )
}

/** "a very important", "the main". */
function awaitsNoun(clause: readonly string[]): boolean {
  const last = clause.at(-1) ?? ''
  const isAdjective = ADJECTIVES.has(last) || (last.length > 5 && ADJECTIVE.test(last) && !NO_ADJECTIVES.has(last))
  if (!isAdjective) return false
  let at = clause.length - 2
  while (at > 0 && (ADJECTIVES.has(clause[at] ?? '') || isAdverb(clause[at] ?? '') || clause[at] === 'more')) at--
  return DETERMINERS.has(clause[at] ?? '')
}

/** "we measured", "to build", "I have decided", "by asking", "from 60 to 20". */
function awaitsObject(clause: readonly string[]): boolean {
  const last = clause.at(-1) ?? ''
  const prev = wordBefore(clause, clause.length - 1)
  if (/^\d/.test(last)) return !/^(?:19|20)\d\d$/.test(last) && !NUMBERED.has(prev)
  if (/[a-z]{2}ing$/.test(last)) return awaitsAfterIng(last, prev)
  if (LINKING.has(prev) || prev === 'been' || isRelative(clause)) return PASSIVE_OPEN.has(last)
  if (BEGUN_VERBS.has(last)) return !DETERMINERS.has(prev)
  if (SUBJECTS.has(prev) || /'ve$/.test(prev)) return !INTRANSITIVE.has(stemWord(last))
  if (HAVE_DONE.test(clause.slice(-3).join(' ')) && isPastForm(last)) return !INTRANSITIVE.has(stemWord(last))
  if (prev === 'to' && TO_GO_ON.has(last)) return true
  return isTransitive(last) && isVerbAfter(prev, last)
}

const PLURAL = /(?:[a-z]{2}[^su]s|people)$/
const HAVE_DONE = /^(?:i|we|they) ha(?:ve|d) /
const NUMBERED = new Set('week version phase day step item number quarter'.split(' '))

function isTransitive(word: string): boolean {
  const stem = stemWord(word)
  return TRANSITIVE.has(stem) && !INTRANSITIVE.has(stem) && !THING_VERBS.has(stem)
}

/** Whether a word that may be a verb is one after `prev`. */
function isVerbAfter(prev: string, last: string): boolean {
  if (MODALS.has(prev) || prev === 'to' || prev === 'you') return true
  if ((prev === 'and' || PLURAL.test(prev)) && !isPastForm(last)) return !NOUN_TOO.has(last)
  if (SINGULAR_SUBJECTS.has(prev)) return /(?:s|ed)$/.test(last)
  return isPastForm(last) && !DETERMINERS.has(prev) && !ADJECTIVES.has(prev)
}

function awaitsAfterIng(last: string, prev: string): boolean {
  if (INTRANSITIVE_ING.has(last) || /thing$/.test(last)) return false
  const goesOn =
    LINKING.has(prev) ||
    /^(?:start|started|starts|keep|kept|stop|stopped|while|when|avoid|avoided|began|spent|by)$/.test(prev)
  if (NOUNS_IN_ING.has(last)) return goesOn && prev !== 'by'
  return (
    goesOn ||
    (/^(?:and|of|without|before|after|for|from|about|on|in|into|to|than|or)$/.test(prev) &&
      TRANSITIVE.has(stemWord(last)))
  )
}

function wordBefore(clause: readonly string[], at: number): string {
  for (let i = at - 1; i >= 0; i--) if (!isAdverb(clause[i] ?? '')) return clause[i] ?? ''
  return ''
}

/** "everything I needed", "what we decided": the object came first. */
function isRelative(clause: readonly string[]): boolean {
  return RELATIVE.test(clause.slice(-6).join(' ')) || NOUN_THAT.test(clause.slice(-9).join(' '))
}
const RELATIVE = new RegExp(
  `(?:^| )(?:what|whatever|everything|anything|nothing|something|all|things?|questions?|problem|decision|choice) (?:${I}|people|users|customers) (?:[\\w']+ ){0,2}[\\w']+$`,
)

const NOUN_THAT = new RegExp(
  `(?:^| )(?:the|an?|all|any|every|our|their|of|those) (?:\\w+ )?(?!fact |idea |view |news |sense |feeling |way |so |sure |point )[a-z]+ (?:that|which) (?:${I}|people|users|customers) (?:[\\w']+ ){0,3}[\\w']+$`,
)

/** "…what the customer needs", "…which ones to keep", "…what it is": closed by its verb, unless the question word begins the sentence. */
function isIndirectQuestion(clause: readonly string[]): boolean {
  const at = clause.findLastIndex((word) => /^(?:what|which|who|whose|where)$/.test(word))
  const between = clause.length - at - 2
  if (at < 2 || between < 1 || between > 5) return false
  const last = clause.at(-1) ?? ''
  const isVerb =
    TRANSITIVE.has(stemWord(last)) || /^(?:is|are|was|were|does|do|did|has|have|needed|wanted|needs|wants)$/.test(last)
  return isVerb && !clause.slice(at + 1, -1).some((word) => /^(?:is|are|was|were|and|but)$/.test(word))
}
