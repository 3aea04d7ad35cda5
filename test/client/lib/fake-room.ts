import type { Numbered } from '../../../client/lib/outbox.ts'
import type { ErrorCode, Result, WireError } from '../../../server/contract/error.ts'
import { openTurn } from '../../../server/contract/fold-parts.ts'
import { foldOnto } from '../../../server/contract/fold-session.ts'
import type { Session } from '../../../server/contract/session.ts'
import type { NewSessionEvent, WireEvent } from '../../../server/contract/session-event.ts'
import type { Command, Done, Join, Joined } from '../../../server/contract/socket.ts'
import { DEFAULT_SPEECH } from '../../../server/contract/speech.ts'

export const SESSION_ID = 'abcdefghij0123456789'
const BY = { engine: { kind: 'built-in' }, insteadOf: null } as const
type Loose = NewSessionEvent | { type: 'event_withheld'; of: 'questions_drawn'; index: null }

/** The server's side of the protocol in one thread: a log, receipts, a pen. Every submitted answer leads to the next question. */
export class FakeRoom {
  readonly log: WireEvent[] = []
  readonly pushes: ((events: WireEvent[]) => void)[] = []
  session: Session | null = null
  now = 1_000_000
  /** The refusals that the next commands meet, nothing being stored. */
  faults: ErrorCode[] = []
  pen: string | null = null
  private readonly receipts = new Map<string, { command: string; result: Result<Done> }>()
  private readonly counts = new Map<string, number>()

  constructor() {
    this.append(
      {
        type: 'session_created',
        sessionId: SESSION_ID,
        role: { id: 'role', title: 'A role' },
        settings: {
          questionCount: 30,
          difficulty: 'mixed',
          timePerQuestionMs: null,
          manner: 'neutral',
          feedback: 'end',
          speech: DEFAULT_SPEECH,
        },
        seed: 1,
        interviewer: { kind: 'built-in' },
        judge: { kind: 'built-in' },
      },
      { type: 'event_withheld', of: 'questions_drawn', index: null },
    )
  }

  get draft(): string | null {
    return openTurn(this.getSession().phase)?.draft ?? null
  }

  getSession(): Session {
    if (this.session === null) throw new Error('no session')
    return this.session
  }

  join({ clientId, afterSeq, wants }: Join): Result<Joined> {
    if (wants === 'pen') this.pen = clientId
    const events = this.log.filter((event) => event.seq > afterSeq)
    const nextClientSeq = (this.counts.get(clientId) ?? 0) + 1
    return {
      ok: true,
      events,
      pen: this.pen === clientId,
      penHeld: this.pen !== null,
      nextClientSeq,
      now: this.now,
      floor: { state: 'open' },
      tracks: [],
    }
  }

  handle(clientId: string, { clientSeq, command }: Numbered): Result<Done> {
    const key = `${clientId}:${clientSeq}`
    const written = JSON.stringify(command)
    const receipt = this.receipts.get(key)
    if (receipt !== undefined) {
      if (receipt.command !== written) throw new Error(`number ${clientSeq} came to stand for another command`)
      return receipt.result
    }
    if (this.pen !== clientId) return refuse('pen_elsewhere')
    const expected = (this.counts.get(clientId) ?? 0) + 1
    if (clientSeq !== expected) return refuse('out_of_order', { expectedClientSeq: expected })
    const fault = this.faults.shift()
    if (fault !== undefined) return refuse(fault)
    const result = this.decide(command)
    this.receipts.set(key, { command: written, result })
    this.counts.set(clientId, clientSeq)
    return result
  }

  append(...fresh: Loose[]): void {
    const events = fresh.map((event, i) => {
      this.now += 10
      return { v: 1, seq: this.log.length + 1 + i, at: this.now, ...event } as WireEvent
    })
    this.log.push(...events)
    this.session = foldOnto(this.session, events)
    for (const push of this.pushes) push(events)
  }

  private decide(command: Command): Result<Done> {
    const open = openTurn(this.getSession().phase)
    if (command.type === 'session:begin') {
      if (this.getSession().phase.name === 'ready') this.ask(0)
    } else if ('turnId' in command) {
      if (open?.turnId !== command.turnId) return refuse('turn_closed')
      const heard = 'heard' in command ? command.heard : 0
      const unheard = open.inserted.slice(heard).join('')
      const isOther = (heard ?? 0) > open.inserted.length || !open.draft.endsWith(unheard)
      const isLong = command.type === 'draft:splice' && open.draft.length - unheard.length !== command.baseLength
      if (isOther || isLong) return refuse('draft_mismatch')
      this.change(command, open.index, unheard)
    }
    return { ok: true, seq: this.log.length }
  }

  /** Somebody speaks: the words join the end of the open answer. */
  speak(word: string): void {
    const open = openTurn(this.getSession().phase)
    if (open === null) return
    const trackId = `track${open.turnId.slice(1).padStart(7, '0')}`
    const at = this.getSession().tracks.find(({ id }) => id === trackId)?.utterances.length ?? 0
    if (at === 0) {
      this.append({ type: 'track_opened', turnId: open.turnId, trackId, startedAt: 0, recognizer: { kind: 'browser' } })
    }
    const span = { fromSample: at * 100, toSample: at * 100 + 100 }
    const inserted = open.draft === '' ? word : ` ${word}`
    this.append({ type: 'utterance_recognized', trackId, span, text: word, words: [], timing: 'estimated', inserted })
  }

  private change(command: Command, index: number, unheard: string): void {
    if (command.type === 'draft:splice') {
      const { turnId, from, removed, inserted } = command
      this.append({ type: 'draft_spliced', turnId, from, removed, inserted })
    } else if (command.type === 'draft:copy') {
      this.append({ type: 'draft_copied', turnId: command.turnId, text: command.text + unheard })
    } else if (command.type === 'answer:submit' && (command.text + unheard).trim() === '') {
      this.withdraw()
    } else if (command.type === 'answer:submit') {
      const { turnId } = command
      const text = command.text + unheard
      this.append({ type: 'turn_committed', index, turnId, text, how: 'submitted', endedBy: 'hand' })
      this.append({ type: 'question_closed', index, how: 'answered' })
      this.ask(index + 1)
    }
  }

  /** Something was said and nothing of it understood: the answer stays open, and that is told once. */
  private withdraw(): void {
    const open = openTurn(this.getSession().phase)
    if (open !== null && !open.nothingHeard) this.append({ type: 'finish_withdrawn', turnId: open.turnId })
  }

  private ask(index: number): void {
    const turnId = `t${this.getSession().turnCount + 1}`
    this.append({ type: 'question_opened', index, questionId: `question-${index}` })
    this.append({ type: 'question_asked', index, turnId, lead: 'Next.', text: `Question ${index}?`, by: BY })
  }
}

export function refuse(code: ErrorCode, more: Partial<WireError> = {}): { ok: false; error: WireError } {
  return { ok: false, error: { code, message: `refused: ${code}`, retryable: false, ...more } }
}
