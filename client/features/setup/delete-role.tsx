import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { RoleSummary } from '#contract/http.ts'
import { Confirm } from '../../components/confirm.tsx'
import { describeProblem } from '../../components/describe-problem.ts'
import { request } from '../../lib/api.ts'
import { rolesQuery } from '../../lib/queries.ts'

interface DeleteRoleProps {
  role: RoleSummary
  opened: boolean
  onClose: () => void
}

/** Asks, deletes an imported role, and takes it off the page. */
export function DeleteRole({ role, opened, onClose }: DeleteRoleProps) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => request(z.null(), `/api/roles/${role.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: rolesQuery.queryKey })
      onClose()
    },
  })
  return (
    <Confirm
      opened={opened}
      title={`Delete ${role.title}?`}
      confirmLabel="Delete role"
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      Its questions and sample answers go. Sessions that you held with them stay, with everything in them.
      {remove.isError && <p role="alert">{describeProblem(remove.error).message}</p>}
    </Confirm>
  )
}
