import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isField } from '../../../client/components/is-field.ts'

class Element {
  readonly tag: string
  readonly isContentEditable: boolean
  constructor(tag: string, isContentEditable = false) {
    this.tag = tag
    this.isContentEditable = isContentEditable
  }
  matches(selector: string): boolean {
    return selector.split(', ').includes(this.tag)
  }
}
const targetOf = (tag: string, editable = false) => new Element(tag, editable) as unknown as EventTarget

describe('where a typed character is text', () => {
  beforeEach(() => {
    vi.stubGlobal('HTMLElement', Element)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('[IF1] is every field, and nothing else: there a letter is no key of the page', () => {
    expect(['textarea', 'input', 'select'].map((tag) => isField(targetOf(tag)))).toEqual([true, true, true])
    expect(isField(targetOf('div', true))).toBe(true)
    expect(['summary', 'button', 'body'].map((tag) => isField(targetOf(tag)))).toEqual([false, false, false])
    expect(isField(null)).toBe(false)
  })
})
