import type { ReportTurn } from './report.ts'

/** Where the candidate's turn holds no words: why. */
export function noWordsOf({ how, spoken }: Pick<ReportTurn, 'how' | 'spoken'>): string {
  switch (how) {
    case 'unknown':
      return 'You said that you don’t know.'
    case 'skipped':
      return 'You skipped this.'
    case 'left':
      return 'You ended the interview here.'
    default:
      return spoken ? 'There is no transcript of what you said here.' : 'No words here.'
  }
}
