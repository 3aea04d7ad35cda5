import { UnstyledButton } from '@mantine/core'
import { use, useEffect, useRef, useState } from 'react'
import { isSamePart, type PartGrade } from '#contract/appeal.ts'
import { nameOfPartGrade } from '#contract/report-words.ts'
import { type Appeal, AppealContext } from './appeal-context.ts'
import { findKeptWhy } from './kept-why.ts'
import styles from './mark-wrong.module.css'
import { TakeBack } from './take-back.tsx'
import { WhyForm } from './why-form.tsx'

interface MarkWrongProps {
  about: PartGrade
  /** What is spoken of, for whoever cannot see beside what the button stands. */
  name: string
}

/** Beside a verdict or a level: "This is wrong", and what was said about it. */
export function MarkWrong({ about, name }: MarkWrongProps) {
  const appeal = use(AppealContext)
  if (appeal === null) return null
  return (
    <>
      <OfOthers about={about} />
      <OfShown appeal={appeal} about={about} name={name} />
    </>
  )
}

/** What was said of a part in grades that are not shown. `name`: what part it is, where the words do not stand beside it. */
export function OfOthers({ about, name }: { about: PartGrade; name?: string }) {
  const others = use(AppealContext)?.ofOthers.filter((dispute) => isSamePart(dispute.about, about)) ?? []
  return others.map(({ grade, whose, about: said, why }) => (
    <p key={grade} className={styles.said}>
      You marked “{nameOfPartGrade(said)}”{name !== undefined && ` (${name})`} {whose} as wrong: <q>{why}</q>
    </p>
  ))
}

/** What was sent against which grade; it stands in until a report that came after it. */
interface Sent {
  /** Null: what was said is taken back. */
  readonly why: string | null
  readonly grade: number
  /** When what was said before was said. */
  readonly before: number | undefined
  /** Whether the report says more than then: what another tab said since counts. */
  readonly isHere: boolean
}

function OfShown({ appeal, about, name }: MarkWrongProps & { appeal: Appeal }) {
  const said = appeal.disputes.find((dispute) => isSamePart(dispute.about, about))
  const [sent, setSent] = useState<Sent | null>(null)
  if (sent !== null && !sent.isHere && sent.before !== said?.at) setSent({ ...sent, isHere: true })
  const isWaiting = sent !== null && !sent.isHere && sent.grade === appeal.grade && sent.before === said?.at
  const why = (isWaiting ? sent.why : said?.why) ?? null
  const { isOpen, setOpen, wasPressed, button } = useForm(appeal, about)
  const keep = (words: string | null) => setSent({ why: words, grade: appeal.grade, before: said?.at, isHere: false })
  const note = why !== null && (
    <p className={styles.said} role={sent?.grade === appeal.grade ? 'status' : undefined}>
      You marked “{nameOfPartGrade(said?.about ?? about)}” as wrong: <q>{why}</q>
    </p>
  )
  if (appeal.onChanged === undefined) return note
  if (isOpen) {
    return (
      <WhyForm
        appeal={appeal}
        about={about}
        name={name}
        before={why ?? ''}
        autoFocus={wasPressed}
        onSent={(words) => {
          keep(words)
          setOpen(false)
        }}
        onClose={() => setOpen(false)}
      />
    )
  }
  return (
    <>
      {note}
      <div className={styles.buttons}>
        <UnstyledButton
          ref={button}
          className={styles.button}
          aria-label={why === null ? `This is wrong: ${name}` : `Change your note: ${name}`}
          onClick={() => setOpen(true)}
        >
          {why === null ? 'This is wrong' : 'Change your note'}
        </UnstyledButton>
        {why !== null && (
          <TakeBack
            appeal={appeal}
            about={about}
            name={name}
            onTaken={() => {
              keep(null)
              button.current?.focus()
            }}
          />
        )}
      </div>
      {sent?.why === null && sent.grade === appeal.grade && why === null && (
        <p role="status" className={styles.said}>
          Your note is taken back.
        </p>
      )}
    </>
  )
}

/** Open at once where something was written and not sent. Closed by hand, it gives the focus back to its button. */
function useForm({ sessionId, index }: Appeal, about: PartGrade) {
  const [isOpen, setOpen] = useState(() => findKeptWhy(sessionId, index, about) !== null)
  const [wasPressed, setPressed] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  return {
    isOpen,
    wasPressed,
    button,
    setOpen: (open: boolean) => {
      setPressed(open)
      setOpen(open)
    },
  }
}
