import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef } from 'react'
import { useLocation } from 'wouter'
import { ImportSessionResponseSchema } from '#contract/http.ts'
import { describeProblem } from '../../components/describe-problem.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ApiError, request } from '../../lib/api.ts'
import styles from './history-page.module.css'

/** Takes back a session that was exported as JSON, here or elsewhere. */
export function ImportSession() {
  const input = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const importing = useMutation({
    mutationFn: async (file: File) =>
      request(ImportSessionResponseSchema, '/api/sessions/import', {
        method: 'POST',
        json: parseFile(await file.text()),
      }),
    onSuccess: async ({ sessionId }) => {
      await queries.invalidateQueries({ queryKey: ['sessions'] })
      navigate(`/sessions/${sessionId}/report`)
    },
  })
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    // The same file can be chosen again after it was mended.
    event.target.value = ''
    if (file !== undefined) importing.mutate(file)
  }

  return (
    <>
      <input ref={input} type="file" accept=".json,application/json" hidden onChange={choose} tabIndex={-1} />
      <Button variant="default" loading={importing.isPending} onClick={() => input.current?.click()}>
        Import a session
      </Button>
      {importing.isError && (
        <Dialog title="The session was not imported" onClose={importing.reset}>
          <p className={styles.refusal}>{describeProblem(importing.error).message}</p>
          <Field error={importing.error} />
          <Button onClick={() => input.current?.click()}>Choose another file</Button>
        </Dialog>
      )}
    </>
  )
}

function Field({ error }: { error: unknown }) {
  const { field, message } = error instanceof ApiError ? error.wire : {}
  if (field === undefined || message?.includes(field)) return null
  return (
    <p className={styles.refusal}>
      In the file at <code className={styles.code}>{field}</code>
    </p>
  )
}

function parseFile(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError({
      code: 'import_invalid',
      message: 'This file is not JSON, or a part of it is missing. Choose one that was exported as “JSON, complete”.',
      retryable: false,
    })
  }
}
