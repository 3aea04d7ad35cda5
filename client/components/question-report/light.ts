import { createContext, useContext } from 'react'

interface Light {
  /** Ids of the quotes under the pointer or the focus, on whichever side. */
  readonly lit: ReadonlySet<string>
  readonly light: (ids: readonly string[]) => void
  /** Comes before every element id, so that two questions on a page do not share one. */
  readonly prefix: string
}

export const LightContext = createContext<Light>({ lit: new Set(), light: () => {}, prefix: '' })

/** Whether one of these quotes is lit, and what to hang on an element so that pointing at it or focusing it lights them. */
export function useLight(ids: readonly string[]) {
  const { lit, light, prefix } = useContext(LightContext)
  const on = () => light(ids)
  const off = () => light([])
  return {
    isLit: ids.some((id) => lit.has(id)),
    prefix,
    handlers: { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off },
  }
}

/** Brings the element into view and gives it the focus. Moves smoothly unless less motion is wished. */
export function reveal(id: string): void {
  const element = document.getElementById(id)
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  element?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
  element?.focus({ preventScroll: true })
}
