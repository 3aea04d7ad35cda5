import type { ConnectionTest } from '#contract/http.ts'
import type { Interviewer, Judge, Meter } from '../ports.ts'
import type { Pace } from './limits.ts'
import type { Queue, QueuedCall } from './queue.ts'

/** An interviewer whose worded turns wait for their place at the endpoint. */
export function queueInterviewer(interviewer: Interviewer, queue: Queue): Interviewer {
  return {
    ...interviewer,
    say: (request, onDelta, signal, meter) => {
      const say = (inTurn: AbortSignal) => interviewer.say(request, onDelta, inTurn, meter)
      // The bank's questions are asked in its own words: no model has a part in them.
      return request.kind === 'question' ? say(signal) : queue.run(describe('live', meter), say, signal)
    },
  }
}

/** A judge whose readings wait for their place at the endpoint. A reading is one call, its repair included: no other comes between. */
export function queueJudge(judge: Judge, queue: Queue): Judge {
  return {
    ...judge,
    judge: (request, signal, meter) =>
      queue.run(describe('unhurried', meter), (inTurn) => judge.judge(request, inTurn, meter), signal),
  }
}

type Outcome = ConnectionTest['results'][number]['outcome']

/** A test of the connection in its turn: a person waits for it. Never rejects, as little as the test itself. */
export async function queueTest(
  test: (signal: AbortSignal) => Promise<Outcome>,
  queue: Queue,
  host: string,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    return await queue.run(describe('live', undefined), test, signal)
  } catch {
    return { status: 'failed', message: `${host} was busy with other calls. Try again when they are done.` }
  }
}

function describe(pace: Pace, meter: Meter | undefined): QueuedCall {
  return { pace, session: meter?.session ?? null }
}
