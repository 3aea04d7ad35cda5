/** Takes server-sent events out of a text that comes in pieces. */
export interface EventParser {
  /** @returns the data of the events that are complete by now. */
  push(piece: string): string[]
  /** @returns the data of the last one, where the text ended without the empty line behind it. */
  end(): string[]
}

/** Comments and names of events are left out; lines end as they like. */
export function createEventParser(): EventParser {
  /** The line that is not over yet, in the pieces that it came in. */
  let open: string[] = []
  let data: string[] = []
  let endedInCr = false

  const dispatch = (): string[] => {
    const event = data.join('\n')
    data = []
    return event.trim() === '' ? [] : [event]
  }
  const takeLine = (line: string): string[] => {
    if (line === '') return dispatch()
    if (line.startsWith('data:')) data.push(line.slice('data:'.length).replace(/^ /, ''))
    return []
  }

  return {
    push: (piece) => {
      if (piece === '') return []
      // A piece may end between CR and LF.
      const lines = (endedInCr && piece.startsWith('\n') ? piece.slice(1) : piece).split(/\r\n|\r|\n/)
      endedInCr = piece.endsWith('\r')
      const last = lines.pop() ?? ''
      const events = lines.flatMap((line, i) => {
        if (i > 0) return takeLine(line)
        const whole = [...open, line].join('')
        open = []
        return takeLine(whole)
      })
      open.push(last)
      return events
    },
    end: () => {
      const line = open.join('')
      open = []
      return [...takeLine(line), ...dispatch()]
    },
  }
}
