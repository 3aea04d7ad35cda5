import type { SayRequest } from '../ports.ts'

type FollowUp = Extract<SayRequest, { kind: 'follow_up' }>
type Rephrase = Extract<SayRequest, { kind: 'rephrase' }>

/** Of a longer turn the model sees the beginning and the end: a live turn has no time to read it all. */
const LONGEST_TURN = 4_000

/** What a follow-up is worded from, as JSON. Everything that a person said is inside strings. */
export function describeFollowUp(request: FollowUp): string {
  const { question, keyPoint, because, citing } = request
  return JSON.stringify(
    {
      question: question.question,
      conversation: listConversation(request),
      takeUp: citing?.text ?? null,
      because,
      steerTowards: keyPoint.point,
      exampleWording: keyPoint.followUp ?? null,
    },
    null,
    1,
  )
}

/** What a question is put in other words from, as JSON. */
export function describeRephrase(request: Rephrase): string {
  const { followUpText, question } = request
  return JSON.stringify(
    {
      sayInOtherWords: findSource(request),
      exampleWording: followUpText === null ? (question.inOtherWords ?? null) : null,
    },
    null,
    1,
  )
}

/** The words that were not understood. */
export function findSource({ followUpText, question }: Rephrase): string {
  return followUpText ?? question.question
}

function listConversation({ turns, index }: FollowUp) {
  return turns.filter((turn) => turn.index === index).map(({ speaker, text }) => ({ speaker, said: shorten(text) }))
}

function shorten(text: string): string {
  const half = LONGEST_TURN / 2
  return text.length <= LONGEST_TURN ? text : `${text.slice(0, half)} […] ${text.slice(-half)}`
}
