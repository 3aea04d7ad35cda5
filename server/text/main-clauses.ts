import { INTRANSITIVE, isAdverb, THING_VERBS, TRANSITIVE, wordSet as words } from './open-words.ts'
import { stemWord } from './stem.ts'
import { isStopWord } from './words.ts'

const AUXILIARIES = words(`
  am is are was were isn't aren't wasn't weren't have has had haven't hasn't hadn't do does did don't doesn't didn't
  will would can could may might must shall should won't wouldn't can't cannot couldn't shouldn't mustn't
`)
/** Subject and verb in one. */
const CONTRACTED =
  /^(?:i|you|we|they|he|she|it|that|there|here|what|who|how|where|let|nobody|everyone|someone)'(?:m|re|s|ve|d|ll)$/
/** Simple pasts that are no participle, or seldom one. */
const PASTS = words(`
  became began broke brought built bought came caught chose drew drove fell felt fought found forgot gave got grew held kept knew led
  learnt left lost made meant met paid ran rose said saw sent set showed sold spent spoke stood stuck taught thought told took
  understood went won woke wrote heard put let cut hit cost read split rewrote rebuilt dealt sat swore shook threw hung lay laid tore stole sought ate drank slept
`)
const NOT_PAST = words(
  'need speed feed indeed seed hundred red bed embed exceed proceed succeed biased unused sacred naked',
)
/** Present forms that are seldom nouns. */
const PRESENTS = words(`
  means makes takes gives depends gets goes matters keeps helps comes lets becomes says happens tells seems feels
  knows thinks finds brings shows remains sounds requires allows involves includes wants needs works uses looks starts ends runs
  want need depend mean know think make take give get go keep come become say tell seem feel find bring require allow
  involve include matter help love like hate prefer believe tend understand decide agree learn hear lose spend choose follow build pay stay earn forget
`)
const SUBJECTS = words(
  'i you we they he she it who everyone everybody someone people nobody users customers which that this one',
)
const SINGULAR = words('he she it this that which who everyone everybody someone nobody')
const PLURAL = words('i you we they who people users customers engineers that which')
const NOT_BEFORE_VERB = words(
  'the a an my your our their his her its to of no each every some any these those very more most by',
)
const ALWAYS_MARKS = words('because if although though unless whereas whenever wherever who which whose whom whether')
const MARKS_CLAUSE = words('when while what how why where whatever')
/** They begin a clause before its subject, and a phrase elsewhere. */
const MAY_MARK = words('that since after before once as until till than so-that')
const CLAUSE_STARTS = words('i you we they he she it there the a an my our their your this these people everyone')
const NO_CLAUSE_AFTER = /^(?:to|necessary|needed|possible|appropriate|in|under|at|on|faced|asked|not|of|ones?|exactly)$/
const BEFORE_THAT = /^(?:after|before|with|for|of|about|like|from|by|to|than|beyond|besides)$/
/** "the thing I built": a clause without a mark. */
const CONTACT = words('thing things way reason time everything something anything all part step problem one lesson')

/**
 * Finite verb groups of a sentence less what begins a subordinate clause: 1 and more where a main clause is there, 0 and less in
 * "when the team grew" or "the first thing I did". A modest count by word forms; doubtful words count as no verb.
 */
export function countMainClauses(clause: readonly string[]): number {
  let count = 0
  for (let i = 0; i < clause.length; i++) {
    if (beginsVerb(clause, i)) count++
    if (marksClause(clause, i)) count--
  }
  return count
}

/** "…because the team": the last subordinate clause has no verb yet. */
export function isClauseBegun(clause: readonly string[]): boolean {
  for (let i = clause.length - 1; i >= 0; i--) {
    if (beginsVerb(clause, i)) return false
    if (marksClause(clause, i) || joinsClause(clause, i)) return true
  }
  return false
}

