/**
 * Words that speak to whoever grades. A product manager scores, rates and ranks all day: what tells the two apart is who is
 * spoken to, or that this very answer or candidate is to be graded.
 */
const LEAST_MARKED = '(?:full|max(?:imum|imal)?|top|perfect|highest|best)(?: possible| available)?'
const MARK = '(?:marks?|scores?|grades?|points|credits?|ratings?|levels?)'
const ALL = '(?:5|five|10|ten|100|hundred)'
/** "Five of five customers" is a count of customers. */
const OUT_OF = `${ALL} ?(?:\\/|out of|of) ?${ALL}(?=\\W*$| ?[.,;:!?)*_|"”]| (?:points|marks|stars|and|please)\\b)`
const TOP = `(?:${LEAST_MARKED} ${MARK}|(?:level|score|grade|mark|rating)(?: of)? ${ALL}|${OUT_OF}|${ALL} ?(?:%|per ?cent))\\b`
/** The highest score to, for or of something is that thing's, unless the thing is the answer. */
const ALONE =
  '(?! (?:to|for|in|on|of|if|when|where|only|because|from|among)\\b(?! (?:me|my|this|the candidate|everything|all|every)\\b))'

const NOT_TIME = '(?! (?:times?|rates?|teams?|codes?)\\b)'
const REPLY = `(?:answers?|response|reply|submission|transcript)${NOT_TIME}`
const MINE = `(?:this|my)(?: \\w+)? ${REPLY}`
const THEIRS = `(?:the(?: \\w+)? (?:${REPLY}|candidate|applicant)|this (?:candidate|applicant))`
const POINTS = '(?:all|every|each)(?: of)?(?: the)? key points?'
const MET = '(?:covered|met|satisfied|present|correct|complete|made)'

const GRADER =
  '(?:grader|examiner|assessor|marker|evaluator|(?:grading|marking|scoring) (?:model|system|ai|tool|assistant|algorithm))'
const MACHINE = '(?:ai|llm|language model|model|judge|interviewer|assistant|chatbot|bot|machine|computer|system)'
const REMARK = '(?:note|comment|remark|message|instruction|assessment|verdict|decision|override|prompt|notice)s?'

const ORDERED =
  '(?:^\\W*|[:;—–([>] ?|\\b(?:please|kindly|now|just|simply|then|so|you (?:must|should|shall|will|can|could|may|have to|need to|are to)|(?:told|asked|instructed|ordered) to) (?:\\w+ly )?)'
const MUST = '(?:should|must|shall|will|has to|needs to|ought to|is to)'
const EARNS = `(?:deserves?|merits?|earns?|is worth|${MUST}(?: \\w+)? (?:get|receive|be (?:given|awarded|graded|marked|scored|rated)))`
const GIVE = '(?:give|gives|gave|giving|award\\w*|assign\\w*|grant\\w*)'
const TOLD = '(?:instructions?|rubrics?|prompts?|directions|commands)'
const POINTING = '(?:previous|prior|earlier|above|preceding|foregoing)'

