import type { SpokenBy } from '#contract/session-event.ts'
import { MAX_TURN_WORDS } from '#contract/speech.ts'
import { EngineError } from '../errors.ts'
import type { Interviewer, Said, SayRequest } from '../ports.ts'
import { countWords } from '../text/words.ts'
import { givesAway } from './leak-guard.ts'
import { pick, rotate } from './random.ts'
import {
  BETWEEN,
  buildRephrasing,
  findFollowUpText,
  LAST,
  OPENING,
  REPHRASING,
  TAKING_UP,
  TAKING_UP_NOTHING,
} from './wording.ts'

const BY: SpokenBy = { engine: { kind: 'built-in' }, insteadOf: null }

/** The interviewer that needs no model: the bank's words with a lead-in of its manner, decided by the seed alone. */
export function createBuiltInInterviewer(): Interviewer {
  return {
    engine: BY.engine,
    async say(request, onDelta) {
      const said = { ...word(request), by: BY }
      onDelta([said.lead, said.text].filter(Boolean).join(' '))
      return said
    },
  }
}

function word(request: SayRequest): Pick<Said, 'lead' | 'text'> {
  const { manner, question, seed, turns } = request
  // Neighbouring turns take neighbouring wordings, so that the same one is not heard twice in a row.
  const n = seed + turns.filter((turn) => turn.speaker === 'interviewer').length
  switch (request.kind) {
    case 'question':
      return { lead: pick(leadsFor(request), n), text: question.question }
    case 'rephrase':
      return { lead: pick(REPHRASING[manner], n), text: buildRephrasing(question, request.followUpText) }
    case 'follow_up': {
      const { citing, because, keyPoint } = request
      const text = findFollowUpText(question, keyPoint, citing, turns)
      if (text === null) throw new EngineError('unsuitable_wording', 'no follow-up is left that was not said')
      // A general follow-up may bring the quote itself.
      const quote = citing === null || text.includes(citing.text) ? null : citing.text
      const plain = pick(TAKING_UP_NOTHING[manner], n)
      const leads =
        quote === null ? [] : rotate(TAKING_UP[because][manner], n).map((l) => l.replace('{quote}', () => quote))
      // The end of a quote and the words after it may happen to stand together in the sample answer.
      const isFit = (said: string) =>
        countWords(`${said} ${text}`) <= MAX_TURN_WORDS && !givesAway(`${said} ${text}`, request)
      const lead = leads.find(isFit) ?? plain
      return { lead, text }
    }
  }
}

function leadsFor(request: Extract<SayRequest, { kind: 'question' }>) {
  const { index, count, manner } = request
  if (index === 0) return OPENING[manner]
  return index + 1 === count ? LAST[manner] : BETWEEN[manner]
}
