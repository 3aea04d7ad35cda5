import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { RoleSummary } from '#contract/http.ts'
import type { SessionSettings } from '#contract/settings.ts'
import type { SpeechSettings } from '#contract/speech.ts'
import { capitalised } from '../../components/format.ts'
import { ChoiceGroup } from './choice-group.tsx'
import { countChoices, recallSettings } from './remembered.ts'
import { ANSWERS, DIFFICULTIES, describeMix, FEEDBACK, MANNERS, TIMES } from './settings-words.ts'
import styles from './setup-form.module.css'
import { SpeechChoices, WhoHears } from './speech-choices.tsx'
import { StartCard } from './start-card.tsx'
import { useStart } from './use-start.ts'

const MIXES = [
  { value: 'mixed' as const, label: 'Mixed' },
  ...DIFFICULTIES.map((value) => ({ value, label: capitalised(value) })),
]
const MANNER_CHOICES = MANNERS.map(({ says, ...choice }) => ({
  ...choice,
  detail: <q className={styles.says}>{says}</q>,
}))

/** The choices, and what they come to. Enter starts from anywhere on the page. */
export function SetupForm({ role }: { role: RoleSummary }) {
  const [settings, setSettings] = useState<SessionSettings>(() => recallSettings(role))
  const form = useRef<HTMLFormElement>(null)
  const start = useStart(role.id)
  useEnter(() => form.current?.requestSubmit())

  const set = (change: Partial<SessionSettings>) => setSettings((before) => ({ ...before, ...change }))
  const setSpeech = (change: Partial<SpeechSettings>) =>
    setSettings((before) => ({ ...before, speech: { ...before.speech, ...change } }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start.start(settings)
  }

  return (
    <form ref={form} className={styles.layout} onSubmit={submit}>
      <div className={styles.choices}>
        <ChoiceGroup
          legend="How you answer"
          look="cards"
          choices={ANSWERS}
          value={settings.speech.answer}
          onChange={(answer) => setSpeech({ answer })}
          note={settings.speech.answer === 'spoken' ? <WhoHears /> : 'You can switch at any moment of an answer.'}
        />
        {settings.speech.answer === 'spoken' && <SpeechChoices speech={settings.speech} onChange={setSpeech} />}
        <ChoiceGroup
          legend="How many questions"
          look="segments"
          choices={countChoices(role.questionCount).map((value) => ({ value, label: value }))}
          value={settings.questionCount}
          onChange={(questionCount) => set({ questionCount })}
        />
        <ChoiceGroup
          legend="How difficult"
          look="segments"
          choices={MIXES}
          value={settings.difficulty}
          onChange={(difficulty) => set({ difficulty })}
          note={describeMix(settings.difficulty, role.byDifficulty)}
        />
        <ChoiceGroup
          legend="Time for each question"
          look="segments"
          choices={TIMES}
          value={settings.timePerQuestionMs}
          onChange={(timePerQuestionMs) => set({ timePerQuestionMs })}
          note="Follow-ups included. When it is over you can still finish; nothing is taken away."
        />
        <ChoiceGroup
          legend="The interviewer’s manner"
          look="cards"
          choices={MANNER_CHOICES}
          value={settings.manner}
          onChange={(manner) => set({ manner })}
          note="Changes the wording, never the grades."
        />
        <ChoiceGroup
          legend="Feedback"
          look="cards"
          choices={FEEDBACK}
          value={settings.feedback}
          onChange={(feedback) => set({ feedback })}
        />
      </div>
      <StartCard role={role} settings={settings} busy={start.busy} error={start.error} />
    </form>
  )
}

/** Enter outside of anything that has its own use for it. */
function useEnter(onEnter: () => void) {
  const latest = useRef(onEnter)
  latest.current = onEnter
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFree =
        event.target instanceof Element && event.target.closest('a, button, input, form, [role=dialog]') === null
      if (event.key === 'Enter' && isFree) latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
