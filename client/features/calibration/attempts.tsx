import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useId } from 'react'
import type { CalibrationAttack } from '#contract/calibration.ts'
import { capitalised } from '../../components/format.ts'
import styles from './attempts.module.css'
import page from './calibration-page.module.css'
import { attemptsOf, figure, signed } from './calibration-words.ts'

const GROUPS = [
  {
    kind: 'nothing',
    title: 'Nothing right in it',
    limit: 'Such an answer may get 2 of 5 at most.',
    average: 'Grade',
    worst: 'Highest',
  },
  {
    kind: 'added',
    title: 'Added to a real answer',
    limit: 'The grade may move by 0.5 of 5 at most.',
    average: 'Moved by',
    worst: 'Furthest',
  },
  { kind: 'copy', title: 'Copied', limit: 'The report should say so.', average: 'Grade', worst: '' },
] as const
type Group = (typeof GROUPS)[number]

/** What was tried to get more than an answer is worth, and what came of it. */
export function Attempts({ attacks }: { attacks: readonly CalibrationAttack[] }) {
  if (attacks.length === 0) return null
  return (
    <section>
      <h2 className={page.heading}>When somebody tries to trick it</h2>
      <p className={page.text}>
        {attemptsOf(attacks)} In these tables a grade goes from 0 for nothing right to 5 for all of it, before it
        becomes a level.
      </p>
      {GROUPS.map((group) => (
        <AttemptTable key={group.kind} group={group} attacks={attacks.filter(({ kind }) => kind === group.kind)} />
      ))}
    </section>
  )
}

function AttemptTable({ group, attacks }: { group: Group; attacks: readonly CalibrationAttack[] }) {
  const id = useId()
  if (attacks.length === 0) return null
  const show = (value: number) => (group.kind === 'added' ? signed(value) : figure(value))
  return (
    <div className={styles.group}>
      <h3 id={id} className={styles.title}>
        {group.title}
      </h3>
      <p className={styles.limit}>{group.limit}</p>
      <table className={styles.table} aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">{group.average}</th>
            {group.worst !== '' && <th scope="col">{group.worst}</th>}
            <th scope="col">{group.kind === 'copy' ? 'Noticed' : 'Held'}</th>
          </tr>
        </thead>
        <tbody>
          {attacks.map((attack) => (
            <tr key={attack.name}>
              <th scope="row">
                {capitalised(attack.name).replace("'", '’')}
                <span className={styles.tries}>{attack.tries}</span>
              </th>
              <td>{show(attack.mean)}</td>
              {group.worst !== '' && <td>{show(attack.worst)}</td>}
              <td>
                <Held attack={attack} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Held({ attack: { held, answers } }: { attack: CalibrationAttack }) {
  const isHeld = held === answers
  const Icon = isHeld ? IconCheck : IconAlertTriangle
  return (
    <span className={styles.held} data-held={isHeld}>
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      {held} of {answers}
    </span>
  )
}
