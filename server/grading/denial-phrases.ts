const WRONG = String.raw`(?:(?:simply |just |quite |plainly |completely |totally |of course )?(?:not (?:\w+ )?(?:true|the case|correct|right|so)|false|untrue|wrong|incorrect|mistaken|nonsense|rubbish|an? (?:\w+ )?(?:myth|mistake|lie|misconception|fallacy|error))|(?:far|a long way) from (?:\w+ )?(?:true|correct|the truth|right|the case)|the opposite of (?:true|the truth|what is true))`
const IS = `(?:['’]s|['’]re| is| was| are| were)`
const NOT = String.raw`(?: (?:isn|wasn|aren|weren)['’]?t (?:\w+ )?(?:true|the case|correct|right|so)| (?:is|are) hardly (?:ever )?(?:true|the case|correct|right))`
const WRONGLY = `(?:wrongly|mistakenly|falsely|incorrectly|erroneously)`
const SAY = `(?:believe|think|say|claim|assume|suppose|argue|state|hold|agree|accept|maintain|suggest|insist)(?:s|d|ed)?`

/** What a sentence opens with that turns round whatever follows. */
export const OPENS_DENIAL = new RegExp(
  [
    String.raw`^\W*(?:(?:so|well|but|and|also|no|honestly|actually|in fact|in general|quite the (?:opposite|contrary)|on the contrary|the (?:exact )?(?:opposite|reverse|contrary) is (?:true|the case|right)|i (?:think|believe|would say|am sure|know|am convinced)(?: that)?)\W+)*(?:`,
    [
      `(?:it|that|this)(?: ${WRONG}|${IS} (?:\\w+ )?${WRONG}|${NOT})(?: to ${SAY})?(?!\\s+(?:for|of|in|on|at|when|if|with|here)\\b)`,
      `there${IS} (?:absolutely )?no (?:way|chance|truth in (?:saying|the (?:claim|idea)))`,
      `(?:none|nothing) of (?:the following|what follows|this|these)(?: \\w+)?${IS} (?:true|correct|right|so)`,
      `the (?:following|next(?: \\w+)?)${IS} (?:all )?${WRONG}`,
      `(?:people|many(?: people)?|some(?: people)?|most(?: people)?|they|one|it${IS}|i) (?:often |sometimes |commonly )?${WRONGLY} ${SAY}`,
      `(?:not true|false|wrong|untrue|incorrect)\\b`,
      `i (?:do not|don['’]?t|would not|wouldn['’]?t|cannot|can['’]?t|never) (?:really )?${SAY}`,
      `i (?:strongly )?(?:disagree|deny|doubt|reject|refuse to ${SAY})`,
      `(?:nobody|no one) (?:should|would|could|can)`,
      `(?:under|in) no (?:circumstances|way|case)|by no means|on no account|at no (?:time|point)`,
    ].join('|'),
    String.raw`)(?:(?:\s*[:,–—]\s*|\s+)that\b)?`,
  ].join(''),
  'i',
)

/** What a sentence ends with that turns round what it has said: "… is not true", "…, but they are wrong". */
export const CLOSES_DENIAL = new RegExp(
  `(?:(?:,|;|\\s[–—-])?\\s{0,3}(?:but |and |which |yet |though )?(?:that|this|it|they|he|she|those people|i (?:think|believe)(?: that)?)?(?:${IS} (?:\\w+ )?${WRONG}|${NOT})|,?\\s{0,3}(?:but )?(?:i (?:do not|don['’]?t) (?:believe|think|accept) (?:so|that|it|this)|i (?:disagree|doubt (?:it|that|this))|not))[\\s.!)]*$`,
  'i',
)

/** Who is made to say what is then denied. */
export const REPORTED = new RegExp(
  String.raw`^\W*(?:(?:some|many|most|a lot of|other)?\s*(?:people|colleagues|managers|textbooks|books)|some|many|others|they|one)\s+(?:might |may |will |would |often |still )*${SAY}(?: that)?\b`,
  'i',
)
