import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { createBank } from '../../server/bank/create-bank.ts'
import type { Question, Role } from '../../server/contract/question.ts'
import { MAX_FOLLOW_UPS } from '../../server/contract/settings.ts'
import { cover } from '../../server/grading/built-in-judge.ts'
import { createSeededRandom, shuffle } from '../../server/interview/random.ts'
import type { QuestionBank, Random } from '../../server/ports.ts'
import { findSharedContentNgram } from '../../server/text/ngrams.ts'
import { splitSentences } from '../../server/text/sentences.ts'
import { createDrivenSession } from './interviews.ts'

const folder = mkdtempSync(join(tmpdir(), 'greenroom-bank-'))
let bank: QuestionBank

/** For a file of simulated interviews: the shipped bank and the real coverage, before its tests run. */
export function loadSimulation(): void {
  beforeAll(async () => {
    bank = await createBank({ questionsDir: join(import.meta.dirname, '../../questions'), importedDir: folder })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
}

/** Every role that ships. */
export const shippedRoles = (): Role[] => bank.listRoles().map(({ role }) => role)

const VAGUE = [
  'It depends on the situation, so I usually talk to the team and then we find a good solution together.',
  'In my last job we had a customer called Norwind, and I spent three weeks with their operators.',
  'I would look at the numbers first. After that I would decide with the engineers.',
  'Well, um, I think communication is the key, and being open about everything.',
]

/** Something between a strong answer and none: some of the sample's sentences, some of nobody's. */
function buildAnswer(question: Question, random: Random): string {
  const dice = random.next()
  if (dice < 0.1) return VAGUE[Math.floor(random.next() * VAGUE.length)] ?? ''
  const sample = shuffle(
    splitSentences(question.sampleAnswer).map((s) => s.text),
    random,
  )
  const taken = sample.slice(0, Math.floor(random.next() * sample.length))
  return shuffle([...taken, ...shuffle(VAGUE, random).slice(0, 2)], random).join(' ')
}

/** The role as an import has it: no follow-ups and no other words. */
export function withoutFollowUps(role: Role): Role {
  const questions = role.questions.map((q) => ({
    ...q,
    inOtherWords: undefined,
    keyPoints: q.keyPoints.map(({ followUp: _followUp, ...keyPoint }) => keyPoint),
  }))
  return { ...role, questions }
}

/** A whole interview with answers of every kind, by its seed. */
export async function simulate(role: Role, seed: number) {
  const random = createSeededRandom(seed)
  const manner = (['warm', 'neutral', 'demanding'] as const)[seed % 3]
  const driven = await createDrivenSession({ role, seed, cover, settings: { questionCount: 10, manner } })
  await driven.begin()
  while (driven.session().phase.name === 'answering') {
    const { phase, drawn } = driven.session()
    const question = phase.name === 'answering' ? drawn?.questions[phase.index] : undefined
    if (question === undefined) break
    await driven.submit(buildAnswer(question, random))
  }
  return driven.session()
}

/** Nothing twice, nothing over the budget, nothing given away. @returns how many follow-ups were asked. */
export function checkSession(session: Awaited<ReturnType<typeof simulate>>, seed: number): number {
  const asked = session.turns.filter((turn) => turn.speaker === 'interviewer')
  const words = asked.map((turn) => turn.text.toLowerCase().replace(/\W+/g, ' '))
  expect(new Set(words).size, `seed ${seed}: something was asked twice`).toBe(words.length)
  expect(new Set(session.questions.map((q) => q.questionId)).size).toBe(session.questions.length)
  for (const state of session.questions) {
    expect(state.followUpsAsked, `seed ${seed}`).toBeLessThanOrEqual(MAX_FOLLOW_UPS)
    expect(new Set(state.followUps.map((f) => f.keyPointId)).size).toBe(state.followUps.length)
  }
  for (const turn of asked.filter((t) => t.kind === 'follow_up')) {
    const question = session.drawn?.questions[turn.index]
    if (question === undefined) throw new Error('a follow-up to no question')
    const secrets = [
      question.sampleAnswer,
      ...question.keyPoints.flatMap(({ point, wordings = [] }) => [point, ...wordings]),
    ]
    // What the candidate has said to this question may be said back.
    const answers = session.turns.filter((t) => t.speaker === 'candidate' && t.index === turn.index)
    const said = answers.map((t) => t.text)
    const aside = [question.question, ...said]
    const leak = findSharedContentNgram(`${turn.lead} ${turn.text}`, secrets, { n: 4, aside })
    expect(leak, `seed ${seed}: ${turn.text}`).toBeNull()
    expect(turn.text.match(/\?/g), turn.text).toHaveLength(1)
  }
  return asked.filter((turn) => turn.kind === 'follow_up').length
}
