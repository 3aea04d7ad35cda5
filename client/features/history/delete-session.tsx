import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { z } from 'zod'
import type { SessionSummary } from '#contract/report.ts'
import { Confirm } from '../../components/confirm.tsx'
import { describeProblem } from '../../components/describe-problem.ts'
import { formatWhen } from '../../components/format.ts'
import { request } from '../../lib/api.ts'
import { forgetSession } from '../../lib/stored.ts'

interface DeleteSessionProps {
  session: SessionSummary
  opened: boolean
  onClose: () => void
  /** What takes the focus afterwards. */
  returnTo: RefObject<HTMLElement | null>
}

/** Asks, deletes the session, and takes it off every list. */
export function DeleteSession({ session, opened, onClose, returnTo }: DeleteSessionProps) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => request(z.null(), `/api/sessions/${session.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      forgetSession(session.id)
      await queries.invalidateQueries({ queryKey: ['sessions'] })
      onClose()
    },
  })
  return (
    <Confirm
      opened={opened}
      title="Delete this session?"
      confirmLabel="Delete session"
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
      returnTo={returnTo}
    >
      {session.roleTitle}, {formatWhen(session.createdAt, Date.now())}. Your answers, the report and the replay go with
      it. There is no other copy unless you exported one.
      {remove.isError && <p role="alert">{describeProblem(remove.error).message}</p>}
    </Confirm>
  )
}
