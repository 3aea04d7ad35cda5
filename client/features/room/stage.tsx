import { useEffect } from 'react'
import { insteadOfWords } from '../../components/question-report/spoken-by.ts'
import styles from './stage.module.css'
import type { Stage as StageState } from './stage-words.ts'
import { Thinking } from './thinking.tsx'
import { splitIntoWords, useSpeech, Words } from './words.tsx'

/** Characters from which on the words are set smaller, so that a long question stays on the screen with its answer. */
const LONG = 160
const VERY_LONG = 200

interface StageProps {
  stage: StageState
  modelSpeaks: boolean
  /** Turns of the session that were said before this page was opened. */
  saidBefore: number
}

/** The question, large; its lead small above; under a follow-up the question that it belongs to, quietly. */
export function Stage({ stage, modelSpeaks, saidBefore }: StageProps) {
  const { words, original, index } = stage
  const leadCount = words === null ? 0 : splitIntoWords(words.lead).length
  const count = words === null ? 0 : leadCount + splitIntoWords(words.text).length
  const speech = useSpeech(words?.place ?? null, count, saidBefore)
  // New words are read from the top, however far down the last answer went.
  const at = words?.place ?? `waiting for ${index}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each turn
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [at])
  const instead = insteadOfWords(words?.by ?? null)
  return (
    <div className={styles.stage}>
      {original !== null && (
        <p className={styles.original}>
          <span className={styles.originalLabel}>Question {index + 1}</span>
          {original}
        </p>
      )}
      {words === null || speech === null ? (
        <Thinking modelSpeaks={modelSpeaks} />
      ) : (
        <>
          {words.lead !== '' && (
            <p className={styles.lead}>
              <Words key={words.place} text={words.lead} speech={speech} from={0} />
            </p>
          )}
          <h1 className={styles.question} data-length={lengthOf(words.text)} id="question">
            <Words key={words.place} text={words.text} speech={speech} from={leadCount} />
          </h1>
          {instead !== null && <p className={styles.instead}>{instead}</p>}
        </>
      )}
    </div>
  )
}

function lengthOf(text: string): 'usual' | 'long' | 'very-long' {
  if (text.length > VERY_LONG) return 'very-long'
  return text.length > LONG ? 'long' : 'usual'
}
