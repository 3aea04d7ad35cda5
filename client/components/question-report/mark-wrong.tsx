import { Button, Textarea, UnstyledButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, use, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { isSamePart, MAX_WHY_LENGTH, type PartGrade } from '#contract/appeal.ts'
import { nameOfPartGrade } from '#contract/report-words.ts'
import { request } from '../../lib/api.ts'
import { describeProblem } from '../describe-problem.ts'
import { type Appeal, AppealContext } from './appeal-context.ts'
import styles from './mark-wrong.module.css'

interface MarkWrongProps {
  about: PartGrade
  /** What is spoken of, for whoever cannot see beside what the button stands. */
  name: string
}

/** Beside a verdict or a level: "This is wrong", and what was said about it. */
export function MarkWrong({ about, name }: MarkWrongProps) {
  const appeal = use(AppealContext)
  if (appeal === null) return null
  const said = appeal.disputes.findLast((dispute) => isSamePart(dispute.about, about))
  if (said !== undefined) {
    return (
      <p className={styles.said}>
        You marked “{nameOfPartGrade(said.about)}” as wrong: <q>{said.why}</q>
      </p>
    )
  }
  return appeal.onChanged === undefined ? null : <Ask appeal={appeal} about={about} name={name} />
}

function Ask({ appeal, about, name }: MarkWrongProps & { appeal: Appeal }) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  if (isOpen) return <Form appeal={appeal} about={about} name={name} onClose={() => setOpen(false)} />
  return (
    <UnstyledButton
      ref={button}
      className={styles.button}
      aria-label={`This is wrong: ${name}`}
      onClick={() => setOpen(true)}
    >
      This is wrong
    </UnstyledButton>
  )
}

function Form({ appeal, about, name, onClose }: MarkWrongProps & { appeal: Appeal; onClose: () => void }) {
  const [why, setWhy] = useState('')
  const path = `/api/sessions/${appeal.sessionId}/disputes/${appeal.index}`
  const send = useMutation({
    mutationFn: () => request(z.null(), path, { method: 'POST', json: { about, why } }),
    onSuccess: () => appeal.onChanged?.(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (why.trim() !== '') send.mutate()
  }
  return (
    <form className={styles.form} aria-label={`What is wrong: ${name}`} onSubmit={submit}>
      <Textarea
        label="What is wrong with it?"
        description="The grade stays as it is; your note stands beside it from now on."
        value={why}
        maxLength={MAX_WHY_LENGTH}
        autosize
        minRows={2}
        autoFocus
        onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') onClose()
        }}
      />
      <div className={styles.actions}>
        <Button type="submit" size="xs" loading={send.isPending} disabled={why.trim() === ''}>
          Mark as wrong
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
          Cancel
        </Button>
      </div>
      {send.isError && <p role="alert">{describeProblem(send.error).message}</p>}
    </form>
  )
}
