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

/** Which words are sent to a model, and which never are, one sentence each. */
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
  return {
    sent,
    kept: ['What you are still typing.', 'Your other sessions and reports.', 'Anything else on this machine.'],
  }
}
