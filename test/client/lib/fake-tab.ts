import { heardOf } from '../../../client/lib/draft.ts'
import { buildLiveState, type Input, type KeptText, type LiveState, type Wait } from '../../../client/lib/live-state.ts'
import { step } from '../../../client/lib/live-step.ts'
import { buildView } from '../../../client/lib/live-view.ts'
import type { Numbered } from '../../../client/lib/outbox.ts'
import type { Result } from '../../../server/contract/error.ts'
import type { Done, Joined } from '../../../server/contract/socket.ts'
import { type FakeRoom, SESSION_ID } from './fake-room.ts'

interface Message {
  isJoin: boolean
  arrive(): void
  getLost(): void
}

/**
 * A tab on a connection whose every message waits for its delivery. What goes up arrives in order; answers and events come down on
 * two queues, so that each may overtake the other.
 */
export class FakeTab {
  state: LiveState
  readonly up: Message[] = []
  readonly answers: Input[] = []
  readonly events: Input[] = []
  readonly waits = new Set<Wait>()
  kept: KeptText | null = null
  stored: readonly Numbered[] = []
  /** This device's clock, apart from the server's. */
  now = 5_000
  private readonly room: FakeRoom
  private readonly clientId: string

  constructor(room: FakeRoom, clientId: string) {
    this.room = room
    this.clientId = clientId
    this.state = buildLiveState(SESSION_ID, clientId)
    room.pushes.push((events) => {
      if (this.state.isUp) this.events.push({ type: 'appended', events })
    })
  }

  get view() {
    return buildView(this.state)
  }

  feed(input: Input): void {
    const { state, outputs } = step(this.state, input)
    this.state = state
    this.stored = state.outbox.items
    if (this.view.saved && state.hasPen && state.isJoined && state.draft?.other == null && state.orphan === null)
      this.kept = null
    for (const output of outputs) {
      if (output.type === 'wait') this.waits.add(output.what)
      else if (output.type === 'reconnect') this.disconnect()
      else if (output.type === 'join') {
        const answer = (result: Result<Joined> | null) =>
          this.answers.push({ type: 'join_answered', join: output.join, at: this.now, kept: this.kept, result })
        const arrive = () => answer(this.room.join(output.payload))
        this.up.push({ isJoin: true, arrive, getLost: () => answer(null) })
      } else {
        const { connection, item } = output
        const answer = (result: Result<Done> | null) =>
          this.answers.push({ type: 'answered', connection, clientSeq: item.clientSeq, result })
        const arrive = () => answer(this.room.handle(this.clientId, item))
        this.up.push({ isJoin: false, arrive, getLost: () => answer(null) })
      }
    }
  }

  connect(): void {
    if (!this.state.isUp) this.feed({ type: 'opened' })
  }

  /** What was under way is lost; `arriving` messages of it still reach the server first. That they failed is heard late. */
  disconnect(arriving = 0): void {
    for (const message of this.up.splice(0, arriving)) message.arrive()
    this.answers.length = 0
    this.events.length = 0
    for (const message of this.up.splice(0)) message.getLost()
    if (this.state.isUp) this.feed({ type: 'closed', at: this.now })
  }

  /** The server may answer a join before the commands that wait in its queue. */
  joinOvertakes(): void {
    const at = this.up.findIndex((message) => message.isJoin)
    if (at > 0) this.up.unshift(...this.up.splice(at, 1))
  }

  /** The page is loaded anew: what lives in the browser's storage stays. */
  reload(): void {
    this.disconnect()
    this.answers.length = 0
    this.waits.clear()
    this.state = buildLiveState(SESSION_ID, this.clientId, this.stored)
    this.connect()
  }

  type(text: string): void {
    this.now += 50
    const turnId = this.state.draft?.turnId
    if (turnId === undefined || !this.state.hasPen || this.state.draft?.closing !== null) return
    this.kept = { turnId, text, at: this.now, heard: this.state.draft?.heard ?? 0 }
    this.feed({ type: 'typed', text, at: this.now })
  }

  submit(): void {
    const { draft } = this.state
    if (draft === null || draft.closing !== null || draft.text.trim() === '') return
    this.feed({
      type: 'wished',
      command: { type: 'answer:submit', turnId: draft.turnId, text: draft.text, ...heardOf(draft) },
    })
  }

  due(): void {
    const [what] = this.waits
    if (what === undefined) return
    this.waits.delete(what)
    this.feed({ type: 'due', what })
  }

  deliverUp(): void {
    this.up.shift()?.arrive()
  }

  deliverAnswer(): void {
    const input = this.answers.shift()
    if (input !== undefined) this.feed(input)
  }

  deliverEvent(): void {
    const input = this.events.shift()
    if (input !== undefined) this.feed(input)
  }

  /** Delivers everything and lets every wait run out, until nothing more happens. */
  settle(): void {
    this.connect()
    for (let i = 0; i < 5_000; i += 1) {
      if (this.up.length + this.answers.length + this.events.length + this.waits.size === 0) return
      this.deliverUp()
      this.deliverAnswer()
      this.deliverEvent()
      this.due()
    }
    throw new Error('the tab never comes to rest')
  }
}

/** A tab that has joined and stands before the first question. */
export function openTab(room: FakeRoom, clientId = 'tab-one-1'): FakeTab {
  const tab = new FakeTab(room, clientId)
  tab.settle()
  if (room.getSession().phase.name === 'ready') tab.feed({ type: 'wished', command: { type: 'session:begin' } })
  tab.settle()
  return tab
}
