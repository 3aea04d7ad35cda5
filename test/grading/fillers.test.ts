import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadBank } from '../../server/commands/eval/load.ts'
import { createSeededNumbers } from '../../server/commands/eval/statistics.ts'
import type { Evidence, GradedGrade } from '../../server/contract/grade.ts'
import type { Question } from '../../server/contract/question.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { gradeAnswer } from '../../server/grading/grade-answer.ts'
import { buildPlainText } from '../../server/grading/plain-text.ts'
import type { JudgeRequest } from '../../server/ports.ts'
import { readIntendedLevels } from './bank.ts'
import { buildRequest, SAID } from './judges.ts'

const FILLERS = ['um', 'uh', 'you know', 'like', 'I mean']
const SHARE = 1 / 6

const { role, rubrics } = await loadBank()
const ANSWERS = readIntendedLevels()
const SPREAD = ANSWERS.filter((_, i) => i % 3 === 0)

/** The text with a filler after one word in six, as `write` writes it. */
function insertFillers(text: string, seed: number, write = (filler: string) => `${filler} `): string {
  const next = createSeededNumbers(seed)
  return text.replace(/\s+(?=\S)|^/g, (space) => {
    if (next() >= SHARE) return space
    return space + write(FILLERS[Math.floor(next() * FILLERS.length)] ?? 'um')
  })
}

function requestOf(question: Question, text: string): JudgeRequest {
  const rubric = rubrics.find(({ kind }) => kind === question.kind)
  if (rubric === undefined) throw new Error(`there is no rubric for ${question.kind}`)
  return { question, rubric, turns: [{ turnId: 't2', inReplyTo: question.question, text }] }
}

async function grade(request: JudgeRequest): Promise<GradedGrade> {
  const options = { samples: 1, signal: new AbortController().signal }
  const result = await gradeAnswer(request, createBuiltInJudge(), options)
  if (result.status !== 'graded') throw new Error(result.reason)
  return result
}

const questionOf = (id: string): Question => {
  const question = role.questions.find((one) => one.id === id)
  if (question === undefined) throw new Error(`the bank has no question ${id}`)
  return question
}

const quotesOf = (grade: GradedGrade): Evidence[] => [
  ...grade.keyPoints.flatMap(({ evidence }) => evidence),
  ...grade.criteria.flatMap((criterion) => (criterion.status === 'marked' ? criterion.evidence : [])),
]
/** Everything that a grade says but where its quotes stand. */
const saidBy = (grade: GradedGrade) => ({
  criteria: grade.criteria.map((one) => (one.status === 'marked' ? [one.criterionId, one.level, one.band] : one)),
  verdicts: grade.keyPoints.map(({ keyPointId, verdict }) => [keyPointId, verdict]),
  flags: grade.flags,
  nextStep: grade.nextStep,
  observations: grade.observations,
})

describe('fillers', () => {
  it('[FI1] do not change the grade of 40 answers that were meant at every level', async () => {
    expect(SPREAD).toHaveLength(40)
    let added = 0
    for (const [i, { questionId, answer }] of SPREAD.entries()) {
      const question = questionOf(questionId)
      const spoken = insertFillers(answer, i + 1)
      added += spoken.split(' ').length - answer.split(' ').length
      const [clean, filled] = [await grade(requestOf(question, answer)), await grade(requestOf(question, spoken))]
      expect(saidBy(filled)).toEqual(saidBy(clean))
      expect(Math.abs(filled.coverage - clean.coverage)).toBeLessThan(0.001)
      for (const { from, to, text } of quotesOf(filled)) expect(spoken.slice(from, to)).toBe(text)
    }
    expect(added).toBeGreaterThan(200)
  })

  it('[FI1] nor when a recogniser sets them off by commas', async () => {
    for (const [i, { questionId, answer }] of SPREAD.entries()) {
      const question = questionOf(questionId)
      const spoken = insertFillers(answer, 100 + i, (filler) => `${filler}, `).replace(
        /([a-z]) (um|uh|you know),/g,
        '$1, $2,',
      )
      const [clean, filled] = [await grade(requestOf(question, answer)), await grade(requestOf(question, spoken))]
      expect(saidBy(filled)).toEqual(saidBy(clean))
      expect(Math.abs(filled.coverage - clean.coverage)).toBeLessThan(0.001)
    }
  })

  it('[FI2] stay in the quotes, which are the turn’s own words at their own place', async () => {
    const spoken =
      'Um, I feed the, uh, starter the evening before. I let you know the dough rise slowly in a like cool place.'
    const { keyPoints } = await grade(buildRequest(spoken))
    const quotes = keyPoints.flatMap(({ evidence }) => evidence)
    expect(quotes.map(({ text }) => text)).toEqual([
      'I feed the, uh, starter the evening before',
      'I let you know the dough rise slowly in a like cool place',
    ])
    for (const { from, to, text } of quotes) expect(spoken.slice(from, to)).toBe(text)
  })

  it('[FI3] hide neither a denial nor a list of words nor that there was no answer', async () => {
    const flagsOf = async (text: string) => (await grade(buildRequest(text))).flags
    const denied = `It is um not true that ${SAID.toLowerCase()}`
    expect(await flagsOf(denied)).toEqual(await flagsOf(denied.replace('um ', '')))
    expect(await flagsOf('starter, um, dough, like, pot, you know, steam, uh, evening, I mean, slowly')).toContain(
      'word_list',
    )
    expect(await flagsOf('Um, I uh don’t know, you know.')).toContain('non_answer')
    expect(await flagsOf('Um. Uh, you know.')).toContain('non_answer')
  })
})

describe('the plain text', () => {
  it.each([
    ['So, um, we ship it.', 'So we ship it.'],
    ['First, um we ship it', 'First, we ship it'],
    ['Um, we ship. Uh, then we, you know, wait.', 'we ship. then we wait.'],
    ['We ship um. Like we wait uh', 'We ship. we wait'],
    ['It works. Um. Then I mean it stops.', 'It works. Then it stops.'],
    ['We um… wait, and uh... ship', 'We wait, and ship'],
    ['You um know you know that', 'that'],
    ['We ship (um every day) — uh — on Mondays', 'We ship (every day) on Mondays'],
    [
      'A like-minded team, the know-how, an ER diagram, and “like”',
      'A like-minded team, the know-how, an ER diagram, and “like”',
    ],
    ['Do you. Know it', 'Do you. Know it'],
    ['one um\ntwo', 'one\ntwo'],
    ['um', ''],
    ['', ''],
  ])('[FI4] %j reads %j', (source, plain) => {
    expect(buildPlainText(source).text).toBe(plain)
  })

  it('[FI5] is the same wherever fillers were put in, and knows the place of every character', () => {
    const word = fc.constantFrom(
      'you',
      'know',
      'I',
      'mean',
      'like',
      'ship',
      'it.',
      'users,',
      'not',
      'e.g.',
      '(we',
      'go)',
    )
    const place = fc.record({ at: fc.nat(20), filler: fc.constantFrom(...FILLERS) })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.array(place, { maxLength: 8 }), (words, places) => {
        const source: string[] = [...words]
        for (const { at, filler } of places) source.splice(Math.min(at, source.length), 0, filler)
        const spoken = source.join(' ')
        const plain = buildPlainText(spoken)
        expect(plain.text).toBe(buildPlainText(words.join(' ')).text)
        for (let i = 0; i < plain.text.length; i++) {
          const { from, to } = plain.toSource({ from: i, to: i + 1 })
          expect(spoken.slice(from, to)).toBe(plain.text[i])
        }
      }),
      { seed: 11, numRuns: 2_000 },
    )
  })
})
