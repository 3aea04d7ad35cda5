import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import { describeProblem } from '../../components/describe-problem.ts'
import { findBlock } from './find-block.ts'
import styles from './import-page.module.css'

interface ImportProblemProps {
  error: unknown
  text: string
  field: RefObject<HTMLTextAreaElement | null>
}

/** Why the page was not taken, and a way to the place in it. */
export function ImportProblem({ error, text, field }: ImportProblemProps) {
  const { message } = describeProblem(error)
  const label = findBlock(text, message)?.label

  const show = () => {
    const area = field.current
    if (area === null) return
    // The field has line ends of its own, so the place is looked up in what it holds.
    const block = findBlock(area.value, message)
    if (block === undefined) return
    area.focus()
    area.setSelectionRange(block.from, block.to)
    // No browser scrolls a selection into view by itself: go by the share of lines above it.
    const linesAbove = area.value.slice(0, block.from).split('\n').length - 1
    area.scrollTop = (linesAbove / area.value.split('\n').length) * area.scrollHeight - area.clientHeight / 4
  }

  return (
    <section className={styles.problem} role="alert" id="import-problem">
      <h2 className={styles.problemTitle}>The page was not imported</h2>
      <p className={styles.problemText}>{message}</p>
      <p className={styles.problemText}>Nothing was written, and your text is still here.</p>
      {label !== undefined && (
        <Button variant="default" size="sm" onClick={show}>
          Show {label}
        </Button>
      )}
    </section>
  )
}
