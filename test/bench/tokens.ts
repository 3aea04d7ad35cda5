import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBank } from '../../server/bank/create-bank.ts'
import { readConfig } from '../../server/config.ts'
import type { Session } from '../../server/contract/session.ts'
import type { WireEvent } from '../../server/contract/session-event.ts'
import { cover } from '../../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import { givesAway } from '../../server/interview/leak-guard.ts'
import { createLlm } from '../../server/llm/client.ts'
import { createModelInterviewer } from '../../server/llm/interviewer.ts'
import { createModelJudge } from '../../server/llm/judge.ts'
import { loadPrompts } from '../../server/llm/prompts.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { readIntendedLevels } from '../grading/bank.ts'
import { createTestClock } from '../support/clock.ts'
import { buildSettings } from '../support/factories.ts'
import type { ChatRequest } from '../support/openai-faults.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'
import type { Figure } from './measure.ts'

const QUESTIONS = 8
const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * What an interview of eight questions takes of a model that asks and grades, by the test server, which counts four characters a
 * token; and how much of what it is sent begins as something did that it was sent before, which endpoints can keep.
 */
export async function benchTokens(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const server = await startOpenAiServer()
  const { judgeSamples, tokenBudget } = readConfig({})
  try {
    const session = await playInterview(folder, server.url, { judgeSamples, tokenBudget: Number.MAX_SAFE_INTEGER })
    const { interviewer, judge } = session.tokens
    const grades = session.questions.map(({ grades: [grade] }) => (grade?.status === 'graded' ? grade.samples : 0))
    return [
      { what: `tokens of ${QUESTIONS} questions`, value: interviewer + judge, unit: '', limit: tokenBudget },
      { what: 'of them for follow-ups', value: interviewer, unit: '', limit: tokenBudget },
      { what: `of them for grades, ${judgeSamples} readings each`, value: judge, unit: '', limit: tokenBudget },
      {
        what: 'fewest readings of an answer',
        value: Math.min(...grades),
        unit: '',
        limit: judgeSamples,
        atLeast: true,
      },
      {
        what: 'share of what is sent that begins as before',
        value: measureSharedPrefix(server.requests.map(({ body }) => body)),
        unit: '',
        limit: 0.5,
        atLeast: true,
      },
    ]
  } finally {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function playInterview(
  folder: string,
  baseUrl: string,
  limits: { judgeSamples: number; tokenBudget: number },
): Promise<Session> {
  const [store, bank, prompts] = await Promise.all([
    createSqliteStore(':memory:'),
    createBank({ questionsDir: join(root, 'questions'), importedDir: join(folder, 'questions') }),
    loadPrompts(join(root, 'prompts')),
  ])
  const llm = createLlm({ baseUrl, apiKey: null })
  const builtIn = createBuiltInInterviewer()
  const model = 'test-model'
  const runner = createTestRunner({
    store,
    bank,
    cover,
    clock: createTestClock(),
    audio: createAudioStore(join(folder, 'audio')),
    interviewer: createModelInterviewer({ llm, model, prompts, builtIn, isLeak: givesAway }),
    judge: createModelJudge({ llm, model, prompts }),
    onFailure: () => undefined,
    ...limits,
  })
  const id = await runner.createSession({
    roleId: 'technical-product-manager',
    settings: buildSettings({ questionCount: QUESTIONS, feedback: 'end', timePerQuestionMs: null }),
    seed: 1,
  })
  const tab = createTestTab(runner, id, 'bench-client')
  await tab.join()
  await tab.send({ type: 'session:begin' })
  for (let answered = 0; ; answered++) {
    await tab.until((events) => events.length > 0 && (isAsked(events) > answered || isOver(events)))
    const { phase, drawn } = await runner.getSession(id)
    if (phase.name !== 'answering') break
    const question = drawn?.questions[phase.index]
    await tab.send({ type: 'answer:submit', turnId: phase.turnId, text: findAnswer(question?.id ?? '', answered) })
  }
  await tab.until((events) => events.filter(({ type }) => type === 'answer_graded').length === QUESTIONS)
  const session = await runner.getSession(id)
  await runner.stop()
  await store.close()
  return session
}

type Told = readonly WireEvent[]
const isAsked = (events: Told) =>
  events.filter(({ type }) => type === 'question_asked' || type === 'follow_up_asked').length
const isOver = (events: Told) => events.some(({ type }) => type === 'session_ended')

/** An answer of middling quality from the labelled set, a different one to each follow-up. */
function findAnswer(questionId: string, turn: number): string {
  const answers = readIntendedLevels().filter((one) => one.questionId === questionId)
  const middling = answers.toSorted((a, b) => b.answer.length - a.answer.length).slice(0, 3)
  return middling[turn % middling.length]?.answer ?? 'I would ask the people whom it concerns first.'
}

/** Of all the characters that were sent: those that begin a request as they began an earlier one. */
function measureSharedPrefix(requests: readonly ChatRequest[]): number {
  const texts = requests.map(({ messages }) => messages.map(({ role, content }) => `${role}\n${content}`).join('\n'))
  const shared = texts.map((text, i) => Math.max(0, ...texts.slice(0, i).map((other) => countShared(text, other))))
  return sum(shared) / sum(texts.map(({ length }) => length))
}

function countShared(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i
  return length
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
