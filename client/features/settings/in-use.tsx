import type { Engine } from '#contract/grade.ts'
import type { EnginesResponse, SpeechEngine } from '#contract/http.ts'
import { hasRecognition } from '../../lib/speech/browser-recognizer.ts'
import styles from './settings-page.module.css'

/** Who asks, who grades, who hears and who speaks at the moment, and what that means. */
export function InUse({ engines }: { engines: EnginesResponse }) {
  const { interviewer, judge, transcriber, voice, endpoint, endpointIsLocal, keyIsSet, tokenBudget } = engines
  const place = endpoint === null ? '' : endpointIsLocal ? ` on this machine (${endpoint})` : ` at ${endpoint}`
  return (
    <>
      <dl className={styles.inUse}>
        <Use
          what="Interviewer"
          {...nameOf(interviewer, 'Built in', place)}
          detail={
            interviewer.kind === 'model'
              ? 'Words the questions and follow-ups. If it fails in a turn, the built-in interviewer takes that turn.'
              : 'Asks the follow-ups that come with the questions, chosen by what you said.'
          }
        />
        <Use
          what="Grading"
          {...nameOf(judge, 'Word matching', place)}
          detail={
            judge.kind === 'model'
              ? 'Grades every criterion, each with a quote of yours. If it fails, the answer is not graded and you can retry.'
              : 'Finds the key points in your words and gives a range. Structure, depth and judgement need a model.'
          }
        />
        <HearingInUse transcriber={transcriber} />
        <VoiceInUse voice={voice} />
      </dl>
      {endpoint !== null && (
        <p className={styles.quiet}>
          {keyIsSet ? 'A key is set for the model. It is never shown.' : 'No key is set for the model.'}
          {tokenBudget !== null &&
            ` The models may take ${tokenBudget.toLocaleString('en-GB')} tokens in one interview; after that the built-in interviewer and word matching go on, and the report says so.`}
        </p>
      )}
    </>
  )
}

function nameOf(engine: Engine, builtIn: string, place: string): { name: string; place?: string } {
  return engine.kind === 'model' ? { name: engine.model, place } : { name: builtIn }
}

interface UseProps {
  what: string
  name: string
  place?: string
  detail: string
}

/** What makes text of speech, and who receives the sound for that. */
function HearingInUse({ transcriber }: { transcriber: EnginesResponse['transcriber'] }) {
  const what = 'Speech to text'
  if (transcriber !== null) {
    const detail = transcriber.isLocal
      ? 'Makes text of what you speak. The sound stays on this machine.'
      : `Makes text of what you speak. The sound is sent to ${transcriber.host} for that.`
    return <Use what={what} name={transcriber.model} place={placeOf(transcriber)} detail={detail} />
  }
  return hasRecognition() ? (
    <Use
      what={what}
      name="Your browser’s recogniser"
      detail="Makes text of what you speak. The browser’s vendor may receive the sound for that; with an endpoint of your own it does not."
    />
  ) : (
    <Use
      what={what}
      name="None"
      detail="This browser has no recogniser. What you speak is recorded, and you type the gist of it."
    />
  )
}

/** What reads the interviewer's words aloud, and who receives them for that. */
function VoiceInUse({ voice }: { voice: EnginesResponse['voice'] }) {
  if (voice === null) {
    return (
      <Use
        what="Voice"
        name="Your browser’s voice"
        detail="Reads the interviewer’s words aloud. Some browsers’ voices are made by the vendor, who then receives these words."
      />
    )
  }
  const detail = voice.isLocal
    ? 'Reads the interviewer’s words aloud. They stay on this machine.'
    : `Reads the interviewer’s words aloud. They are sent to ${voice.host} for that.`
  return <Use what="Voice" name={voice.model} place={placeOf(voice)} detail={detail} />
}

const placeOf = ({ host, isLocal }: SpeechEngine) => (isLocal ? ` on this machine (${host})` : ` at ${host}`)

function Use({ what, name, place, detail }: UseProps) {
  return (
    <div className={styles.use}>
      <dt className={styles.what}>{what}</dt>
      <dd className={styles.which}>
        <span className={styles.name}>{name}</span>
        {place !== undefined && <span className={styles.place}>{place}</span>}
        <span className={styles.useDetail}>{detail}</span>
      </dd>
    </div>
  )
}
