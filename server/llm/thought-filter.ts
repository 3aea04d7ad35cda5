export interface ThoughtFilter {
  /** @returns what of the reply so far may be used and was not returned before. */
  push(delta: string): string
  /** @returns the rest, at the end of the reply. */
  end(): string
  /** True once a closing tag came that nobody had opened: all text before it was thinking. */
  sawUnopened(): boolean
}

const OPEN = /^\s*<think(ing)?>/i
const CLOSE = /<\/think(ing)?>/i
const LONGEST_TAG = '</thinking>'.length

/**
 * Takes out what a model thinks aloud: a `<think>` block at the start of the reply. Some chat templates put the
 * opening tag into the prompt, so that only the closing one is in the reply.
 * @param startsInside this model is known for it: hold everything until the closing tag.
 */
export function createThoughtFilter(startsInside: boolean): ThoughtFilter {
  let state: 'start' | 'thinking' | 'speaking' | 'after' | 'settled' = 'start'
  let held = ''
  let unopened = false

  const speak = (): string => {
    const close = CLOSE.exec(held)
    if (close !== null) {
      unopened = true
      return leaveThought(close)
    }
    const tag = held.lastIndexOf('<')
    const cut = tag >= 0 && held.length - tag < LONGEST_TAG ? tag : held.length
    return release(0, cut)
  }
  const release = (from: number, to: number): string => {
    const text = held.slice(from, to)
    held = held.slice(to)
    return text
  }
  const start = (): string => {
    if (OPEN.test(held)) {
      state = 'thinking'
      return think()
    }
    const begun = held.trimStart()
    if (begun === '' || '<thinking>'.startsWith(begun.toLowerCase())) return ''
    // An object or a code fence: whatever tag comes now is inside somebody's words.
    state = /^[{[`]/.test(begun) ? 'settled' : startsInside ? 'thinking' : 'speaking'
    return advance()
  }
  const think = (): string => {
    const close = CLOSE.exec(held)
    return close === null ? '' : leaveThought(close)
  }
  const leaveThought = (close: RegExpExecArray): string => {
    held = held.slice(close.index + close[0].length)
    state = 'after'
    return advance()
  }
  const advance = (): string => {
    if (state === 'start') return start()
    if (state === 'thinking') return think()
    if (state === 'speaking') return speak()
    if (state === 'after') {
      held = held.trimStart()
      if (held !== '') state = 'settled'
    }
    return release(0, held.length)
  }

  return {
    push: (delta) => {
      held += delta
      return advance()
    },
    end: () => (OPEN.test(held) ? '' : release(0, held.length)),
    sawUnopened: () => unopened,
  }
}
