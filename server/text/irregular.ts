/** A base form and its irregular forms. Forms that are as often another word (`saw`, `left`, `found`, `felt`) stay out. */
const FORMS = `
arise arose arisen; awake awoke; bear bore borne; beat beaten; become became; begin began begun; bend bent; bind bound;
bite bit bitten; blow blew blown; break broke broken; bring brought; build built; buy bought; catch caught; choose chose
chosen; come came; creep crept; deal dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven;
eat ate eaten; fall fell fallen; feed fed; fight fought; flee fled; fly flew flown; forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give gave given; grow grew grown; hang
hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led; learn learnt; lend lent;
lose lost; mean meant; meet met; mistake mistook mistaken; overcome overcame; oversee oversaw overseen; override overrode
overridden; pay paid; prove proven; ride rode ridden; ring rang rung; rise rose risen; run ran; see seen; seek sought; sell
sold; send sent; shake shook shaken; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat;
sleep slept; slide slid; speak spoke spoken; spend spent; spin spun; stand stood; steal stole stolen; stick stuck; strike
struck; swear swore sworn; sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell
told; think thought; throw threw thrown; understand understood; undertake undertook undertaken; wake woke woken; wear wore
worn; weave wove woven; win won; withdraw withdrew withdrawn; write wrote written; rewrite rewrote rewritten; undo undone
undid; rebuild rebuilt; mislead misled; withhold withheld; foresee foresaw foreseen;
child children; man men; woman women; person people; foot feet; tooth teeth; mouse mice; analysis analyses; crisis crises;
thesis theses; hypothesis hypotheses; basis bases; criterion criteria; phenomenon phenomena; medium media;
index indices indexes; matrix matrices; vertex vertices; appendix appendices; axis axes; life lives; half halves; leaf
leaves; shelf shelves; wife wives; knife knives; bacterium bacteria; nucleus nuclei; stimulus stimuli; radius radii`

/** Base forms by irregular form. */
export const BASE_FORMS: ReadonlyMap<string, string> = new Map(
  FORMS.split(';').flatMap((entry) => {
    const [base = '', ...forms] = entry.trim().split(/\s+/)
    return forms.map((form): [string, string] => [form, base])
  }),
)
