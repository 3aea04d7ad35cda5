import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Page } from '../../components/page.tsx'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { rolesQuery } from '../../lib/queries.ts'
import { FirstTime } from './first-time.tsx'
import { SetupForm } from './setup-form.tsx'

/** How the interview shall be: a few choices, remembered from last time, and one button. */
export function SetupPage({ roleId }: { roleId: string }) {
  const roles = useQuery(rolesQuery)
  if (roles.isPending) return <Waiting for="the role" />
  if (roles.isError) return <Problem error={roles.error} onRetry={() => void roles.refetch()} headingLevel={1} />
  const role = roles.data.roles.find(({ id }) => id === roleId)
  if (role === undefined) {
    return (
      <Page title="This role is not here" intro="It may have been deleted, or the address is not quite right.">
        <Button component={Link} href="/">
          See all roles
        </Button>
      </Page>
    )
  }
  return (
    <Page title={role.title} intro={role.summary}>
      <FirstTime />
      <SetupForm role={role} />
    </Page>
  )
}
