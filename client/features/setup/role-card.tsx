import { ActionIcon } from '@mantine/core'
import { IconArrowRight, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { RoleSummary } from '#contract/http.ts'
import { formatCount } from '../../components/format.ts'
import { DeleteRole } from './delete-role.tsx'
import styles from './role-card.module.css'
import { DIFFICULTIES, spreadInWords } from './settings-words.ts'

const SHOWN_COMPETENCIES = 8

/** A role as an invitation: what it is, how much there is of it, how hard, and what it asks about. */
export function RoleCard({ role }: { role: RoleSummary }) {
  const [deleting, setDeleting] = useState(false)
  // Never "and 1 more" where the one itself would fit.
  const shown =
    role.competencies.length <= SHOWN_COMPETENCIES + 1
      ? role.competencies
      : role.competencies.slice(0, SHOWN_COMPETENCIES)
  const more = role.competencies.length - shown.length
  return (
    <article className={styles.card}>
      <div className={styles.words}>
        <h3 className={styles.title}>
          <Link href={`/roles/${role.id}`} className={styles.link}>
            {role.title}
          </Link>
        </h3>
        <p className={styles.summary}>
          {role.imported && <span className={styles.own}>Your own</span>}
          {role.summary}
        </p>
        {role.competencies.length > 1 && (
          <ul className={styles.competencies} aria-label="Asks about">
            {shown.map((competency) => (
              <li key={competency}>{competency}</li>
            ))}
            {more > 0 && <li>and {more} more</li>}
          </ul>
        )}
      </div>
      <div className={styles.side}>
        <Spread byDifficulty={role.byDifficulty} />
        <p className={styles.count}>{formatCount(role.questionCount, 'question')}</p>
        <p className={styles.spreadWords}>{spreadInWords(role.byDifficulty)}</p>
      </div>
      <IconArrowRight className={styles.arrow} size={22} stroke={1.5} aria-hidden="true" />
      {role.imported && (
        <>
          <ActionIcon
            className={styles.delete}
            variant="subtle"
            color="gray"
            size={44}
            onClick={() => setDeleting(true)}
            aria-label={`Delete ${role.title}`}
          >
            <IconTrash size={18} stroke={1.5} />
          </ActionIcon>
          <DeleteRole role={role} opened={deleting} onClose={() => setDeleting(false)} />
        </>
      )}
    </article>
  )
}

/** A small bar for each question, taller for harder ones; the words beside it say the same. */
function Spread({ byDifficulty }: { byDifficulty: RoleSummary['byDifficulty'] }) {
  const bars = DIFFICULTIES.flatMap((level) =>
    Array.from({ length: byDifficulty[level] }, (_, index) => ({ level, index })),
  )
  return (
    <div className={styles.spread} aria-hidden="true">
      {bars.slice(0, 40).map(({ level, index }) => (
        <span key={`${level}${index}`} data-level={level} />
      ))}
    </div>
  )
}
