import { onTestFinished } from 'vitest'
import type { KeyPoint, Question } from '#contract/question.ts'
import type { Criterion, Rubric } from '#contract/rubric.ts'
import type { Turn } from '#contract/session.ts'
import { createLlm, type Llm, type LlmOptions, type LlmReply, type LlmRequest } from '../../server/llm/client.ts'
import { loadPrompts } from '../../server/llm/prompts.ts'
import { type OpenAiServer, type OpenAiServerOptions, startOpenAiServer } from '../support/openai-server.ts'

export const MODEL = 'test-model'
export const PROMPTS_DIR = new URL('../../prompts', import.meta.url).pathname
export const prompts = await loadPrompts(PROMPTS_DIR)
export const never = new AbortController().signal

/** A test server that closes with the test. */
export async function startServer(options?: OpenAiServerOptions): Promise<OpenAiServer> {
  const server = await startOpenAiServer(options)
  onTestFinished(() => server.close())
  return server
}

/** A test server and a client of it. */
export async function startPair(
  options: OpenAiServerOptions & Partial<Pick<LlmOptions, 'limits'>> = {},
): Promise<{ server: OpenAiServer; llm: Llm }> {
  const server = await startServer(options)
  return { server, llm: createLlm({ baseUrl: server.url, apiKey: options.apiKey ?? null, limits: options.limits }) }
}

/** One live call. @returns the reply and the deltas that came before it, or before the error. */
export async function ask(
  llm: Llm,
  more: Partial<LlmRequest> = {},
  signal: AbortSignal = never,
): Promise<{ reply: LlmReply | null; deltas: string[]; error: unknown }> {
  const deltas: string[] = []
  const messages = [{ role: 'user' as const, content: 'Hello' }]
  const request: LlmRequest = { model: MODEL, messages, pace: 'live', maxTokens: 100, ...more }
  try {
    return { reply: await llm.generate(request, (delta) => deltas.push(delta), signal), deltas, error: null }
  } catch (error) {
    return { reply: null, deltas, error }
  }
}

const keyPoint = (id: string, point: string, followUp?: string): KeyPoint => ({ id, point, weight: 1, followUp })

export const question: Question = {
  id: 'late-trains',
  question: 'How would you deal with trains that arrive late every morning?',
  inOtherWords: 'The morning trains are never on time. What would you do about that?',
  difficulty: 'medium',
  kind: 'approach',
  competency: 'Operations',
  sampleAnswer:
    'I would measure every delay by cause first. Then I would tell passengers honestly what to expect while engineers repair the signals.',
  // Not in the order of their ids.
  keyPoints: [
    keyPoint('tell-passengers', 'Tells passengers honestly what they can expect.', 'Who else is affected by it?'),
    keyPoint('measure-causes', 'Measures every delay by its cause before acting.', 'What would you do at the outset?'),
    keyPoint('repair-signals', 'Has the worst signals repaired with priority.'),
  ],
}

const criterion = (id: Criterion['id']): Criterion => ({
  id,
  name: id,
  looksAt: `What the answer shows of ${id}.`,
  weight: 1,
  anchors: {
    1: `${id}: nothing`,
    2: `${id}: little`,
    3: `${id}: some`,
    4: `${id}: much`,
    5: `${id}: all`,
  },
})

export const rubric: Rubric = {
  id: 'approach',
  version: 1,
  kind: 'approach',
  criteria: [criterion('coverage'), criterion('structure'), criterion('relevance')],
}

export const ANSWER =
  'I would measure each delay and its cause — for a whole week. After that, I’d fix the café’s clock.'

export function candidateTurn(text: string, index = 0): Turn {
  return {
    speaker: 'candidate',
    id: 't2',
    index,
    text,
    how: 'submitted',
    endedBy: 'hand',
    asHeard: null,
    startedAt: 1,
    committedAt: 2,
  }
}

export function interviewerTurn(text: string, index = 0): Turn {
  const by = { engine: { kind: 'built-in' as const }, insteadOf: null }
  return {
    speaker: 'interviewer',
    kind: 'question',
    id: 't1',
    index,
    lead: '',
    text,
    by,
    startedAt: 0,
    committedAt: 0,
    heardLength: null,
  }
}
