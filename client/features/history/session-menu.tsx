import { ActionIcon, Menu } from '@mantine/core'
import { IconBraces, IconDots, IconMarkdown, IconPrinter, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Link } from 'wouter'
import type { SessionSummary } from '#contract/report.ts'
import { formatWhen } from '../../components/format.ts'
import { DeleteSession } from './delete-session.tsx'
import styles from './session-row.module.css'

const ICON = { size: 17, stroke: 1.6, 'aria-hidden': true } as const

/** What else can be done with a session: take it away in three forms, or delete it. */
export function SessionMenu({ session }: { session: SessionSummary }) {
  const [deleting, setDeleting] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const base = `/api/sessions/${session.id}`
  const isEnded = session.status !== 'open'
  return (
    <>
      <Menu position="bottom-end" width={220} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            className={styles.more}
            variant="subtle"
            color="gray"
            size={44}
            aria-label={`More for ${session.roleTitle}, ${formatWhen(session.createdAt, Date.now())}`}
          >
            <IconDots size={20} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isEnded && (
            <>
              <Menu.Label>Take it with you</Menu.Label>
              <Menu.Item component="a" href={`${base}/export.json`} download leftSection={<IconBraces {...ICON} />}>
                JSON, complete
              </Menu.Item>
              <Menu.Item component="a" href={`${base}/export.md`} download leftSection={<IconMarkdown {...ICON} />}>
                Markdown
              </Menu.Item>
              <Menu.Item
                component={Link}
                href={`/sessions/${session.id}/print`}
                leftSection={<IconPrinter {...ICON} />}
              >
                Page to print
              </Menu.Item>
              <Menu.Divider />
            </>
          )}
          <Menu.Item leftSection={<IconTrash {...ICON} />} onClick={() => setDeleting(true)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteSession session={session} opened={deleting} onClose={() => setDeleting(false)} returnTo={button} />
    </>
  )
}
