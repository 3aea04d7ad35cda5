import { type ReactNode, useId } from 'react'
import styles from './choice-group.module.css'

interface Choice<T> {
  value: T
  label: ReactNode
  detail?: ReactNode
}

interface ChoiceGroupProps<T> {
  legend: string
  choices: readonly Choice<T>[]
  value: T
  onChange: (value: T) => void
  /** Short labels side by side, or cards that say more. */
  look: 'segments' | 'cards'
  note?: ReactNode
}

/** One choice of a few. Native radios underneath: arrow keys, names and groups come with them. */
export function ChoiceGroup<T extends string | number | null>(props: ChoiceGroupProps<T>) {
  const { legend, choices, value, onChange, look, note } = props
  const name = useId()
  const noteId = useId()
  return (
    <fieldset className={styles.group} aria-describedby={note === undefined ? undefined : noteId}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles[look]}>
        {choices.map((choice) => (
          <label key={String(choice.value)} className={styles.choice}>
            <input
              className={styles.radio}
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className={styles.label}>{choice.label}</span>
            {choice.detail !== undefined && <span className={styles.detail}>{choice.detail}</span>}
          </label>
        ))}
      </div>
      {note !== undefined && (
        <p id={noteId} className={styles.note}>
          {note}
        </p>
      )}
    </fieldset>
  )
}
