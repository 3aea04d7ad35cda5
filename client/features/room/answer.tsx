import { useEffect, useLayoutEffect, useRef } from 'react'
import { MAX_ANSWER_LENGTH } from '#contract/session-event.ts'
import type { Draft } from '../../lib/draft.ts'
import styles from './answer.module.css'
import { ANSWER_ID, focusAnswer } from './focus-answer.ts'

/** From so many characters before the limit on it is said. */
const SAY_LEFT_FROM = 2_000

interface AnswerProps {
  draft: Draft
  /** Null while nothing may be written: another tab writes, the session is paused, the answer is on its way. */
  onType: ((text: string) => void) | null
  label: string
  /** The field fills by itself: it takes no focus, and says so while it is empty. */
  isSpoken: boolean
}

/** The answer field: no box until it is in use, as tall as what stands in it. */
export function Answer({ draft, onType, label, isSpoken }: AnswerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useFloor(draft.turnId, onType !== null && !isSpoken)
  useCaret(field, draft.text)
  useHeight(field, draft.text)
  useFollow(field, draft.text, isSpoken)
  const left = MAX_ANSWER_LENGTH - draft.text.length
  return (
    <div className={styles.answer}>
      <textarea
        ref={field}
        id={ANSWER_ID}
        className={styles.field}
        aria-label={label}
        aria-describedby={left < SAY_LEFT_FROM ? 'answer-left' : undefined}
        placeholder={placeholder(onType !== null, isSpoken)}
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

function placeholder(canWrite: boolean, isSpoken: boolean): string {
  if (!canWrite) return ''
  return isSpoken ? 'What you say comes here; you can type as well' : 'Start writing when you are ready'
}

/** Spoken words join the end: where the cursor stood, it stays. */
function useCaret(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  const before = useRef({ text, start: 0, end: 0 })
  const element = field.current
  if (element !== null && element.value === before.current.text) {
    before.current = { text: element.value, start: element.selectionStart, end: element.selectionEnd }
  }
  useLayoutEffect(() => {
    const last = before.current
    const now = field.current
    if (now !== null && now === document.activeElement && text !== last.text && text.startsWith(last.text)) {
      if (last.end < last.text.length) now.setSelectionRange(last.start, last.end)
    }
    before.current = { text, start: now?.selectionStart ?? 0, end: now?.selectionEnd ?? 0 }
  }, [field, text])
}

/** What is heard stays above the bar, as far down as it goes; whoever writes or reads elsewhere is left there. */
function useFollow(field: React.RefObject<HTMLTextAreaElement | null>, text: string, isSpoken: boolean): void {
  const before = useRef(text)
  useEffect(() => {
    const grew = text.length > before.current.length && text.startsWith(before.current)
    before.current = text
    const element = field.current
    if (!isSpoken || !grew || element === null || element === document.activeElement) return
    const covered = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0
    const isBelow = element.getBoundingClientRect().bottom > window.innerHeight - covered
    if (isBelow) element.scrollIntoView({ block: 'end' })
  }, [field, text, isSpoken])
}

/** The floor has passed: the field takes the focus, unless somebody is in a dialog or reads back. */
function useFloor(turnId: string, canWrite: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each turn
  useEffect(() => {
    if (canWrite && document.activeElement?.closest('dialog, aside') == null) focusAnswer()
  }, [turnId, canWrite])
}

/** Browsers without `field-sizing` need the height set by hand. */
function useHeight(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = field.current
    if (element === null || CSS.supports('field-sizing', 'content')) return
    const { scrollX, scrollY } = window
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
    window.scrollTo(scrollX, scrollY)
  }, [text])
}
