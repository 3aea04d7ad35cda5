/** Words that carry no subject matter: articles, pronouns, auxiliaries, prepositions, conjunctions, fillers. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those such
  i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
  it its itself they them their theirs themselves one ones someone somebody something anyone anybody anything everyone
  everybody everything nobody nothing none
  who whom whose which what when where why how whatever whenever wherever whether
  be am is are was were been being have has had having do does did doing done can could may might must shall should will
  would ought cannot
  i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll
  they're they've they'd they'll that's that'll there's here's what's who's where's how's let's
  isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't couldn't mightn't mustn't shan't shouldn't
  won't wouldn't ain't isnt arent wasnt werent havent hasnt hadnt dont doesnt didnt cant couldnt shouldnt wont wouldnt
  im ive thats theres
  not no nor never neither either both each every any some all few many much more most less least other others another
  same own several
  and or but if then else so because as than though although while since until unless whereas yet however therefore thus
  hence also too very just only even still again already quite rather really actually basically simply maybe perhaps well
  at by for from in into of off on onto out over to up down with without within about above across after against along
  among around before behind below beneath beside besides between beyond during except inside near outside per through
  throughout toward towards under upon via
  there here now once ever always often sometimes usually
  yes ok okay yeah uh um er eh oh hmm like kind sort lot lots bit thing things stuff etc e.g i.e eg ie
  get gets got getting go goes going gone went make makes made making say says said let lets
  would've could've should've might've must've s t d ll m re ve`.split(/\s+/),
)
