import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { MAX_WHY_LENGTH, type PartGrade } from '#contract/appeal.ts'
import { describeProblem } from '../describe-problem.ts'
import { formatCount } from '../format.ts'
import type { Appeal } from './appeal-context.ts'
import { isConflict } from './ask-again.tsx'
import { findKeptWhy, keepWhy } from './kept-why.ts'
import styles from './mark-wrong.module.css'
import { useSay } from './use-say.ts'

interface WhyFormProps {
  appeal: Appeal
  about: PartGrade
  /** What is spoken of. */
  name: string
  /** What was said of it before; empty where nothing was. */
  before: string
  autoFocus: boolean
  onSent: (why: string | null) => void
  onClose: () => void
}

/** From here on it is said how much more can be written. */
const FEW_LEFT = 100

/** What is wrong with a verdict or a level, in the person's words. */
export function WhyForm({ appeal, about, name, before, autoFocus, onSent, onClose }: WhyFormProps) {
  const { sessionId, index } = appeal
  const [why, setWhy] = useState(() => findKeptWhy(sessionId, index, about) ?? before)
  const keep = (words: string) => keepWhy(sessionId, index, about, words)
  // What stood there when the form was opened: a grade that came since is another one, and has to be looked at first.
  const [seen] = useState(about)
  const send = useSay(appeal, about, onSent)
  const submit = () => {
    if (why.trim() !== '' && !send.isPending) send.mutate({ why, about: isConflict(send.error) ? about : seen })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a character is being composed, both keys belong to the composing.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && !send.isPending) onClose()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    // The room takes these keys for "go on".
    event.stopPropagation()
    event.preventDefault()
    submit()
  }
  const left = MAX_WHY_LENGTH - why.length
  return (
    <form
      className={styles.form}
      aria-label={`What is wrong: ${name}`}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Textarea
        label="What is wrong with it?"
        description="The grade stays as it is; your note stands beside it until you take it back."
        value={why}
        readOnly={send.isPending}
        maxLength={MAX_WHY_LENGTH}
        autosize
        minRows={2}
        autoFocus={autoFocus}
        onFocus={({ currentTarget }) => currentTarget.setSelectionRange(MAX_WHY_LENGTH, MAX_WHY_LENGTH)}
        onChange={({ currentTarget }) => {
          setWhy(currentTarget.value)
          keep(currentTarget.value)
        }}
        onKeyDown={onKeyDown}
      />
      {left <= FEW_LEFT && (
        <p role="status">{left === 0 ? 'No more fits.' : `Room for ${formatCount(left, 'more character')}.`}</p>
      )}
      <div className={styles.actions}>
        <Button type="submit" size="xs" loading={send.isPending} disabled={why.trim() === ''}>
          Mark as wrong
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          disabled={send.isPending}
          onClick={() => {
            keep('')
            onClose()
          }}
        >
          Cancel
        </Button>
      </div>
      {send.isError && <p role="alert">{describeProblem(send.error).message}</p>}
    </form>
  )
}
