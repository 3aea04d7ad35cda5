const THINGS = '(?:it|this|that|things|everything)'
const A_MOMENT =
  '(?:(?:a|one|another|just a|just one|a quick|a few|a couple of|a little|some|more|half a)(?: more)? )+(?:moments?|seconds?|secs?|minutes?|mins?|bit|time|while)|(?:a|one) (?:sec|min)'
const TO_THINK = `(?: to (?:think|reflect|recall|remember|gather my thoughts|collect my thoughts|come up with one|answer)(?: about ${THINGS}| ${THINGS}(?: through| over)?)?)?`
/** What may follow a phrase without adding anything. */
const TRAILING = new Set(
  'um umm uh uhh uhm er erm ah hmm hm mm mhm so yeah yep okay ok well like please sorry right really basically then thanks'.split(
    ' ',
  ),
)

const phrase = (...list: string[]) => new RegExp(`(?:^| )(?:${list.join('|')})$`)
const whole = (...list: string[]) => new RegExp(`^(?:${list.join('|')})$`)

const ASKS = phrase(
  `let me (?:just |quickly |first )?(?:think|see|check|recall|remember|reflect|consider)(?: (?:back|about ${THINGS}|on ${THINGS}|${THINGS}(?: through| over)?|for ${A_MOMENT}|${A_MOMENT}|out loud))*`,
  `let me (?:just )?(?:have|take|get|gather|collect) (?:${A_MOMENT}|my thoughts)${TO_THINK}`,
  `(?:give|gimme|allow|grant) ?(?:me )?(?:just )?(?:${A_MOMENT})${TO_THINK}`,
  `i(?:'ll| will|'d| would|'m going to)? (?:just |like to |really )*(?:need|take|want|have) (?:just )?(?:${A_MOMENT})${TO_THINK}`,
  `(?:can|could|may|might) i (?:just |please )*(?:have|take|get) (?:just )?(?:${A_MOMENT})${TO_THINK}`,
  `(?:hang|hold) on(?: (?:${A_MOMENT}|there))?|bear with me(?: for)?(?: (?:${A_MOMENT}))?|wait (?:${A_MOMENT})`,
  `i'?m (?:still |just )*(?:thinking|trying to (?:think|remember|recall))(?: (?:about|of|through) ${THINGS})?`,
  `how (?:do|should|can|shall|would) i (?:best )?(?:put|say|phrase|explain) ${THINGS}|what(?:'s| is| was) the (?:right )?word|where was i`,
  `i'?m not (?:quite |really )?(?:done|finished|there)(?: yet| quite)?|i (?:haven't|have not) (?:quite )?finished(?: yet)?|not (?:done|finished) yet`,
  `let me (?:start (?:over|again)|rephrase (?:that|it)|try again|back up|go back|begin again|put (?:it|that) (?:differently|another way))`,
)
/** A sentence of its own, or after a filler. */
const ASKS_ALONE = whole(
  `(?:(?:um|uh|er|hmm|okay|ok|so|well|yeah|oh|sorry|wait|just|right|sure|yes|and) )*(?:${A_MOMENT})`,
  `(?:(?:um|uh|er|hmm|okay|ok|so|well|yeah|oh|and|yes) )*(?:(?:that's|that is|what|it's|now that's) )?(?:a |an )?(?:very |really |such a )?(?:good|great|tough|hard|interesting|tricky|difficult|fair) (?:question|one)(?: (?:let me|i))?`,
  '(?:(?:um|uh|er|hmm|okay|ok|so|well|yeah|oh|and) )*(?:wait|let me)',
)
const GOOD_QUESTION_LET_ME = phrase(
  '(?:good|great|tough|hard|interesting|tricky|difficult) (?:question|one) let me(?: \\w+)?',
)

