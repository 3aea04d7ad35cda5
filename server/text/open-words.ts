import { BASE_FORMS } from './irregular.ts'
import { stemWord } from './stem.ts'

export const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean))

/** Made when it is first asked for: stems by the hundred at a start have V8 load its optimizing compiler, 5 MB of an idle server. */
function stemSet(list: string): Pick<ReadonlySet<string>, 'has'> {
  let stems: ReadonlySet<string> | undefined
  return {
    has(stem) {
      stems ??= new Set([...wordSet(list)].map(stemWord))
      return stems.has(stem)
    },
  }
}

export const FILLERS = wordSet('um umm uh uhh uhm er erm ehm ah hmm hm mm mhm like')
/** Nothing has been said with them yet. */
export const OPENERS = wordSet(
  'so well okay ok right alright sure yeah yep great anyway anyways oh look see sorry wait first firstly also next hello hi now then and but',
)
export const SUBJECTS = wordSet('i we they he she who')
/** What follows them is said of the subject: no object is waited for. */
export const LINKING = wordSet(`
  am is are was were be been being isn't aren't wasn't weren't ain't i'm we're they're you're he's she's it's that's
  get gets got getting felt feel feels seem seems seemed become became becomes remain remained stay stayed
`)
export const MODALS = wordSet(`
  will would can could may might must shall should do does did don't doesn't didn't won't wouldn't can't cannot couldn't
  mightn't mustn't shouldn't i'll we'll they'll you'll it'll that'll i'd we'd they'd you'd
`)
export const DETERMINERS = wordSet(`
  the a an my your our their its every each some any no another whose which what this that these those many several few two three
  four five such
`)
export const SINGULAR_SUBJECTS = wordSet('it this that he she everything something nothing which')

/** After one of these a sentence goes on. */
export const OPEN_WORDS = wordSet(`
  and but or nor because cause cuz although though while whereas if unless whether until till since once than as when whenever
  where wherever who whom whose which what whatever why how that this these those so then therefore thus hence plus versus vs whilst
  however lest
  of to with for at from into onto about between among amongst during via per within without against toward towards upon by except
  despite including regarding concerning under underneath beneath behind across beyond near above below along throughout
  alongside beside besides unlike after before on in over through around amid
  the a an my your our their its his her every each some any no another other such both either neither most many few several more
  less fewer much all own same certain various main key
  be am is are was were been being isn't aren't wasn't weren't ain't have has had having haven't hasn't hadn't i've we've you've
  they've would've could've should've might've do does did don't doesn't didn't will would can could may might must shall should
  won't wouldn't can't cannot couldn't mightn't mustn't shouldn't
  i'm i'd i'll we're we'd we'll you're you'd you'll they're they'd they'll he's he'd he'll she's she'd she'll it's it'd it'll
  that's that'd that'll there's here's what's who's where's how's let's
  i we they he she let got get gets getting make makes making made give gives gave giving ensure ensures ensured ensuring
  seem seems seemed become becomes became sounds looks feels felt consists involves includes
  very really quite pretty also just only even ever not too almost nearly rather fairly extremely highly merely simply especially
  particularly specifically mainly mostly primarily namely basically actually literally essentially probably possibly maybe perhaps
  generally hopefully initially eventually ultimately finally lastly secondly thirdly additionally furthermore moreover
  meanwhile otherwise roughly approximately
  kind sort one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty
  ninety hundred thousand million billion double half mr mrs ms dr
`)

