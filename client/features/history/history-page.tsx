import { Button } from '@mantine/core'
import { useRef } from 'react'
import { Link } from 'wouter'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format.ts'
import { KeysHelp } from '../../components/keys-help.tsx'
import { Page } from '../../components/page.tsx'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { groupSessions } from './group-sessions.ts'
import styles from './history-page.module.css'
import { ImportSession } from './import-session.tsx'
import { SearchBar } from './search-bar.tsx'
import { SessionRow } from './session-row.tsx'
import { useSessions } from './use-sessions.ts'

/** Every session held here: to go on with, to read, to play back, to take away, to delete. */
export function HistoryPage() {
  const view = useSessions()
  const { list, sessions } = view
  const search = useRef<HTMLInputElement>(null)
  const hasNone = list.isSuccess && sessions.length === 0

  return (
    <Page title="Sessions" actions={<ImportSession />}>
      {list.isPending && <Waiting for="your sessions" />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {hasNone && !view.isNarrowed && view.search === '' && <NoneYet />}
      {list.isSuccess && (sessions.length > 0 || view.isNarrowed || view.search !== '') && (
        <>
          <SearchBar view={view} ref={search} />
          <p className={styles.status} role="status">
            {view.isNarrowed &&
              !list.isPlaceholderData &&
              !hasNone &&
              `${formatCount(sessions.length, 'session')} found${list.hasNextPage ? ' so far' : ''}`}
          </p>
          {hasNone && <NothingFound onClear={view.clear} />}
          <div className={styles.groups} data-stale={list.isPlaceholderData || undefined}>
            {groupSessions(sessions, Date.now()).map((group) => (
              <section key={group.title} aria-label={group.title}>
                <h2 className={styles.group}>{group.title}</h2>
                <ul className={styles.list}>
                  {group.sessions.map((session) => (
                    <SessionRow key={session.id} session={session} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
          <div className={styles.foot}>
            {list.hasNextPage ? (
              <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            ) : (
              <span />
            )}
            <KeysHelp
              keys={[
                { keys: ['/'], does: 'Search' },
                { keys: ['Esc'], does: 'Leave the search' },
              ]}
            />
          </div>
        </>
      )}
    </Page>
  )
}

function NoneYet() {
  return (
    <EmptyState
      title="No session yet"
      action={
        <Button component={Link} href="/">
          Choose a role
        </Button>
      }
    >
      Every interview you take is kept here, with its report and a replay. A session exported elsewhere can be imported
      above.
    </EmptyState>
  )
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="Nothing found"
      action={
        <Button variant="default" onClick={onClear}>
          Show all sessions
        </Button>
      }
    >
      The search looks through roles, questions and what you answered. Fewer or other words may help.
    </EmptyState>
  )
}
