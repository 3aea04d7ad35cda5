import { IconArrowRight, IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { rolesQuery } from '../../lib/queries.ts'
import { ContinueCard } from './continue-card.tsx'
import { FirstTime } from './first-time.tsx'
import { GradedBy } from './graded-by.tsx'
import { Hero } from './hero.tsx'
import { RoleCard } from './role-card.tsx'
import styles from './roles-page.module.css'

/** The first page: what this is, where one left off, and the roles to practise for. */
export function RolesPage() {
  const roles = useQuery(rolesQuery)
  useEffect(() => {
    document.title = 'Greenroom'
  }, [])

  return (
    <div className={styles.page}>
      <Hero />
      <ContinueCard />
      <FirstTime />
      {roles.isPending && <Waiting for="the roles" />}
      {roles.isError && <Problem error={roles.error} onRetry={() => void roles.refetch()} />}
      {roles.isSuccess && (
        <section aria-labelledby="roles">
          <h2 id="roles" className={styles.heading}>
            {roles.data.roles.length === 1 ? 'Practise for' : 'Choose a role'}
          </h2>
          <ul className={styles.roles}>
            {roles.data.roles.map((role) => (
              <li key={role.id}>
                <RoleCard role={role} />
              </li>
            ))}
            <li>
              <Link href="/roles/import" className={styles.import}>
                <IconFileText size={22} stroke={1.5} aria-hidden="true" />
                <span>
                  <strong>Bring your own questions</strong>
                  <span className={styles.importDetail}>Paste or upload a page with questions and sample answers</span>
                </span>
                <IconArrowRight className={styles.arrow} size={20} stroke={1.5} aria-hidden="true" />
              </Link>
            </li>
          </ul>
        </section>
      )}
      <GradedBy />
    </div>
  )
}
