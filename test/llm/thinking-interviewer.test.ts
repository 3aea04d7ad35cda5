import { describe, expect, it } from 'vitest'
import { givesAway } from '../../server/interview/leak-guard.ts'
import { createModelInterviewer } from '../../server/llm/interviewer.ts'
import { soundsLikeThought } from '../../server/llm/spot-thought.ts'
import type { Interviewer } from '../../server/ports.ts'
import type { Step } from '../support/openai-faults.ts'
import { ANSWER, candidateTurn, interviewerTurn, MODEL, never, prompts, question, startPair } from './fixtures.ts'

const ASKED = 'Who else would you have had to think of that week?'
/** Long enough for words of it to leave, if any could; in words that give nothing away as the guard counts it. */
const THOUGHT =
  'Okay, so the thing they still have to find is that one really tells every passenger quite honestly about it. I must not say that. Maybe the first week, and in short.'

const nobody: Interviewer = {
  engine: { kind: 'built-in' },
  say: () => Promise.reject(new Error('nobody asked')),
}

/** The outcomes and the words that left of follow-ups that one model words one after another. */
async function sayAll(...steps: Step[]) {
  const { server, llm } = await startPair()
  server.script(...steps)
  const interviewer = createModelInterviewer({ llm, model: MODEL, prompts, builtIn: nobody, isLeak: givesAway })
  const turns = [interviewerTurn(question.question), candidateTurn(ANSWER)]
  const base = { question, manner: 'neutral', seed: 1, index: 0, turns, kind: 'follow_up' } as const
  const request = { ...base, keyPoint: question.keyPoints[0]!, because: 'missing', citing: null } as const
  const outcomes = []
  for (const _ of steps) {
    const deltas: string[] = []
    const said = await interviewer
      .say(request, (delta) => deltas.push(delta), never)
      .catch((error: unknown) => ({ text: null, error }))
    outcomes.push({ said, heard: deltas.join(''), deltas })
  }
  return outcomes
}

describe('an interviewer that thinks aloud', () => {
  it.each([
    ['in tags', `<think>${THOUGHT}</think>\n\n${ASKED}`],
    ['with only the closing tag', `${THOUGHT}\n</think>\n\n${ASKED}`],
    ['in square brackets', `[THINK]${THOUGHT}[/THINK]${ASKED}`],
    ['briefly', `[THINK]Ask about that week.[/THINK]${ASKED}`],
    ['in other tags', `<thought>${THOUGHT}</thought>\n${ASKED}`],
    [
      'in channels',
      `<|channel|>analysis<|message|>${THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>${ASKED}<|return|>`,
    ],
  ])('[MI11] %s is heard with its question alone, from the first turn on', async (_, text) => {
    for (const { said, heard } of await sayAll({ text }, { text, faults: ['split_utf8'] })) {
      expect(said.text).toBe(ASKED)
      expect(heard).toBe(ASKED)
    }
  })

  it.each([
    ['without any tag', `${THOUGHT} ${ASKED}`],
    ['in short without any tag', `The candidate has not said who else there is. ${ASKED}`],
    ['in tags of its own', `<inner_reflection>That week.</inner_reflection>${ASKED}`],
    ['with a mark that was forgotten', `<|python_tag|>That week. ${ASKED}`],
    ['and says nothing', `<think>${THOUGHT}</think>`],
    ['and never ends', `<think>${THOUGHT}`],
  ])('[MI12] %s is not heard at all', async (_, text) => {
    for (const { said, heard } of await sayAll({ text })) {
      expect(said).toMatchObject({ text: null, error: { name: 'EngineError' } })
      expect(heard).toBe('')
    }
  })

  it('[MI13] has its words leave as they come once its thought is over, and otherwise once the whole has passed', async () => {
    const [apart, tagged, plain] = await sayAll(
      { text: ASKED, faults: ['reasoning_content'] },
      { text: `<think>${THOUGHT}</think>${ASKED}` },
      { text: ASKED },
    )
    expect(apart?.deltas.length).toBeGreaterThan(2)
    expect(tagged?.deltas.length).toBeGreaterThan(2)
    expect(plain?.deltas).toEqual([ASKED])
  })

  it.each([
    'Suppose the user is offline. What would you tell them?',
    'Right. What did the candidate list look like?',
    'So what did you do about the array [0, 1] and the <section> tag?',
    'Is it true that a < b? So what do you think?',
    'Okay, so what should I ask the team first?',
    'I will put it more simply. Whom would you ask?',
    'Let me ask about one thing there. Who else is affected?',
  ])('[MI14] %j is no thought', (turn) => {
    expect(soundsLikeThought(turn)).toBe(false)
  })
})
