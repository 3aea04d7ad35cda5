import { Button } from '@mantine/core'
import { IconVolumeOff } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { Report } from '#contract/report.ts'
import { Confirm } from '../../components/confirm.tsx'
import { describeProblem } from '../../components/describe-problem.ts'
import { request } from '../../lib/api.ts'

interface DeleteSoundProps {
  sessionId: string
  onDeleted: () => void
}

/** Whether recordings of this session are on the server. */
export function hasSound({ questions }: Report): boolean {
  return questions.some(({ recording: { status } }) => status === 'complete' || status === 'incomplete')
}

/** Asks, then deletes every recording of the session. */
export function DeleteSound({ sessionId, onDeleted }: DeleteSoundProps) {
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => request(z.null(), `/api/sessions/${sessionId}/audio`, { method: 'DELETE' }),
    onSuccess: () => {
      setAsking(false)
      onDeleted()
    },
  })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconVolumeOff size={17} aria-hidden="true" />}
        onClick={() => setAsking(true)}
      >
        Delete the sound
      </Button>
      <Confirm
        opened={asking}
        title="Delete the sound?"
        confirmLabel="Delete the sound"
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        Every recording of this interview goes, for good: nothing can be heard or transcribed again. The transcript, the
        marks and the figures stay.
        {remove.isError && <p role="alert">{describeProblem(remove.error).message}</p>}
      </Confirm>
    </>
  )
}