const ANSWERED = `(?:answer|approach|take|view|story|plan|thinking|process|example|opinion|strategy|experience|way|reasoning)`
const CLOSES = phrase(
  `(?:that's|that is|that was|this is|that would be|that'd be|that'll be|that will be) (?:(?:pretty much|basically|about|really|more or less|probably|kind of|roughly|essentially|probably|also) )*(?:it|all|everything|the (?:end|gist|idea|short version|whole story|long and short)(?: of it)?|all (?:i have|i've got|there is(?: to it)?|from me|i can think of|i wanted to say|i'd say|i would say|for now)|it (?:from me|from my side|for me|for now)|my (?:\\w+ )?${ANSWERED}|the (?:approach|process|plan|way) (?:i|we)(?:'d| would)? (?:take|use|took|used|follow|followed))`,
  `(?:that's|that is|that was|this is) (?:(?:pretty much|basically|roughly|more or less|generally) )?how (?:i|we)(?:'d|'ve| would| have|'ll)? (?:usually |generally |normally |always |typically )?(?:do|did|done|approach|approached|handle|handled|tackle|tackled|solve|solved|go about|went about|deal with|dealt with|think about|see|made|make|work|fixed|fix|resolved|resolve|managed|manage)(?: (?:it|that|this|things|them|the situation|this kind of thing|that kind of thing))?`,
  `(?:that|this|it) (?:pretty much |basically |about |more or less |roughly )?(?:covers|answers|sums up|wraps up|concludes) (?:it|everything|that|this|the question|your question|it all|my answer|all of it)|(?:that|this) (?:pretty much |about )?(?:sums|wraps) (?:it|that|this) up`,
  `i(?:'m| am| think i'm) (?:all |pretty much )?(?:done|finished)|i(?:'ll| will) (?:leave|end|stop|finish) (?:it |that )?(?:there|at that|here)|i'd (?:leave|stop) (?:it )?(?:there|at that|here)`,
  `(?:does|did|has|do) (?:that|this|i) (?:answer|answered|cover|help)(?: (?:your question|the question|it|what you asked))?|(?:i )?hope (?:that|this) (?:answers (?:your|the) question|helps|makes sense|answers it)|does that make sense`,
  `is (?:that|this) what you (?:wanted|were looking for|meant|had in mind|were after)|(?:do you want|should i go into|would you like) more detail`,
  `(?:nothing|not much) (?:else|more|further)(?: to (?:add|say)| comes to mind)?|(?:i )?(?:don't|do not|have) (?:really )?(?:have )?(?:anything|nothing) (?:else|more|further) to (?:add|say)|i can't think of anything (?:else|more)`,
  `over to you|back to you|end of story|next question|that's where (?:i'd|i would|i) (?:leave|stop|left) (?:it|that)`,
)

/** Words at the end that add nothing are left out. */
function dropTrailing(sentence: readonly string[]): readonly string[] {
  const end = sentence.findLastIndex((word) => !TRAILING.has(word)) + 1
  const rest = sentence.slice(0, end)
  return rest.at(-2) === 'thank' && rest.at(-1) === 'you' ? dropTrailing(rest.slice(0, -2)) : rest
}

/** "Let me think", "one moment": `sentence` in lower case, apostrophes straight. */
export function asksForTime(sentence: readonly string[]): boolean {
  const text = dropTrailing(sentence).join(' ')
  return ASKS.test(text) || GOOD_QUESTION_LET_ME.test(text) || ASKS_ALONE.test(text)
}

/** "That's it", "does that answer your question". */
export function saysItIsOver(sentence: readonly string[]): boolean {
  return CLOSES.test(dropTrailing(sentence).join(' '))
}

/** Whether a sentence is nothing but thanks, which recognisers also hear in noise. */
export function saysThanks(sentence: readonly string[]): boolean {
  return /^(?:(?:okay|ok|so|well|alright|right) )*(?:thank you|thanks)(?: (?:so|very) much| a lot)?$/.test(
    sentence.join(' '),
  )
}

const ANNOUNCES = phrase(
  `(?:let me|i'll|i will|i can|i'd like to|i want to|i'm going to) (?:just |quickly |briefly |first )?(?:explain|give (?:you )?(?:an|one|a quick|a) (?:\\w+ )?example|walk you through (?:it|that|this|how i did it|my process)|break (?:it|that|this) down|start with (?:that|this|an example)|tell you (?:why|how|about (?:it|that|one)|a story)|elaborate|share (?:an|one) example|go through (?:it|them|each))`,
  `here(?:'s| is) (?:how|why|an example|one example|what happened|the thing|what i did)|(?:that's|it's|it is|that is) not (?:all|it)|there(?:'s| is) more|it (?:really |all )?depends|not only that|(?:i have|i've got|there are|there is|there's) (?:a few|several|some|one|an|a couple of|many) (?:good )?(?:examples?|stories|thoughts|ideas)`,
  `(?:the )?(?:reason|answer|problem|question|point|issue|thing|situation|background|context) (?:is|was) (?:simple|this|that|as follows|the following|twofold|threefold)`,
)
/** "For example", "let me explain": more is promised. */
export function announcesMore(sentence: readonly string[]): boolean {
  return ANNOUNCES.test(dropTrailing(sentence).join(' '))
}