/** Verbs that go on, whatever they are about. */
export const BEGUN_VERBS = wordSet(`
  went goes came comes talked spoke moved turned looked started began decided tried wanted needed asked told said thought
  knew managed ended wants needs tells shows means asks says helped kept ended turns realised realized noticed
  focused focus agreed decide start begin try want need ask tell say keep put set rely relied depends belong belongs
`)
/** Verbs that wait for their object. */
export const TRANSITIVE = stemSet(`
  achieve acquire add address adopt allocate analyse analyze apply approach assign assume avoid balance bring build buy call carry
  catch choose collect combine compare complete consider contact contain convince cover create cut define deliver demonstrate describe
  design determine develop discover discuss divide do document draft draw drive eliminate enable encourage ensure enter
  establish estimate evaluate examine expect explain explore express face find finish fix follow forget found gather generate get
  give handle have hear hire hold identify ignore implement include introduce invite involve join keep know lead learn let
  list lock lose love maintain make manage map measure meet mention minimise minimize monitor need notice obtain offer organise
  organize outline own pay pick place plan post prefer present prevent prioritise prioritize produce propose protect prove
  provide pull push put quantify raise reach read realise realize receive recognise recognize recommend record reduce refine
  regard release remember remove replace represent request require resolve respect reveal review rewrite run save say schedule
  see seek select send serve set share show simplify solve specify spend split start state suggest support surface take teach tell test
  track treat trust understand update use validate value verify view visit want weigh write interview spot voice admit accept isolate block back touch surprise hope compliment question fear raise convert affect
`)
export const TO_GO_ON = wordSet(
  'go come look step talk speak move wake listen focus act respond help work think turn sit',
)
/** Nouns as often as verbs. */
export const NOUN_TOO = wordSet(
  'design test document cost release schedule plan support value interview record share need request review estimate list rank place call change focus track present map notice show',
)
/** Verbs that need none; said of a person they often go on all the same ("we worked"). */
export const INTRANSITIVE = stemSet(`
  fail succeed leave arrive agree disagree win launch ship wait die complain apologise apologize sleep quit resign retire graduate
  practise practice relax hesitate panic argue cry recover commit
`)
/** The same for things: "it worked". */
export const THING_VERBS = stemSet(
  'work help happen matter end stop change start improve grow increase decrease drop rise fall scale break crash vary differ struggle suffer care lose exist disappear converge adapt exercise rest',
)
/** After a form of "be" they are only begun. */
export const PASSIVE_OPEN = wordSet(
  'based used supposed asked told given tasked faced called located aimed meant able going',
)

export const NOUNS_IN_ING = wordSet(`
  testing planning pricing training meeting marketing engineering thinking spending funding onboarding hiring reporting tracking
  logging caching monitoring building timing understanding feeling everything something nothing anything morning evening thing
  billing shipping staffing learning listing warning finding hearing setting ending beginning reading writing string king ring
  spring wing coding programming messaging branding outsourcing processing recruiting grading rating ranking mapping routing
  clothing ceiling housing parking wedding painting drawing recording briefing upbringing wellbeing advertising scheduling streaming
`)
export const INTRANSITIVE_ING = wordSet(`
  working growing failing happening waiting changing improving leaving struggling falling rising arguing listening crashing
  complaining living dying sleeping arriving continuing succeeding increasing decreasing dropping lacking missing winning
  scaling evolving interesting exciting challenging frustrating surprising confusing amazing demanding rewarding embarrassing
  boring overwhelming pending ongoing
`)

export const ADJECTIVE = /(?:[^t]ive|ous|able|ible|ful|less|ical|tional|ish|est)$/
export const NO_ADJECTIVES = wordSet(`
  objective archive variable deliverable enable interest request contest harvest forest guest test rest invest suggest national
  professional
`)
export const ADJECTIVES = wordSet(`
  main big small large new old good bad great long short high low early late hard easy simple complex clear whole real true
  right wrong different important technical single certain own key major minor possible little actual entire current previous
  internal external specific general common better bigger smaller faster slower higher lower best worst full final initial original
  basic typical similar separate strong weak fast slow quick cheap expensive huge tiny happy sad nice young social mental simpler
  earlier later easier cheaper larger shorter longer stronger weaker safer personal professional local global daily weekly
  monthly public private recent former first second third next last particular difficult proper close quiet rough tough busy safe free
  fair deep broad wide narrow critical crucial shared detailed proposed existing extra creative active effective native positive
  negative competitive sensitive relative
`)
const ADVERBS = wordSet(`
  just also then always never ever often still already even only now not so quite very too both all first soon almost again
  sometimes maybe perhaps usually
`)
const NO_ADVERBS = wordSet('only family reply apply supply rely fly july italy assembly anomaly')

/** Words that are stepped over between a subject and its verb. */
export function isAdverb(word: string): boolean {
  return ADVERBS.has(word) || (/[a-z]{2}ly$/.test(word) && !NO_ADVERBS.has(word))
}

/** Whether a word is a past or a participle by its form. */
export function isPastForm(word: string): boolean {
  return /[a-z]{2}ed$/.test(word) || BASE_FORMS.has(word)
}
