import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { SpeechSettings } from '#contract/speech.ts'
import { whoHears } from '../../components/engine-words.ts'
import { enginesQuery } from '../../lib/queries.ts'
import { hasRecognition } from '../../lib/speech/browser-recognizer.ts'
import { ChoiceGroup } from './choice-group.tsx'
import { describePatience, PATIENCE } from './settings-words.ts'
import styles from './speech-choices.module.css'

interface SpeechChoicesProps {
  speech: SpeechSettings
  onChange: (change: Partial<SpeechSettings>) => void
}

/** What a spoken interview adds: how long silence may be, and whether transcripts are read before they are graded. */
export function SpeechChoices({ speech, onChange }: SpeechChoicesProps) {
  return (
    <>
      <div>
        <ChoiceGroup
          legend="The interviewer’s patience"
          look="segments"
          choices={PATIENCE}
          value={speech.patience}
          onChange={(patience) => onChange({ patience })}
          note={describePatience(speech)}
        />
      </div>
      <div className={styles.switches}>
        <Switch
          checked={speech.handsFree}
          onChange={(event) => onChange({ handsFree: event.currentTarget.checked })}
          label="Silence can end an answer"
          description="Off: only “I’m done” does"
        />
        <Switch
          checked={speech.checkTranscript}
          onChange={(event) => onChange({ checkTranscript: event.currentTarget.checked })}
          label="Read the transcript before it is graded"
          description="You mend what was misheard; what was heard is kept beside it"
        />
      </div>
    </>
  )
}

/** Who makes text of the sound, and where it goes for that. */
export function WhoHears() {
  const engines = useQuery(enginesQuery)
  return engines.data === undefined ? null : whoHears(engines.data, hasRecognition())
}
