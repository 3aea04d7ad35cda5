export interface ThoughtFilter {
  /** @returns what of the reply so far may be used and was not returned before. */
  push(delta: string): string
  /** @returns the rest, at the end of the reply. */
  end(): string
  /** True once a closing tag came that nobody had opened: all text before it was thinking. */
  sawUnopened(): boolean
}

const OPEN = /^\s*<think(ing)?>/i
const CLOSE = /<\/think(ing)?>\s*/i
const LONGEST_TAG = '</thinking>'.length

/**
 * Takes out what a model thinks aloud: a `<think>` block at the start of the reply. Some chat templates put the opening tag
 * into the prompt, so that only the closing one is in the reply.
 * @param startsInside this model is known for it: hold everything until the closing tag.
 */
export function createThoughtFilter(startsInside: boolean): ThoughtFilter {
  let state: 'start' | 'thinking' | 'speaking' | 'settled' = 'start'
  let held = ''
  let unopened = false

  const speak = (): string => {
    const close = CLOSE.exec(held)
    if (close !== null) {
      unopened = true
      state = 'settled'
      return release(close.index + close[0].length, held.length)
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
    if (close === null) return ''
    state = 'settled'
    return release(close.index + close[0].length, held.length)
  }
  const advance = (): string => {
    if (state === 'start') return start()
    if (state === 'thinking') return think()
    if (state === 'speaking') return speak()
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
