import type { EnginesResponse } from '#contract/http.ts'

/** Where words go when a model is in use: null while every word stays on this machine. */
export function hostOfWords(engines: EnginesResponse): string | null {
  const usesModel = engines.interviewer.kind === 'model' || engines.judge.kind === 'model'
  return usesModel && !engines.endpointIsLocal ? engines.endpoint : null
}

/** One line that says who will grade, and where. */
export function whoGrades(engines: EnginesResponse): string {
  const { judge, endpoint, endpointIsLocal } = engines
  if (judge.kind === 'built-in') return 'Graded by word matching on this machine.'
  const place = endpointIsLocal || endpoint === null ? 'on this machine' : `at ${endpoint}`
  return `Graded by ${judge.model} ${place}.`
}

/** Another machine, and what is sent there, one sentence each. */
export interface Destination {
  readonly host: string
  readonly sent: readonly string[]
}

/** Every machine that Greenroom sends something to; empty while everything stays on this one. */
export function listDestinations(engines: EnginesResponse): Destination[] {
  const { transcriber, voice } = engines
  const modelHost = hostOfWords(engines)
  const sent: { host: string; lines: readonly string[] }[] = []
  if (modelHost !== null) sent.push({ host: modelHost, lines: wordsSent(engines).sent })
  if (transcriber !== null && !transcriber.isLocal) sent.push({ host: transcriber.host, lines: SOUND_SENT })
  if (voice !== null && !voice.isLocal) sent.push({ host: voice.host, lines: SPEECH_SENT })
  const hosts = [...new Set(sent.map(({ host }) => host))]
  return hosts.map((host) => ({ host, sent: sent.filter((one) => one.host === host).flatMap(({ lines }) => lines) }))
}

const SOUND_SENT = [
  'When you speak: the sound of it, a stretch at a time, to be made into text.',
  'The last words of your answer before that stretch, so that sentences and names go on.',
]
const SPEECH_SENT = ['What the interviewer says, to be spoken. It may take up words of yours.']

/** Which words are sent to a model, and which things are sent nowhere, one sentence each. */
export function wordsSent(engines: EnginesResponse): { sent: string[]; kept: string[] } {
  const sent: string[] = []
  if (engines.interviewer.kind === 'model') {
    sent.push('What you answered to the question at hand, so that the follow-up can take it up.')
    sent.push('The question, and the point that the follow-up is after.')
  }
  if (engines.judge.kind === 'model') {
    sent.push('Your whole answer to a question once it is closed, to be graded.')
    sent.push('The question, its sample answer and the key points that it is graded by.')
  }
  const soundLeaves = engines.transcriber !== null && !engines.transcriber.isLocal
  return {
    sent,
    kept: [
      soundLeaves ? 'What you are still typing, unless you go on by speaking.' : 'What you are still typing.',
      // Without an endpoint it is the browser's to say where the sound goes.
      ...(engines.transcriber?.isLocal ? ['What the microphone records.'] : []),
      'Your other sessions and reports.',
      'Anything else on this machine.',
    ],
  }
}

/** One line that says what will make text of speech, and who receives the sound for that. */
export function whoHears({ transcriber }: Pick<EnginesResponse, 'transcriber'>, browserRecognizes: boolean): string {
  if (transcriber !== null) {
    return transcriber.isLocal
      ? `Your words are transcribed by ${transcriber.model} on this machine.`
      : `Your words are transcribed by ${transcriber.model} at ${transcriber.host}: the sound is sent there.`
  }
  return browserRecognizes
    ? 'Your browser makes text of your words. Its vendor may receive the sound for that.'
    : 'Nothing here makes text of speech yet. Your answers are recorded, and you type the gist; see Settings.'
}
