import type { FloorFacts } from '../../server/interview/turn-taking.ts'

export const COMPLETE = 'We went live three days before the deadline.'
export const UNSURE = 'we went live three days before the deadline'
export const INCOMPLETE = 'We went live three days before the'
export const LET_ME_THINK = 'We went live in May. Hmm, let me think.'

export const spoken = (text: string, more: Partial<FloorFacts> = {}): FloorFacts => ({
  speaking: false,
  lastActivityAt: 10_000,
  askedAt: 2_000,
  text,
  untranscribed: false,
  hasRecognizer: true,
  lastBy: 'spoken',
  held: false,
  patience: 'normal',
  handsFree: true,
  frozen: false,
  ...more,
})
