import { openTurn } from '#contract/fold-parts.ts'
import type { InterviewerTurn, Session } from '#contract/session.ts'
import type { SpokenBy } from '#contract/session-event.ts'

/** What the interviewer says, or has said last: the page itself. */
export interface StageWords {
  /** Place of the turn in the session: the same while it is being said and afterwards. */
  readonly place: number
  readonly kind: InterviewerTurn['kind']
  readonly lead: string
  readonly text: string
  /** False while the words are being made. */
  readonly said: boolean
  readonly by: SpokenBy | null
}

export interface Stage {
  /** Which question of the session, counted from 0. */
  readonly index: number
  /** Null while the interviewer has the floor and has not begun to speak. */
  readonly words: StageWords | null
  /** The question itself, where something else about it stands large. */
  readonly original: string | null
}

/** What stands on the stage; null where no question is open. `spoken`: the words so far of a turn that is being made. */
export function buildStage(session: Session, spoken: string): Stage | null {
  const { phase } = session
  if (phase.name !== 'asking' && openTurn(phase) === null) return null
  const index = 'index' in phase ? phase.index : 0
  const words = findWords(session, index, spoken)
  const question = session.turns.find((turn) => turn.index === index && isInterviewer(turn) && turn.kind === 'question')
  const showsOriginal = question !== undefined && words?.kind !== 'question'
  return { index, words, original: showsOriginal ? question.text : null }
}

function findWords(session: Session, index: number, spoken: string): StageWords | null {
  const { phase, turns } = session
  const isRephrasing = openTurn(phase)?.rephrase === 'asked'
  if (spoken !== '' && (phase.name === 'asking' || isRephrasing)) {
    const kind = phase.name === 'asking' ? phase.what : 'rephrase'
    // What is still being made does not say where a lead ends; the committed turn does.
    return { place: turns.length, kind, lead: '', text: spoken, said: false, by: null }
  }
  if (phase.name === 'asking') return null
  const place = turns.findLastIndex((turn) => turn.index === index && isInterviewer(turn))
  const turn = turns[place]
  if (turn === undefined || !isInterviewer(turn)) return null
  const { kind, lead, text, by } = turn
  return { place, kind, lead, text, said: true, by }
}

function isInterviewer(turn: Session['turns'][number]): turn is InterviewerTurn {
  return turn.speaker === 'interviewer'
}