/** "so the team": what follows is no second object. */
function joinsClause(clause: readonly string[], i: number): boolean {
  return (
    /^(?:so|but)$/.test(clause[i] ?? '') &&
    /^(?:the|a|an|my|our|their|these|this|i|we|they|he|she|it)$/.test(clause[i + 1] ?? '')
  )
}

function marksClause(clause: readonly string[], i: number): boolean {
  const word = clause[i] ?? ''
  const next = clause[i + 1] ?? ''
  const prev = clause[i - 1] ?? ''
  if (/^(?:what|who|how|where)'s$/.test(word)) return true
  if (NO_CLAUSE_AFTER.test(next) || /ing$/.test(next) || clause.slice(i + 1, i + 4).includes('to')) return false
  if (ALWAYS_MARKS.has(word)) return next !== ''
  if (MARKS_CLAUSE.has(word)) return next !== ''
  if (word === 'that' && i > 0 && isVerbForm(clause, i + 1))
    return !/^(?:and|but|so|or|think|because|if|when|yes|yeah|well|all|do|did)$/.test(prev)
  if (word === 'that' && BEFORE_THAT.test(prev)) return false
  if (MAY_MARK.has(word))
    return CLAUSE_STARTS.has(next) && (word === 'that' || !/^(?:the|a|an|my|our|their|your|this|these)$/.test(next))
  return CONTACT.has(prev) && /^(?:i|you|we|they|he|she|it|people)(?:'(?:d|ve|ll|m|re|s))?$/.test(word)
}

/** Whether a finite verb group begins here: "would have been" is one. */
function beginsVerb(clause: readonly string[], i: number): boolean {
  return isVerbForm(clause, i) && !isHelped(clause, i)
}

function isHelped(clause: readonly string[], i: number): boolean {
  const prev = clause[stepBack(clause, i)] ?? ''
  if (AUXILIARIES.has(prev) || (CONTRACTED.test(prev) && prev !== "let's")) return true
  // "Did we measure it?"
  const inverted = clause[stepBack(clause, stepBack(clause, i))] ?? ''
  return SUBJECTS.has(prev) && AUXILIARIES.has(inverted) && !AUXILIARIES.has(clause[i] ?? '')
}

function stepBack(clause: readonly string[], from: number): number {
  let at = from - 1
  while (at >= 0 && (isAdverb(clause[at] ?? '') || /^(?:be|been|being)$/.test(clause[at] ?? ''))) at--
  return at
}

function isVerbForm(clause: readonly string[], i: number): boolean {
  const word = clause[i] ?? ''
  if (word === '') return false
  if (AUXILIARIES.has(word) || CONTRACTED.test(word)) return true
  const prev = clause[stepBack(clause, i)] ?? ''
  if (prev === '' || NOT_BEFORE_VERB.has(prev)) return false
  if (PASTS.has(word)) return true
  if (/[a-z]{2}ed$/.test(word) && !NOT_PAST.has(word)) return true
  if (PRESENTS.has(word)) return !/^(?:and|or|of|in|for|with)$/.test(prev)
  if (isStopWord(word) && !/^(?:get|go|make|say|have|do)$/.test(word)) return false
  if (PLURAL.has(prev)) return !/(?:ing|ly)$/.test(word)
  if (SINGULAR.has(prev) && /[a-z]s$/.test(word)) return true
  return !isStopWord(prev) && isKnownVerb(word) && /s$/.test(word) !== /[^s]s$/.test(prev)
}

function isKnownVerb(word: string): boolean {
  const stem = stemWord(word)
  const isForm = !/(?:ing|er|ers|ion|ions|ment|ments|ance|ence)$/.test(word)
  return isForm && (TRANSITIVE.has(stem) || INTRANSITIVE.has(stem) || THING_VERBS.has(stem) || MORE_VERBS.has(stem))
}
const MORE_VERBS = new Set([
  'earn',
  'lie',
  'hurt',
  'struggl',
  'stai',
  'decid',
  'belong',
  'hear',
  'begin',
  'trust',
  'deserv',
  'hold',
  'sit',
  'stand',
])
