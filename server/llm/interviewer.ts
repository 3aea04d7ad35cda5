import { MAX_TURN_WORDS } from '#contract/speech.ts'
import { EngineError } from '../errors.ts'
import type { Interviewer, Meter, Said, SayRequest } from '../ports.ts'
import type { Llm } from './client.ts'
import { describeFollowUp, describeRephrase, findSource } from './interviewer-data.ts'
import { type FilledPrompt, fillPrompt, type Prompts } from './prompts.ts'
import { createWordingGuard } from './wording-guard.ts'
import { countWords } from './wording-rules.ts'

export type WordedRequest = Extract<SayRequest, { kind: 'follow_up' | 'rephrase' }>

/** Whether this beginning of a turn gives away what the candidate should find. */
export type IsLeak = (textSoFar: string, request: WordedRequest) => boolean

export interface ModelInterviewerDeps {
  readonly llm: Llm
  readonly model: string
  readonly prompts: Prompts
  /** Asks the bank's questions, in the bank's words. */
  readonly builtIn: Interviewer
  readonly isLeak: IsLeak
}

/** Another way of saying it may be longer than the original by this. */
const MORE_WORDS = 15
/** Enough for a model that thinks first. */
const MAX_TOKENS = 1_500
/** A sentence or two. */
const REPLY_TOKENS = 60

/**
 * An interviewer whose follow-ups and rephrasings a model words. Every word passes a guard before it leaves. Rejects
 * with `EngineError`, possibly after some words have left: they are to be replaced by the turn that is committed.
 */
export function createModelInterviewer(deps: ModelInterviewerDeps): Interviewer {
  return {
    engine: { kind: 'model', model: deps.model },
    say: async (request, onDelta, signal, meter) =>
      request.kind === 'question'
        ? await deps.builtIn.say(request, onDelta, signal)
        : await sayWorded(deps, request, onDelta, signal, meter),
  }
}

async function sayWorded(
  { llm, model, prompts, isLeak }: ModelInterviewerDeps,
  request: WordedRequest,
  onDelta: (delta: string) => void,
  signal: AbortSignal,
  meter?: Meter,
): Promise<Said> {
  const saidBefore = new Set(request.turns.filter((t) => t.speaker === 'interviewer').map((t) => fold(t.text)))
  const guard = createWordingGuard({
    maxWords: findMaxWords(request),
    isUnfit: (textSoFar) => isLeak(textSoFar, request) || saidBefore.has(fold(textSoFar)),
    release: onDelta,
  })
  const { system, user } = buildPrompt(prompts, request)
  const messages = [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: user },
  ]
  try {
    const call = { model, messages, pace: 'live' as const, maxTokens: MAX_TOKENS, meter, replyTokens: REPLY_TOKENS }
    const reply = await llm.generate(call, (delta) => guard.push(delta), signal)
    if (reply.truncated) throw new EngineError('output_invalid', 'the turn was cut off at its cap')
    const text = guard.finish(reply.text)
    llm.getTraits(model).speaksAtOnce = reply.isPlain
    return { lead: '', text, by: { engine: { kind: 'model', model }, insteadOf: null } }
  } catch (error) {
    // For a turn there is no incomplete: it was said, or it was not.
    if (error instanceof EngineError && error.reason === 'output_incomplete') {
      throw new EngineError('output_invalid', error.message)
    }
    throw error
  }
}

function buildPrompt(prompts: Prompts, request: WordedRequest): FilledPrompt {
  return request.kind === 'follow_up'
    ? fillPrompt(prompts.followUp, { manner: request.manner, data: describeFollowUp(request) })
    : fillPrompt(prompts.rephrase, { manner: request.manner, data: describeRephrase(request) })
}

/** Two texts with the same words are the same to a listener. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function findMaxWords(request: WordedRequest): number {
  return request.kind === 'follow_up'
    ? MAX_TURN_WORDS
    : Math.max(MAX_TURN_WORDS, countWords(findSource(request)) + MORE_WORDS)
}
