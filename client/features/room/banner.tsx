import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { LiveView } from '../../lib/live-view.ts'
import type { SessionLive } from '../../lib/session-live.ts'
import styles from './banner.module.css'

interface BannerProps {
  live: SessionLive
  view: LiveView
  offline: boolean
}

/** One line on what is not as usual, the gravest first: where the words are, and what can be done. */
export function Banner({ live, view, offline }: BannerProps) {
  const { error, draft } = view
  if (offline) return <Line>{offlineWords(view)}</Line>
  if (!view.pen && view.session?.phase.name !== 'ended') {
    return (
      <Line action={<Button onClick={live.takePen}>Continue here</Button>}>
        {view.penHeld
          ? 'This interview goes on in another tab. Here you see it as it happens, and cannot write.'
          : 'The tab in which this interview went on is gone. What was sent from there is kept: you can go on here.'}
      </Line>
    )
  }
  if (error !== null) {
    return (
      <Line
        action={
          <Button variant="default" onClick={live.dismiss}>
            Close
          </Button>
        }
      >
        {error.message} {draft !== null && 'Your text is kept on this device.'}
      </Line>
    )
  }
  if (view.orphan !== null) return <Orphan live={live} text={view.orphan} />
  if (draft?.other != null) return <OtherText live={live} other={draft.other} />
  return null
}

function OtherText({ live, other }: { live: SessionLive; other: string }) {
  const take = () => {
    live.type(other)
    live.dismiss()
  }
  return (
    <Line
      action={
        <>
          <Button variant="default" onClick={live.dismiss}>
            Keep this one
          </Button>
          <Button onClick={take}>Use the other</Button>
        </>
      }
    >
      This answer was continued elsewhere. Another text was written on this device before that and never sent: “
      {shortened(other)}”
    </Line>
  )
}

function Orphan({ live, text }: { live: SessionLive; text: string }) {
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(live.dismiss)
  }
  return (
    <Line
      action={
        <>
          <Button variant="default" onClick={live.dismiss}>
            Close
          </Button>
          {navigator.clipboard !== undefined && <Button onClick={copy}>Copy it</Button>}
        </>
      }
    >
      This answer was handed in elsewhere before what you wrote here was sent: “{shortened(text)}”
    </Line>
  )
}

/** What happens to the words while nobody answers. */
export function offlineWords({ stopping, draft, pen }: LiveView): string {
  const happened = stopping ? 'Greenroom is restarting.' : 'Greenroom does not answer at the moment.'
  if (!pen) return `${happened} This page goes on as soon as it is back.`
  if (draft === null) return `${happened} The interview goes on as soon as it is back.`
  return draft.closing === null
    ? `${happened} Keep writing: your text is kept on this device and sent as soon as it is back.`
    : `${happened} Your answer is kept on this device and handed in as soon as it is back.`
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text
}

function Line({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.banner}>
      <p className={styles.words}>{children}</p>
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  )
}
