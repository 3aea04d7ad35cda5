import type { Brain, ChatRequest } from './openai-faults.ts'

interface PromptData {
  readonly answer?: readonly { readonly sentences: readonly { readonly text: string }[] }[]
  readonly keyPoints?: readonly { readonly id: string; readonly point: string }[]
  readonly conversation?: readonly { readonly speaker: string; readonly said: string }[]
  readonly takeUp?: string | null
  readonly exampleWording?: string | null
  readonly steerTowards?: string
  readonly sayInOtherWords?: string
}

/** Answers whatever our prompts ask for, sensibly and always alike, from the data in the request alone. */
export const defaultBrain: Brain = (request) => {
  const data = readData(request)
  if (data.answer !== undefined) return JSON.stringify(judge(request, data))
  if (data.steerTowards !== undefined) return wordFollowUp(data)
  if (data.sayInOtherWords !== undefined) return wordRephrase(data)
  return JSON.stringify({ ready: true })
}

/** A judge that finds every point covered and the highest levels everywhere, by quotes that nobody said. */
export const inventingBrain: Brain = buildJudgingBrain({
  verdict: 'covered',
  level: 'strong',
  quotes: () => ['As I always say, the purple elephant shipped the roadmap to the moon.'],
})

/** A judge with one opinion about everything. Speaks as the default brain when it is not asked to judge. */
export function buildJudgingBrain(opinion: {
  verdict: string
  level: string
  quotes: (sentences: readonly string[]) => string[]
}): Brain {
  return (request) => {
    const data = readData(request)
    if (data.answer === undefined) return defaultBrain(request)
    const quotes = opinion.quotes(listSentences(data))
    const reason = 'This is what the answer shows.'
    return JSON.stringify({
      keyPoints: (data.keyPoints ?? []).map(({ id }) => ({ id, quotes, reason, verdict: opinion.verdict })),
      criteria: listCriteria(request).map((id) => ({ id, quotes, reason, level: opinion.level })),
    })
  }
}

/** The JSON objects that stand alone in the first user message, as one: our prompts print them over several lines. */
export function readData(request: ChatRequest): PromptData {
  const text = request.messages.find((message) => message.role === 'user')?.content ?? ''
  const objects = text.match(/^\{\n[\s\S]*?^\}/gm) ?? []
  return Object.assign({}, ...objects.map((object) => JSON.parse(object)))
}

function listCriteria(request: ChatRequest): string[] {
  const system = request.messages.find((message) => message.role === 'system')?.content ?? ''
  const list: { id: string }[] = JSON.parse(/^\[\n[\s\S]*?^\]/m.exec(system)?.[0] ?? '[]')
  return list.map(({ id }) => id)
}

function listSentences(data: PromptData): string[] {
  return (data.answer ?? []).flatMap((turn) => turn.sentences.map((sentence) => sentence.text))
}

function judge(request: ChatRequest, data: PromptData) {
  const sentences = listSentences(data)
  return {
    keyPoints: (data.keyPoints ?? []).map(({ id, point }) => judgePoint(id, point, sentences)),
    criteria: listCriteria(request).map((id) => ({
      id,
      quotes: sentences.slice(0, 1),
      reason: `The answer has ${sentences.length} sentences.`,
      level: sentences.length > 6 ? 'solid' : sentences.length > 2 ? 'partial' : 'thin',
    })),
  }
}

function judgePoint(id: string, point: string, sentences: readonly string[]) {
  const wanted = new Set(listStems(point))
  const best = sentences
    .map((text) => ({ text, shared: new Set(listStems(text).filter((stem) => wanted.has(stem))).size }))
    .sort((a, b) => b.shared - a.shared)[0]
  if (best === undefined || best.shared === 0) {
    return { id, quotes: [], reason: 'Nothing in the answer says so.', verdict: 'missing' }
  }
  const verdict = best.shared > 1 ? 'covered' : 'partly'
  return { id, quotes: [best.text], reason: `The answer shares ${best.shared} words with it.`, verdict }
}

const listStems = (text: string) => (text.toLowerCase().match(/[a-z]{5,}/g) ?? []).map((word) => word.slice(0, 5))

function wordFollowUp({ takeUp, conversation = [], exampleWording }: PromptData): string {
  const said = takeUp ?? conversation.findLast((turn) => turn.speaker === 'candidate')?.said ?? ''
  const words = said.match(/[\p{L}\p{N}'’-]+/gu)?.slice(0, 6) ?? []
  const opening = words.length > 2 ? `You said “${words.join(' ')}”. ` : ''
  return opening + asOneQuestion(exampleWording ?? 'What would you do next, and how would you tell whether it worked')
}

function wordRephrase({ exampleWording, sayInOtherWords = '' }: PromptData): string {
  return asOneQuestion(exampleWording ?? `I will put it more simply. ${sayInOtherWords}`)
}

function asOneQuestion(text: string): string {
  return `${text
    .trim()
    .replace(/[.!?]+$/, '')
    .replaceAll('?', ',')}?`
}
