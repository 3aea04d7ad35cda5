const TRUE = `(?:true|the case|correct|right|so)`
const WRONG = String.raw`(?:(?:simply |just |quite |plainly |completely |totally |of course )?(?:not (?:\w+ )?${TRUE}|false|untrue|wrong|incorrect|mistaken|nonsense|rubbish|an? (?:\w+ )?(?:myth|mistake|lie|misconception|fallacy|error))|(?:far|a long way) from (?:\w+ )?(?:true|correct|the truth|right|the case)|the opposite of (?:true|the truth|what is true))`
const IS = `(?:['’]s|['’]re| is| was| are| were| would be| would have been)`
const RARELY = `(?:hardly|rarely|seldom|scarcely|barely|never)(?: if)?(?: ever)?`
const NOT = String.raw`(?: (?:isn|wasn|aren|weren)['’]?t (?:\w+ )?${TRUE}|${IS} (?:\w+ )?${RARELY} ${TRUE})`
/** "Is not wrong" says that it is right. */
const IS_WRONG = `(?:${IS} (?:(?!not\\b)\\w+ )?${WRONG}|${NOT})`
/** It is right for the most part, and said to be careful. */
const NOT_ALL = `(?! ?\\S+ not (?:always|necessarily|entirely|exactly|quite|fully|wholly|completely|only|just)\\b)`
const WRONGLY = `(?:wrongly|mistakenly|falsely|incorrectly|erroneously)`
/** "To say otherwise", "I cannot say more than" and "I cannot say enough" mean what follows. */
const SAY = `(?:believe|think|say|claim|assume|suppose|argue|state|hold|agree|accept|maintain|suggest|insist)(?:s|d|ed)?(?! (?:otherwise|differently|more|less|enough|much|how|(?:any|every)thing (?:else|other|more))\\b)`
const THESE = `(?:this|that|it|them|these|those|the above|the following)(?: things| myself)?`
const OF_THESE = `(?:(?:any|one|a (?:single )?bit|all)(?: single)? of )?${THESE}`
const UNDONE = `(?:i(?:['’](?:d|ll|ve)| \\w+)?(?: \\w+)? (?:(?:do|did|done) (?:none|nothing) of ${THESE}|(?:not|never)(?: ever)? (?:do|done|did|dream of doing) ${OF_THESE})|i (?:never|cannot|(?:would|wo|have|do|did|could|ca)n['’]?t)(?: ever)? (?:do|done|did|dream of doing) ${OF_THESE}|(?:none|nothing) of ${THESE} (?:(?:is|are) what )?(?:i (?:would |will )?do|(?:would|will|do) i do))`
const FOOL = `(?:(?:mad|crazy|insane|foolish|stupid|naive) \\w+|(?:complete |total )?(?:fool|idiot|madman|lunatic|liar|moron|amateur|simpleton)s?)`
const MAD = `(?:mad|crazy|insane|foolish|stupid|silly|absurd|ridiculous|idiotic|naive|out of \\w+ mind|an? (?:\\w+ )?(?:fool|idiot|madman|lunatic|liar|moron))`
const IN_MIND = `(?: in (?:their|his|her|your) right mind)?`
/** "Nobody would deny" says that everybody agrees. */
const WOULD = `(?:should|would|could|can|will)(?! (?:ever )?(?:deny|doubt|disagree|dispute|question|object|contest|complain)\\b)`

const LEAD = String.raw`^\W*(?:(?:no|wait|sorry|oh|oops|well|but|and|so|yet|actually|however|hang on|hold on|honestly|of course|in fact|excuse me|my mistake|pardon)\b\W*)*`
const IT = `(?:that|this|it|these|those|they|all (?:of )?(?:this|that|it|these)|everything(?: above| i said)?)`
const GOES_ON = String.raw`(?=\W*$|\s*[,;:–—]|\s+[-–—]\s|\s+(?:because|since|as|so|but)\b)`

/** "That is wrong", of what was said before it; "that is wrong for glass" and "it is wrong to do so" are about something else. */
export const IS_DENIED = new RegExp(
  `${LEAD}${IT}${NOT_ALL}${IS_WRONG}(?: (?:there|though|of course))?${GOES_ON}\\W*`,
  'i',
)
/** The same, of somebody who said so. */
export const WAS_MISTAKEN = new RegExp(
  `${LEAD}(?:i|we|they|everybody|everyone)(?: (?:was|were)| had been) (?:\\w+ )?(?:wrong|mistaken)(?: there| about (?:that|it|this))?${GOES_ON}\\W*`,
  'i',
)
/** "None of this is true", "I would do none of that", and nothing else in the sentence. */
export const ALL_DENIED = new RegExp(
  `${LEAD}(?:(?:none|nothing) of ${THESE}(?: i said)?${IS} (?:\\w+ )?${TRUE}|${UNDONE}|i (?:do not|don't|don’t) (?:believe|accept|agree with|think) (?:so|(?:a word |any )?(?:of )?(?:this|that|it|these))|i (?:disagree|doubt (?:that|this|it))|(?:the (?:exact )?(?:opposite|reverse|contrary) (?:is|holds|applies|would be)|quite the (?:opposite|contrary|reverse)|on the contrary)(?: (?:true|the case|right|correct))?|not)\\W*$`,
  'i',
)

