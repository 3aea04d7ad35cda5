import type { WireError } from '#contract/error.ts'
import type { Session } from '#contract/session.ts'
import type { Floor } from '#contract/speech.ts'
import type { Draft } from './draft.ts'
import { isDraftSaved } from './live-draft.ts'
import type { LiveState } from './live-state.ts'

/** What the room shows of a live session. */
export interface LiveView {
  /** Null until the first join was answered. */
  readonly session: Session | null
  /** Whether this tab may write. */
  readonly pen: boolean
  /** Whether any tab may: where none does, this one can take the pen. */
  readonly penHeld: boolean
  readonly connection: 'connecting' | 'live' | 'offline' | 'refused'
  /** True after the server said that it stops. */
  readonly stopping: boolean
  /** When the connection was lost, by this device's clock; null while it stands. */
  readonly downSince: number | null
  readonly draft: Draft | null
  /** Text from here that came too late: its answer was handed in elsewhere. */
  readonly orphan: string | null
  /** Whether everything typed and pressed here was acknowledged. */
  readonly saved: boolean
  /** The interviewer's words so far, while they are made. */
  readonly spoken: string
  /** Where the floor is in a spoken answer. */
  readonly floor: Floor
  /** What to add to this device's clock to get the server's. */
  readonly clockOffsetMs: number
  /** Wishes on their way, by name: a button that was pressed shows it. */
  readonly pending: ReadonlySet<string>
  /** Where `connection` is `refused`: why. Otherwise a wish that was refused. */
  readonly error: WireError | null
}

export function buildView(state: LiveState): LiveView {
  return {
    session: state.session,
    pen: state.hasPen,
    penHeld: state.penHeld,
    connection: connectionOf(state),
    stopping: state.isStopping,
    downSince: state.downSince,
    draft: state.draft,
    orphan: state.orphan,
    saved: state.outbox.items.length === 0 && (state.draft === null || isDraftSaved(state.draft, state.outbox)),
    spoken: state.spoken,
    floor: state.floor,
    clockOffsetMs: state.clockOffsetMs,
    pending: new Set(state.outbox.items.map((item) => item.command.type)),
    error: state.refusal ?? state.notice,
  }
}

function connectionOf(state: LiveState): LiveView['connection'] {
  if (state.refusal !== null) return 'refused'
  if (state.session === null) return 'connecting'
  return state.isJoined ? 'live' : 'offline'
}