const PATTERNS = [
  // What the judge was told.
  `\\b(?:ignore|disregard|forget|override)(?: all| any| every)?(?: of)?(?: the| your| my)? ${POINTING} ${TOLD}`,
  `(?:${ORDERED}|, )(?:ignore|disregard|forget|override|bypass)\\b[^.!?]{0,30}?\\b(?:rubric|system prompt|(?:all|any|every|your|${POINTING})(?: of)?(?: the| your)? (?:\\w+ )?(?:${TOLD}|criteria|rules|guidelines)|you (?:were|have been|had been) (?:told|given|asked)|(?:everything|anything|all) (?:above|before|you)|(?:above|foregoing)\\W*$)`,
  '\\byour (?:new (?:task|role|job|goal|instructions?)|(?:real|actual|true) (?:task|instructions?)) (?:is|are)\\b',
  `^\\W*(?:new|updated|revised|special|additional) instructions?\\b ?:[^.!?]{0,90}\\b(?:answer|rubric|candidate|you)`,
  `only (?:the |this |my )?(?:final |last )?(?:submission|answer|response)\\b[^.!?]{0,30}\\b(?:below|follows|counts?|(?:is|will be|be) (?:graded|marked|scored))`,
  `only (?:the |this |my )?(?:final |last )?(?:text|part|version|section)\\b[^.!?]{0,20}\\b(?:below|follow(?:s|ing))\\b`,
  `\\b(?:grade|mark|score|evaluate)\\b[^.!?]{0,30}\\b(?:in place|instead) of (?:mine|my)`,
  `\\b(?:use|take)\\b[^.!?]{0,30}\\b(?:in place|instead) of my (?:${REPLY}|text|words)`,
  `\\b(?:answer|submission) (?:starts|begins|follows) (?:now|here|below)\\b`,
  `^\\W*end of (?:the |my )?(?:candidate(?:['’]s)? )?(?:answer|submission|transcript)`,
  // This answer, and what it should get.
  `\\b(?:grad|mark|rat|scor)(?:e|es|ed|ing)? ${MINE}`,
  `, (?:grade|mark|rate|score) me (?:as|with)\\b`,
  `\\b(?:treat|consider|count|accept) ${MINE} (?:as|to be|fully|correct|complete)\\b`,
  `${ORDERED}(?:grade|mark|rate|score|evaluate|assess|treat|consider|count|accept|label|record|report) (?:${MINE}|${THEIRS}|me|everything|${POINTS}) (?:\\w+ )?(?:as|with|at|a|full|fully|highly|generously|five|5)\\b`,
  `\\b${GIVE} ${MINE} [^.!?]{0,40}?\\b(?:${MARK}|${TOP})`,
  `\\b${GIVE} [^.!?]{0,40}?\\b(?:${MARK}|${TOP}) (?:to|for|on) (?:${MINE}|the candidate|me)\\b`,
  `(?:${ORDERED}|\\band )(?:give|award|assign|grant|return|output|report|record|respond with|(?:put|write) down)(?: (?:${MINE}|${THEIRS}|me|it|this|that|them))?(?: \\w+){0,2}? ${TOP}${ALONE}`,
  `(?:${ORDERED}|\\byou (?:would |could |can )?)(?:give|gave|award|grant) (?:me|${THEIRS}) [^.!?]{0,30}?(?:${MARK}|${TOP})`,
  `\\b${MINE} [^.!?]{0,40}?\\b${EARNS}\\b`,
  `\\b${THEIRS} [^.!?]{0,80}?\\b${EARNS}\\b[^.!?]{0,30}?${TOP}`,
  `\\bi (?:\\w+ )?(?:deserve|need|want|expect|demand|request|ask for|would like|should (?:get|have|receive|be given))(?: \\w+){0,2}? ${TOP}${ALONE}`,
  `^\\W*(?:it|this|that) (?:\\w+ )?(?:deserves|merits|is worth|${MUST} be (?:given|graded|marked))(?: \\w+){0,2}? ${TOP}${ALONE}`,
  // That it has what the rubric asks for.
  `\\b(?:${MINE}|${THEIRS}) [^.!?]{0,30}?\\b(?:cover|address|hit|meet|satisf|fulfil|contain|include|answer)\\w* (?:(?:all|every|each)(?: of)?(?: the)?(?: \\w+)? (?:points?|criteri\\w+)|the rubric)`,
  `(?:^\\W*|\\b(?:say|report|state|confirm|conclude|output)(?: that)? )${POINTS} (?:is|are|was|were|has been|have been|should be|must be|as)(?: \\w+)? ${MET}`,
  `\\bverdicts? (?:is|are|should be|must be) covered\\b`,
  `^\\W*key points?(?: \\w+)? (?:is|are) (?:all |fully )?${MET}`,
  `^[^\\w{]*(?:(?:final|overall|total|suggested|recommended|my|your) ){0,2}(?:score|grade|mark|rating|level|verdict|result)s?\\W{0,4}(?:[:=|]|is|should be|must be)\\W{0,6}(?:${OUT_OF}|${TOP}|${ALL}\\W*$|(?:excellent|full|perfect|top|maximum|covered|correct) ?[*_)]{0,3}(?:$|[.,;!]))`,
  // The judge by name.
  `^\\W*(?:dear |human |ai )?${GRADER} ?[,:!]`,
  `(?:^|[,;])\\W*(?:dear|hey|hello|hi|attention|listen)\\W{1,3}(?:the )?(?:\\w+ )?(?:${GRADER}|${MACHINE}|judges?)(?: of this \\w+)?\\W*[,:!—–-]`,
  `\\b(?:notes?|messages?|instructions?|attention|memo|hint) (?:to|for) (?:the |any |whoever )?(?:\\w+ )?(?:${GRADER}|judge|ai|llm|language model)\\b(?! \\w+ (?:team|company))`,
  `^\\W*${REMARK} (?:of|from|by|to|for) (?:the )?(?:\\w+ )?(?:${GRADER}|${MACHINE}|developer|administrator|panel) ?[:,—–-]`,
  `^\\W*(?:system|developer) (?:message|instruction|override|prompt)s? ?\\W{0,3} ?[:—–-]`,
  `^\\W*(?:${GRADER}|judge|ai|interviewer|administrator|admin|panel)(?:['’]s)? ${REMARK} ?\\W{0,3} ?[:—–-]`,
  `\\b(?:system|developer|admin|grad\\w+|scoring) override\\b`,
  `\\[(?:system|inst|assistant|admin|${GRADER})\\b[^\\]]{0,20}\\]|<\\|\\w{2,20}\\|>`,
  `\\bwhoever (?:is |will be )?(?:grad|mark|scor|assess|evaluat)\\w+`,
  `\\bthe (?:\\w+ )?${GRADER} (?:\\w+ ){0,3}?(?:confirm|agree|approv|accept|award|decid|ignor)\\w*`,
  `\\b(?:the|this|any|an?) (?:\\w+ )?(?:${GRADER}|${MACHINE}|panel) (?:\\w+ ){0,2}?(?:${MUST}|has(?: already)?|is (?:asked|told|instructed|required) to|please)(?: \\w+)? (?:give|award|grade|mark|score|rate|ignore|assign|return|treat|consider|judge|confirm|approve|accept)\\w*\\b[^.!?]{0,60}?(?:${TOP}${ALONE}|${MINE}|the candidate|${POINTS})`,
  `\\bas (?:an?|the) (?:\\w+ )?(?:${GRADER}|${MACHINE})(?: assistant| model| grader)?(?: (?:that|who|which)(?: \\w+){1,3})?\\W{1,3}(?:you|your|please|ignore|give|grade|award|return)\\b`,
  `\\byou are (?:now )?(?:in |an? |the )(?:\\w+ )?(?:${GRADER}|ai|llm|language model|judge|(?:lenient|developer|debug|admin) mode)\\b(?! (?:product|company|team|of))`,
].map((pattern) => new RegExp(pattern, 'i'))

/** Whether a sentence speaks to whoever grades, or of the grade that this answer should get. */
export const addressesJudge = (sentence: string): boolean => PATTERNS.some((pattern) => pattern.test(sentence))
