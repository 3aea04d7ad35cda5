import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { SessionId } from '#contract/ids.ts'
import { EmptyState } from './empty-state.tsx'
import { Page } from './page.tsx'

interface NotEndedProps {
  sessionId: SessionId
  /** Of the page that is not there yet. */
  title: string
  /** When it will be there. */
  children: ReactNode
}

/** Instead of a page about an interview that is still going on: the way back to it. */
export function NotEnded({ sessionId, title, children }: NotEndedProps) {
  return (
    <Page title={title} narrow>
      <EmptyState
        title="This interview is still going on"
        action={
          <Button component={Link} href={`/sessions/${sessionId}`}>
            Back to the room
          </Button>
        }
      >
        {children}
      </EmptyState>
    </Page>
  )
}
