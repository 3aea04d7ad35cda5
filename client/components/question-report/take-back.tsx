import { UnstyledButton } from '@mantine/core'
import type { PartGrade } from '#contract/appeal.ts'
import { describeProblem } from '../describe-problem.ts'
import type { Appeal } from './appeal-context.ts'
import styles from './mark-wrong.module.css'
import { useSay } from './use-say.ts'

interface TakeBackProps {
  appeal: Appeal
  about: PartGrade
  /** What is spoken of. */
  name: string
  onTaken: () => void
}

/** Beside a note: it was not meant, or not any more. */
export function TakeBack({ appeal, about, name, onTaken }: TakeBackProps) {
  const send = useSay(appeal, about, onTaken)
  return (
    <>
      <UnstyledButton
        className={styles.button}
        aria-label={`Take it back: your note on ${name}`}
        onClick={() => {
          if (!send.isPending) send.mutate({ why: null, about })
        }}
      >
        Take it back
      </UnstyledButton>
      {send.isError && <p role="alert">{describeProblem(send.error).message}</p>}
    </>
  )
}