/** "Nobody would deny that …", "I cannot say more than that …": two negations, or none of what follows. */
export const AFFIRMS = new RegExp(
  String.raw`^\W*(?:(?:so|well|and|honestly|but)\W+)*(?:i (?:cannot|can['’]?t|could not|couldn['’]?t|do not|don['’]?t) (?:deny|doubt|(?:say|think of|add) (?:any ?thing |much )?(?:more|else|other)(?: than)?|(?:say|stress|repeat) (?:it )?(?:enough|often enough))|there(?:['’]s| is) no (?:doubt|question)|(?:nobody|no one)${IN_MIND} (?:would|could|can|will) (?:ever )?(?:deny|doubt|dispute|disagree|question)|(?:it|this|that)(?: would be| is|['’]s) (?:not |no )(?:wrong|a mistake|a lie|mistake|lie)(?: to say)?|it(?: would be| is|['’]s) (?:wrong|a mistake|foolish) to \w+ (?:otherwise|differently|anything else)|if i(?: am|['’]m) not (?:wrong|mistaken))(?:\W+that\b)?\W*`,
  'i',
)

/** What a sentence opens with that turns round whatever follows. */
export const OPENS_DENIAL = new RegExp(
  [
    String.raw`^\W*(?:(?:so|well|but|and|also|no|honestly|actually|in fact|in general|quite the (?:opposite|contrary)|on the contrary|the (?:exact )?(?:opposite|reverse|contrary) is (?:true|the case|right)|i (?:think|believe|would say|am sure|know|am convinced)(?: that)?)\W+)*(?:`,
    [
      `(?:it|that|this)(?: ${WRONG}|${IS_WRONG})(?: to ${SAY})?(?!\\s+(?:for|of|in|on|at|when|if|with|here|because|since)\\b)`,
      `(?:it|that|this)${IS} ${MAD} to ${SAY}`,
      `there${IS} (?:absolutely )?no (?:way|chance|truth in (?:saying|the (?:claim|idea)))`,
      `(?:none|nothing) of (?:the following|what follows|this|these)(?: \\w+)?${IS} (?:true|correct|right|so)`,
      `the (?:following|next(?: \\w+)?)${IS} (?:all )?${WRONG}`,
      `(?:people|many(?: people)?|some(?: people)?|most(?: people)?|they|one|it${IS}|i) (?:often |sometimes |commonly )?${WRONGLY} ${SAY}`,
      `only (?:an? )?${FOOL}(?: (?:would|could|will|can|ever))* (?:${SAY}|do ${OF_THESE})`,
      `\\w+(?:['’]d| would| must)(?: have to)? be ${MAD} to (?:${SAY}|do ${OF_THESE})`,
      `(?:not true|false|wrong|untrue|incorrect)\\b`,
      `i (?:do not|don['’]?t|would not|wouldn['’]?t|cannot|can['’]?t|never) (?:really )?${SAY}`,
      `i (?:strongly )?(?:disagree|deny|doubt|reject|refuse to ${SAY})`,
      `(?:nobody|no one|no (?:\\w+ )?(?:person|man|woman|expert|manager|colleague))${IN_MIND} ${WOULD}(?: ever)?(?: ${SAY})?`,
      `who${IN_MIND} (?:would|could)(?: ever)? ${SAY}`,
      `${UNDONE}(?=:)`,
      `(?:under|in) no (?:circumstances|way|case)|by no means|on no account|at no (?:time|point)`,
    ].join('|'),
    String.raw`)(?:(?:\s*[:,–—]\s*|\s+)that\b)?`,
  ].join(''),
  'i',
)

/** What a sentence ends with that turns round what it has said: "… is not true", "…, but they are wrong", "…, not". */
export const CLOSES_DENIAL = new RegExp(
  `(?:(?:,|;|\\s[–—-])?\\s{0,3}(?:but |and |which |yet |though )?(?:that|this|it|they|he|she|those people|i (?:think|believe)(?: that)?)?${IS_WRONG}|,?\\s{0,3}(?:but |and )?(?:i (?:do not|don['’]?t) (?:believe|think|accept) (?:so|that|it|this)|i (?:disagree|doubt (?:it|that|this))|${UNDONE})|(?:[,;:…]|\\s[–—-])\\s{0,3}(?:but )?not)[\\s.!)]*$`,
  'i',
)
/** Before such an end: "…, if that is not wrong". */
export const ENDS_IN_DOUBT = /[,;–—]\s*(?:if|unless|or|whether)\b[^,;–—]*$/i

/** Who is made to say what is then denied. */
export const REPORTED = new RegExp(
  String.raw`^\W*(?:(?:some|many|most|a lot of|other)?\s*(?:people|colleagues|managers|textbooks|books)|some|many|others|they|one)\s+(?:might |may |will |would |often |still )*${SAY}(?: that)?\b`,
  'i',
)
/** Where what somebody says against the subject ends: "I cannot say for sure, but". */
export const BUT = /(?:^|[\s,;–—])but\b[\s,:]*|;\s*/i
