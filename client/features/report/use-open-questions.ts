import { useEffect, useState } from 'react'
import { isField } from '../../components/is-field.ts'

/** Which questions are unfolded: by hand, by `#question-N` in the address, and by the keys J, K and E. */
export function useOpenQuestions(indexes: readonly number[]) {
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set(indexes.length === 1 ? indexes : []))
  const allOpen = indexes.every((index) => open.has(index))
  const set = (index: number, isOpen: boolean) =>
    setOpen((now) => {
      if (now.has(index) === isOpen) return now
      return isOpen ? new Set([...now, index]) : new Set([...now].filter((other) => other !== index))
    })
  const toggleAll = () => setOpen(new Set(allOpen ? [] : indexes))

  useEffect(() => {
    const follow = () => {
      const number = Number(/^#question-(\d+)$/.exec(window.location.hash)?.[1])
      if (!Number.isInteger(number)) return
      setOpen((now) => new Set([...now, number - 1]))
      const details = document.getElementById(`question-${number}`)
      details?.scrollIntoView()
      details?.querySelector('summary')?.focus({ preventScroll: true })
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return
      if (event.key === 'j') move(1)
      else if (event.key === 'k') move(-1)
      else if (event.key === 'e') toggleAll()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  return { isOpen: (index: number) => open.has(index), setOpen: set, allOpen, toggleAll }
}

/** Moves the focus to the heading line of the question after or before the one that has it. */
function move(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>('details[id^="question-"] > summary')]
  const at = lines.findIndex((line) => line.parentElement?.contains(document.activeElement))
  const to = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by]
  to?.scrollIntoView({ block: 'nearest' })
  to?.focus({ preventScroll: true })
}

/** What is written against a verdict keeps its letters, and a dialog over the page keeps the keys to itself. */
function isTaken({ target }: KeyboardEvent): boolean {
  return isField(target) || document.querySelector('dialog[open]') !== null
}
