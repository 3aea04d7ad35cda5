import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { ApiError, request } from '../../lib/api.ts'
import { describeProblem } from '../describe-problem.ts'
import styles from './outcome-note.module.css'

interface AskAgainProps {
  /** What it does: "Grade again". */
  label: string
  /** Where it is asked for. */
  path: string
  answer: Parameters<typeof request>[0]
  /** What is sent with it; nothing if not given. */
  json?: object
  /** Said once it was asked for; left out where the page itself says so. */
  asked?: string
  onAsked: () => void
}

/** Asks the server to do something anew that failed. */
export function AskAgain({ label, path, answer, json, asked, onAsked }: AskAgainProps) {
  const again = useMutation({
    mutationFn: () => request(answer, path, { method: 'POST', ...(json && { json }) }),
    onSuccess: onAsked,
    onError: (error) => {
      if (isConflict(error)) onAsked()
    },
  })
  return (
    <div className={styles.again}>
      <Button
        variant="default"
        leftSection={<IconRefresh size={17} aria-hidden="true" />}
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        {label}
      </Button>
      {again.isSuccess && asked !== undefined && <p role="status">{asked}</p>}
      {again.isError && <p role="alert">{describeProblem(again.error).message}</p>}
    </div>
  )
}

/** Whether what the page shows is no longer so, in another tab perhaps: the time to fetch anew. */
export const isConflict = (error: unknown) => error instanceof ApiError && error.wire.code === 'conflict'
