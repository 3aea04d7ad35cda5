export interface ThoughtFilter {
  /** @returns what of the reply is certainly no thought and was not returned before. */
  push(delta: string): string
  /** Thoughts of this reply come apart from its text: what is not in tags is no thought. */
  settle(): void
  /** @returns the rest, at the end of the reply: by then no thought can be open any more. */
  end(): string
  /** Whether there was one in the text so far. */
  sawThought(): boolean
}

/** How thoughts open, as far as they say that they do; in lower case. */
const OPENINGS = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reflection', 'scratchpad', 'seed:think'].map(
    (name) => `<${name}>`,
  ),
  '[think]',
  '◁think▷',
  '<|begin_of_thought|>',
  '<|start_thinking|>',
  // Channels: everything before the final one is a thought.
  '<|channel|>',
  '<|channel>thought',
  '<|start|>assistant',
]
/** The last is what is left of channels where the server takes out their marks. */
const CLOSE =
  /<\/(?:think(?:ing)?|thoughts?|reasoning|reflection|scratchpad|seed:think)>|\[\/think\]|◁\/think▷|<\|end_(?:of_thought|thinking)\|>|<channel\|>|<\|channel\|>final[^<]{0,20}(?:<\|constrain\|>[^<]{0,20})?<\|message\|>|assistantfinal/i
/** No close is longer. */
const LONGEST_CLOSE = 100

/**
 * Takes out what a model thinks aloud at the start of its reply. Some chat templates put the opening tag into the prompt, so that
 * only the closing one is in the reply: text that began without a tag is held until the reply is over or a thought closes.
 * @param isApart this endpoint never sends thoughts as text: nothing is held but what stands in tags.
 */
export function createThoughtFilter(isApart: boolean): ThoughtFilter {
  let state: 'start' | 'thinking' | 'unsure' | 'object' | 'settled' = 'start'
  let isSettled = isApart
  let hasThought = false
  /** No close ends in it. */
  let kept = ''
  let held = ''

  const release = (): string => {
    const text = kept + held
    kept = ''
    held = ''
    return text
  }
  const start = (): string => {
    held = held.trimStart()
    const begun = held.toLowerCase()
    if (OPENINGS.some((opening) => begun.startsWith(opening))) {
      state = 'thinking'
      hasThought = true
    } else if (OPENINGS.some((opening) => opening.startsWith(begun))) return ''
    else if (isSettled) state = 'settled'
    // Whatever tag comes in an object, a list or a code fence is inside somebody's words.
    else state = /^[{`[]/.test(begun) ? 'object' : 'unsure'
    return advance()
  }
  const findClose = (): string => {
    const close = CLOSE.exec(held)
    if (close !== null) {
      hasThought = true
      kept = ''
      held = held.slice(close.index + close[0].length)
      // One thought may follow on another.
      state = 'start'
      isSettled = true
      return advance()
    }
    // What was looked at is not looked at again: thoughts may be long, and come in very many pieces.
    if (held.length > 2 * LONGEST_CLOSE) {
      if (state === 'unsure') kept += held.slice(0, -LONGEST_CLOSE)
      held = held.slice(-LONGEST_CLOSE)
    }
    return ''
  }
  const advance = (): string => {
    if (state === 'start') return start()
    if (state === 'settled') return release()
    return state === 'object' ? '' : findClose()
  }

  return {
    push: (delta) => {
      held += delta
      return advance()
    },
    settle: () => {
      isSettled = true
    },
    end: () => (state === 'thinking' ? '' : release()),
    sawThought: () => hasThought,
  }
}
