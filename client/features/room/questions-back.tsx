import { Confirm } from '../../components/confirm.tsx'
import type { LiveView } from '../../lib/live-view.ts'
import type { Asked } from './use-wishes.ts'

/** Asks before a question with words in it is skipped, and before the interview is left. */
export function QuestionsBack({ asked, view }: { asked: Asked; view: LiveView }) {
  if (asked.question === null) return null
  const words = asked.question === 'skip' ? skipWords(view) : endWords(view)
  return (
    <Confirm opened title={words.title} confirmLabel={words.confirm} onConfirm={asked.confirm} onClose={asked.cancel}>
      {words.says}
    </Confirm>
  )
}

interface Words {
  title: string
  says: string
  confirm: string
}

function skipWords({ session }: LiveView): Words {
  const isFollowUp = session?.turns.findLast((t) => t.speaker === 'interviewer' && t.kind !== 'rephrase')
  return isFollowUp?.speaker === 'interviewer' && isFollowUp.kind === 'follow_up'
    ? {
        title: 'Skip this follow-up?',
        says: 'What you have written here stays in the transcript and is not graded. Your answer before it is.',
        confirm: 'Skip',
      }
    : {
        title: 'Skip this question?',
        says: 'What you have written stays in the transcript and is not graded.',
        confirm: 'Skip',
      }
}

function endWords({ session, draft }: LiveView): Words {
  return {
    title: 'End the interview?',
    says: endSays(session?.phase.name, draft?.text ?? ''),
    confirm: 'End interview',
  }
}

function endSays(phase: string | undefined, text: string): string {
  if (phase === 'ready') return 'Nothing has been asked yet. The session stays in your list, without answers.'
  if (phase === 'checking') return 'Your answers are graded as their transcripts stand here.'
  if (phase === 'feedback')
    return 'Your answers so far are in the report. The questions that were not asked are left out.'
  if (text.trim() !== '') {
    return 'What you have written is handed in and graded as it stands. The questions that were not asked are left out.'
  }
  return 'The open question counts as skipped if you have said nothing to it. The questions that were not asked are left out.'
}
