import type { Manner } from '#contract/settings.ts'
import { createCandidates } from './candidates.ts'
import { countFailures, createStreak, describeFailures, type FailureCount } from './failures.ts'
import { CHECKS } from './follow-up-checks.ts'
import type { Loaded } from './load.ts'
import { type Heard, type PlayDeps, playQuestion, UNFIT } from './play-session.ts'

const MANNERS: readonly Manner[] = ['warm', 'neutral', 'demanding']
const EXAMPLES = 3

export interface InterviewerEvaluation {
  readonly interviewer: string
  readonly at: string
  /** Its own; only these are in the shares. */
  readonly followUps: number
  /** Follow-ups that the built-in interviewer made because the model failed, and why. */
  readonly stoodIn: number
  readonly standIns: readonly FailureCount[]
  /** Share that passes, by check; null where there was nothing to check. */
  readonly checks: Readonly<Record<string, number | null>>
  /** Share that passes every check, with how many follow-ups there were, by candidate. */
  readonly candidates: Readonly<Record<string, { followUps: number; passes: number | null }>>
  readonly failures: readonly { check: string; candidate: string; question: string; said: string }[]
  readonly examples: readonly { candidate: string; question: string; answer: string; said: string }[]
}

/**
 * Plays every scripted candidate through every question of the bank, and checks each follow-up.
 * @throws StoppedError after failures in a row that will not pass.
 */
export async function evaluateFollowUps(
  shipped: Loaded,
  deps: PlayDeps,
  onDone: (done: number, of: number) => void,
): Promise<InterviewerEvaluation> {
  const candidates = createCandidates(shipped.rows)
  const isModel = deps.interviewer.engine.kind === 'model'
  const manners = isModel ? MANNERS.slice(1, 2) : MANNERS
  const plays = deps.role.questions.flatMap((question) =>
    candidates.flatMap((candidate) => manners.map((manner) => ({ question, candidate, manner }))),
  )
  const note = createStreak('follow-ups in a row were none of the model')
  const heard: Heard[] = []
  for (const [i, { question, candidate, manner }] of plays.entries()) {
    const fresh = await playQuestion(question, candidate, manner, deps)
    for (const { stoodInFor } of fresh) note(stoodInFor)
    heard.push(...fresh)
    onDone(i + 1, plays.length)
  }
  return summarize(
    heard,
    deps,
    candidates.map(({ name }) => name),
  )
}

function summarize(all: readonly Heard[], { interviewer }: PlayDeps, names: readonly string[]): InterviewerEvaluation {
  const checks = Object.entries(CHECKS)
  const heard = all.filter(({ stoodInFor }) => stoodInFor === null)
  const standIns = all.flatMap(({ stoodInFor }) => stoodInFor ?? [])
  const share = (some: readonly Heard[], passes: (one: Heard) => boolean) =>
    some.length === 0 ? null : some.filter(passes).length / some.length
  const passesAll = (one: Heard) => checks.every(([, check]) => check(one))
  const sayOf = ({ said }: Heard) => `${said.lead} ${said.text}`.trim()
  return {
    interviewer: interviewer.engine.kind === 'model' ? interviewer.engine.model : 'built-in',
    at: new Date().toISOString(),
    followUps: heard.length,
    stoodIn: standIns.length,
    standIns: countFailures(standIns),
    checks: Object.fromEntries(checks.map(([name, check]) => [name, share(heard, check)])),
    candidates: Object.fromEntries(
      names.map((name) => {
        const own = heard.filter(({ candidate }) => candidate === name)
        return [name, { followUps: own.length, passes: share(own, passesAll) }]
      }),
    ),
    failures: checks.flatMap(([check, passes]) =>
      heard
        .filter((one) => !passes(one))
        .slice(0, EXAMPLES)
        .map((one) => ({ check, candidate: one.candidate, question: one.question.id, said: sayOf(one) })),
    ),
    examples: names.flatMap((name) =>
      heard
        .filter(({ candidate }) => candidate === name)
        .slice(0, 1)
        .map((one) => ({
          candidate: name,
          question: one.question.id,
          answer: one.answers.at(-1) ?? '',
          said: sayOf(one),
        })),
    ),
  }
}

/** The evaluation as lines for a terminal. */
export function describeFollowUps(evaluation: InterviewerEvaluation): string[] {
  const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`).padStart(8)
  const { followUps, checks, candidates, failures, examples } = evaluation
  return [
    `${followUps} follow-ups by ${evaluation.interviewer}`,
    ...describeStandIns(evaluation),
    '',
    'share that passes, by check',
    ...Object.entries(checks).map(([name, value]) => `  ${name.padEnd(36)}${percent(value)}`),
    '',
    'share that passes every check, by candidate',
    ...Object.entries(candidates).map(
      ([name, one]) => `  ${name.padEnd(36)}${percent(one.passes)}  of ${one.followUps}`,
    ),
    '',
    'examples',
    ...examples.map(({ candidate, answer, said }) => `  ${candidate}: “${cut(answer)}”\n    -> ${said}`),
    ...(failures.length > 0 ? ['', 'failures'] : []),
    ...failures.map(({ check, candidate, question, said }) => `  ${check}, ${candidate}, ${question}: ${said}`),
  ]
}

function describeStandIns({ stoodIn, standIns }: InterviewerEvaluation): string[] {
  if (stoodIn === 0) return []
  return [
    `${stoodIn} more were made by the built-in interviewer in its place and are in no figure:`,
    ...describeFailures(standIns),
  ]
}

/** Whether the figures are those of the interviewer: wording that the guard turned down is a failing of its own, not of the run. */
export function isWhole({ followUps, standIns }: InterviewerEvaluation): boolean {
  return followUps > 0 && standIns.every(({ reason }) => reason === UNFIT)
}

const cut = (text: string) => (text.length <= 90 ? text : `${text.slice(0, 90)}…`)
