/** A recognised word as the transcript writes it. */
export interface Written {
  /** In the transcript's spelling, without the marks around it. */
  readonly text: string
  /** What follows it up to the next word: marks and white space. */
  readonly mark: string
}

/** Letters looked over when a word is searched for in the transcript: recognisers list words that they do not write. */
const LOOK = 60

/**
 * Gives each recognised word the marks that follow it in the transcript. Recognisers list their words without punctuation and
 * write the transcript with it. A word that the transcript does not have keeps its own marks.
 */
export function punctuate(words: readonly string[], transcript: string): Written[] {
  const letters = readLetters(transcript)
  let at = 0
  return words.map((word) => {
    const wanted = /^[a-z0-9]+$/i.test(word) ? word.toLowerCase() : readLetters(word).folded
    const first = findWord(letters, wanted, at)
    if (first === null) return readOwnMarks(word)
    at = first + wanted.length
    const from = letters.places[first] ?? 0
    const to = (letters.places[at - 1] ?? from) + 1
    return { text: transcript.slice(from, to), mark: transcript.slice(to, letters.places[at] ?? transcript.length) }
  })
}

interface Letters {
  readonly folded: string
  /** Where each letter stands in the text. */
  readonly places: readonly number[]
}

/** Where the letters of a word stand as a word of their own, near and after `at`. */
function findWord({ folded, places }: Letters, wanted: string, at: number): number | null {
  const isEdge = (i: number) => i <= 0 || i >= places.length || (places[i] ?? 0) - (places[i - 1] ?? 0) > 1
  if (wanted === '') return null
  for (let first = at; first <= at + LOOK; first++) {
    if (folded.startsWith(wanted, first) && isEdge(first) && isEdge(first + wanted.length)) return first
  }
  return null
}

/** The letters and digits of a text, in lower case. */
function readLetters(text: string): Letters {
  let folded = ''
  const places: number[] = []
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const lower = run.toLowerCase()
    folded += lower.length === run.length ? lower : run
    for (let i = 0; i < run.length; i++) places.push(index + i)
  }
  return { folded, places }
}

function readOwnMarks(word: string): Written {
  const [, text = '', mark = ''] = /^[^\p{L}\p{N}]*(.*?)([^\p{L}\p{N}]*)$/su.exec(word) ?? []
  return { text, mark: `${mark} ` }
}
