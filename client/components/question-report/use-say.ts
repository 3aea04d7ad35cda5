import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import type { PartGrade } from '#contract/appeal.ts'
import { request } from '../../lib/api.ts'
import type { Appeal } from './appeal-context.ts'
import { isConflict } from './ask-again.tsx'
import { keepWhy } from './kept-why.ts'

/** What a person says of a part of the grade, with what it showed; null takes back what was said. */
interface Saying {
  readonly why: string | null
  readonly about: PartGrade
}

/** Sends what a person says of a part of the grade. `onSent` is called with what the server has kept. */
export function useSay(appeal: Appeal, about: PartGrade, onSent: (why: string | null) => void) {
  const { sessionId, index, onChanged } = appeal
  return useMutation({
    mutationFn: (json: Saying) =>
      request(z.null(), `/api/sessions/${sessionId}/disputes/${index}`, { method: 'POST', json }),
    onSuccess: (_answer, { why }) => {
      keepWhy(sessionId, index, about, '')
      onSent(why?.trim() ?? null)
      onChanged?.()
    },
    onError: (error) => {
      if (isConflict(error)) onChanged?.()
    },
  })
}
