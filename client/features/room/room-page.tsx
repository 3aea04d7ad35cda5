import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Session } from '#contract/session.ts'
import { Waiting } from '../../components/waiting.tsx'
import type { SessionLive } from '../../lib/session-live.ts'
import { Announcer, offlineAnnouncement, useIsOffline } from './announcer.tsx'
import { Banner } from './banner.tsx'
import { Ended, Refused } from './closed.tsx'
import { OpenQuestion } from './open-question.tsx'
import { QuestionsBack } from './questions-back.tsx'
import { Ready } from './ready.tsx'
import styles from './room.module.css'
import { isSubmitKey } from './room-keys.ts'
import { type SpokenRoom, useIsSending, useSpoken } from './speech/use-spoken.ts'
import { useSessionLive, useView } from './use-session-live.ts'
import { useWishes, type Wishes } from './use-wishes.ts'

/** A chunk of its own: until the first question is closed nobody needs it. */
const Feedback = lazy(() => import('./feedback.tsx').then((m) => ({ default: m.Feedback })))

const Checking = lazy(() => import('./checking.tsx').then((m) => ({ default: m.Checking })))

/** The room: from the moment before the first question to the way to the report. */
export function RoomPage({ sessionId }: { sessionId: string }) {
  const live = useSessionLive(sessionId)
  return live === null ? <Waiting for="your interview" /> : <Room live={live} sessionId={sessionId} />
}

function Room({ live, sessionId }: { live: SessionLive; sessionId: string }) {
  const view = useView(live)
  const { session } = view
  const offline = useIsOffline(view)
  const spoken = useSpoken(live, view, sessionId)
  const isSending = useIsSending(spoken.spoken, session?.phase.name === 'ended')
  useTitle(session)
  if (session === null && view.connection !== 'refused') return <Waiting for="your interview" />
  return (
    <div className={styles.room}>
      <Announcer words={offlineAnnouncement(offline, view)} />
      {view.connection === 'refused' && view.error !== null ? (
        <Refused error={view.error} />
      ) : session?.phase.name === 'ended' ? (
        <Ended sessionId={sessionId} byThisTab={view.pen} isSending={isSending} />
      ) : (
        <Scene live={live} offline={offline} room={spoken} />
      )}
    </div>
  )
}

/** What the phase shows. */
function Scene({ live, offline, room }: { live: SessionLive; offline: boolean; room: SpokenRoom }) {
  const view = useView(live)
  const asked = useWishes(live, room.spoken?.microphone ?? null)
  // Turns from before the page was opened stand there at once; later ones are said.
  const saidBefore = useRef<number | null>(null)
  saidBefore.current ??= view.session?.turns.length ?? null
  const { session, pen, pending } = view
  const phase = session?.phase.name
  useSubmitToGoOn(phase === 'feedback', asked.wishes.next)
  if (session === null) return null
  const isOpen = phase !== 'ready' && phase !== 'feedback' && phase !== 'checking'
  return (
    <>
      {!isOpen && <Banner live={live} view={view} offline={offline} />}
      {session.phase.name === 'ready' && (
        <Ready
          session={session}
          onBegin={pen ? () => begin(asked.wishes, room) : null}
          busy={pending.has('session:begin')}
        />
      )}
      {session.phase.name === 'feedback' && (
        <Suspense fallback={<Waiting for="the feedback" />}>
          <Feedback
            session={session}
            index={session.phase.index}
            wishes={asked.wishes}
            canGoOn={pen}
            busy={pending.has('question:next')}
          />
        </Suspense>
      )}
      {session.phase.name === 'checking' && (
        <Suspense fallback={<Waiting for="the transcript" />}>
          <Checking live={live} session={session} indexes={session.phase.indexes} wishes={asked.wishes} />
        </Suspense>
      )}
      {isOpen && (
        <OpenQuestion
          live={live}
          view={view}
          session={session}
          asked={asked}
          offline={offline}
          saidBefore={saidBefore.current ?? 0}
          room={room}
        />
      )}
      <QuestionsBack asked={asked} view={view} />
    </>
  )
}

/** The press that begins is the one that a microphone and a loudspeaker wait for. */
function begin(wishes: Wishes, room: SpokenRoom): void {
  if (room.isWanted) room.speak()
  wishes.begin()
}

function useSubmitToGoOn(active: boolean, next: () => void): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (isSubmitKey(event) && !event.repeat) next()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [active, next])
}

function useTitle(session: Session | null): void {
  const title = session === null ? 'Interview' : titleOf(session)
  useEffect(() => {
    document.title = `${title} · Greenroom`
  }, [title])
}

function titleOf({ phase, role, settings }: Session): string {
  if (phase.name === 'ready' || phase.name === 'ended') return role.title
  const place = `Question ${phase.index + 1} of ${settings.questionCount}`
  if (phase.name === 'paused') return `Paused: ${place}`
  if (phase.name === 'checking') return `Transcript: ${role.title}`
  return phase.name === 'feedback' ? `Feedback: ${place}` : place
}
