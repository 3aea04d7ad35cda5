import { useEffect, useLayoutEffect, useRef } from 'react'
import { MAX_ANSWER_LENGTH } from '#contract/session-event.ts'
import type { Draft } from '../../lib/draft.ts'
import styles from './answer.module.css'

/** From so many characters before the limit on it is said. */
const SAY_LEFT_FROM = 2_000

interface AnswerProps {
  draft: Draft
  /** Null while nothing may be written: another tab writes, the session is paused, the answer is on its way. */
  onType: ((text: string) => void) | null
  label: string
}

/** The answer field: no box until it is in use, as tall as what stands in it. */
export function Answer({ draft, onType, label }: AnswerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useFloor(field, draft.turnId, onType !== null)
  useHeight(field, draft.text)
  const left = MAX_ANSWER_LENGTH - draft.text.length
  return (
    <div className={styles.answer}>
      <textarea
        ref={field}
        id="answer"
        className={styles.field}
        aria-label={label}
        aria-describedby={left < SAY_LEFT_FROM ? 'answer-left' : undefined}
        placeholder={onType === null ? '' : 'Start writing when you are ready'}
        value={draft.text}
        readOnly={onType === null}
        maxLength={MAX_ANSWER_LENGTH}
        onChange={(event) => onType?.(event.target.value)}
        rows={3}
        spellCheck
      />
      {left < SAY_LEFT_FROM && (
        <p id="answer-left" className={`${styles.left} gr-figures`}>
          {left <= 0
            ? `That is the most an answer can hold: ${MAX_ANSWER_LENGTH.toLocaleString('en-GB')} characters.`
            : `${left.toLocaleString('en-GB')} characters left`}
        </p>
      )}
    </div>
  )
}

/** The floor has passed: the field takes the focus, unless somebody is in a dialog or reads back, or a keyboard would hide the question. */
function useFloor(field: React.RefObject<HTMLTextAreaElement | null>, turnId: string, canWrite: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each turn
  useEffect(() => {
    const element = field.current
    if (!canWrite || element === null || window.matchMedia('(pointer: coarse)').matches) return
    if (document.activeElement?.closest('dialog, aside') != null) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
  }, [turnId, canWrite])
}

/** Browsers without `field-sizing` need the height set by hand. */
function useHeight(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = field.current
    if (element === null || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])
}
